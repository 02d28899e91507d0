import type { Person } from './person.ts';

const ASSISTANCE = 'ekonomiskt-bistand-ateransokan';

export interface Cost {
  readonly kind: string;
  readonly amount: string;
}

export interface Income extends Cost {
  readonly day: readonly [day: string, month: string, year: string];
}

export interface Month {
  /** The month's number in 2026; February when it is not said. */
  readonly month?: string;
  readonly costs: readonly Cost[];
  readonly incomes?: readonly Income[];
  readonly money: string;
  readonly done: string;
}

export const SAMS_FEBRUARY: Month = {
  costs: [{ kind: 'Hyra', amount: '6 200' }],
  money: '640',
  done: 'Sökt tre jobb i veckan.',
};

/** From the service's page to the page where one checks the answers, one question page after the other. */
export async function applyForAssistance(person: Person, month: Month, name?: string): Promise<void> {
  await startAssistance(person, name);
  await answerAssistance(person, month);
}

/** Answers every page of a draft that has begun. */
export async function answerAssistance(person: Person, month: Month): Promise<void> {
  await answerMonth(person, month.month);
  await answerHousehold(person);
  await answerCosts(person, month.costs);
  await answerIncomes(person, month.incomes ?? []);
  await answerRest(person, month);
}

/** Starts an application; who is not signed in says who she is on the way, as `name`. */
export async function startAssistance(person: Person, name?: string): Promise<void> {
  await person.go(`/tjanster/${ASSISTANCE}`);
  await person.press('Starta');
  if (name !== undefined) {
    await person.identify(name);
    await person.titled('Du är inloggad');
    await person.press('Starta');
  }
  // Who has begun before is asked whether to go on with that; here everybody begins anew.
  if (person.path.endsWith('/ansok')) await person.press('Börja på nytt');
}

export async function answerMonth(person: Person, month = '2', year = '2026'): Promise<void> {
  await person.titled('Vilken månad söker du för?');
  await person.write('Månad', month);
  await person.write('År', year);
  await person.onwards();
}

export async function answerHousehold(person: Person): Promise<void> {
  await person.titled('Har något ändrats i ditt hushåll?');
  await person.mark('Nej');
  await person.onwards();
}

export async function answerCosts(person: Person, costs: readonly Cost[]): Promise<void> {
  await person.titled('Vilka utgifter har du den här månaden?');
  for (const { kind, amount } of costs) {
    await person.press('Lägg till en utgift');
    await person.pick('Slag av utgift', kind);
    await person.write('Belopp', amount);
    await person.press('Spara');
  }
  await person.onwards();
}

export async function answerIncomes(person: Person, incomes: readonly Income[]): Promise<void> {
  await person.titled('Vilka inkomster fick hushållet förra månaden?');
  for (const { kind, amount, day } of incomes) {
    await person.press('Lägg till en inkomst');
    await person.pick('Slag av inkomst', kind);
    await person.write('Belopp efter skatt', amount);
    await person.write('Dag', day[0]);
    await person.write('Månad', day[1]);
    await person.write('År', day[2]);
    await person.press('Spara');
  }
  await person.onwards();
}

async function answerRest(person: Person, { money, done }: Pick<Month, 'money' | 'done'>): Promise<void> {
  await person.titled('Har du pengar eller annat av värde?');
  await person.write('Pengar på alla konton i dag', money);
  await person.mark('Nej');
  await person.onwards();
  await person.titled('Har du gjort det som står i din plan?');
  await person.mark('Ja');
  await person.write('Vad har du gjort?', done);
  await person.onwards();
  await person.titled('Vart ska pengarna betalas?');
  await person.mark('Till samma konto som förra gången');
  await person.onwards();
  await person.titled('Stämmer allt?');
  await person.mark(/^Jag intygar/);
}

/** She worked and had unemployment benefit; the benefit is not in it. */
export const LEYLAS_FEBRUARY: Month = {
  costs: [
    { kind: 'Hyra', amount: '6 450' },
    { kind: 'El', amount: '412' },
  ],
  incomes: [{ kind: 'Lön', amount: '4 380', day: ['23', '1', '2026'] }],
  money: '642',
  done: 'Arbetat 12 timmar i veckan på kafé.',
};

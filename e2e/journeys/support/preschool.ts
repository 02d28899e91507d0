import type { Person } from './person.ts';

const PRESCHOOL = 'forskoleplats';

/** A day that is more than four months from when the town's clock starts, and a working day. */
export const FIRST_DAY = ['17', '8', '2026'] as const;

/** From the service's page to the page where one checks the answers. */
export async function applyForPreschool(person: Person, child: string): Promise<void> {
  await person.go(`/tjanster/${PRESCHOOL}`);
  await person.press('Starta');
  await person.titled('Vilket barn söker du plats för?');
  await person.mark(child);
  await person.onwards();
  await person.titled('Vad söker ni plats i?');
  await person.mark('Förskola');
  await person.onwards();
  await writeDate(person, FIRST_DAY);
  await person.onwards();
  await person.titled('Vilka förskolor vill ni helst ha?');
  await person.mark('Tallkotten, Björkvägen', /^Första val/);
  await person.onwards();
  if ((await person.heading()) === 'Vilka förskolor vill ni helst ha?') await person.onwards();
  await person.titled('Varför behöver barnet plats?');
  await person.mark('Vi arbetar');
  await person.onwards();
  await person.titled('Hur många timmar i veckan?');
  await person.write('Timmar i veckan', '35');
  await person.mark('Nej');
  await person.onwards();
  await person.titled('Behöver barnet särskilt stöd?');
  await person.mark('Nej');
  await person.onwards();
  await person.titled('Stämmer allt?');
  await person.mark(/^Jag intygar/);
}

export async function writeDate(person: Person, [day, month, year]: readonly [string, string, string]): Promise<void> {
  await person.write('Dag', day);
  await person.write('Månad', month);
  await person.write('År', year);
}

/** From the page where one checks the answers: signs them with the e-ID, and they are sent. */
export async function signAndSend(person: Person, name: string): Promise<void> {
  await person.press('Skriv under med e-legitimation');
  await person.signAs(name);
  await person.titled(/^Vi har fått din/);
}

/** The other guardian says yes, on her or his own Mina sidor, and signs the same text with the e-ID. */
export async function confirm(guardian: Person, name: string): Promise<void> {
  await guardian.go('/mina-sidor');
  await guardian.follow(/Bekräfta ansökan/);
  await guardian.reads('Ansökan som du skriver under', 'Tallkotten, Björkvägen');
  await guardian.mark('Ja');
  await guardian.press('Skicka svaret');
  await guardian.signAs(name);
}

/** A parent takes the place that was offered. */
export async function accept(guardian: Person): Promise<void> {
  await guardian.go('/mina-sidor');
  await guardian.follow(/Vill ni ha platsen\?|Svara på erbjudandet/);
  await guardian.mark('Ja, vi tar platsen');
  await guardian.press('Skicka svaret');
}

import type { FeelContext, FeelValue } from '@torget/feel';
import { isContext, isList } from '@torget/feel';
import { type Answers, type Fields, type Form, isRecord, type Page, type Question, tenDigits } from '@torget/form';
import type { Db } from '#platform/database/index.ts';
import type { LookUpName } from '#platform/town/index.ts';
import { type Choice, holdSlot, takenSlots } from './bookings.ts';
import type { ApplicationsOptions } from './mount.ts';
import type { Opened } from './owner.ts';

/** Somebody else was quicker: said on the page, and again when it is sent. */
export const GONE = {
  sv: 'Tiden är inte längre ledig. Välj en annan tid',
  en: 'The time is no longer free. Choose another time',
};

/** Where the rows of a register stand among the facts. */
const LISTS = { company: 'companies', address: 'addresses', property: 'properties' } as const;
type Listed = keyof typeof LISTS;

/** Rows of one register that are kept with a draft: enough for every entry of a group. */
const MOST_ROWS = 200;

/** What a form is filled in with around it: a draft, or a task of a case. */
type Asking = { readonly options: { readonly at: string; readonly facts: FeelContext } };

/** The questions of a page, those of its groups too, with the stem of their fields. */
function asked(page: Page): readonly (readonly [string, Question])[] {
  return page.questions.flatMap((question) => [
    [question.id, question] as const,
    ...(question.questions ?? []).map((sub) => [`${question.id}-${sub.id}`, sub] as const),
  ]);
}

/** What a person wrote that a register can be asked by; `said` gives a part of the question. */
function keyIn(type: Question['type'], said: (part: string) => string): readonly [Listed, string] | undefined {
  const number = type === 'company' ? tenDigits(said('-nummer')) : undefined;
  if (number !== undefined) return ['company', number];
  if (type === 'address' && said('-sok') !== '') return ['address', said('-sok')];
  return type === 'property' && said('') !== '' ? ['property', said('')] : undefined;
}

function listIn(register: FeelContext, name: string): readonly FeelValue[] {
  const list = register[name] ?? null;
  return isList(list) ? list : [];
}

/** The rows that are there, and the new ones in place of those with the same key. */
function merged(old: readonly FeelValue[], found: readonly FeelContext[], key: string): readonly FeelValue[] {
  const news = new Set(found.map((row) => row[key]));
  const kept = old.filter((row) => row === null || !isContext(row) || !news.has(row[key] ?? null));
  return [...kept, ...found].slice(-MOST_ROWS);
}

const KEYS = { company: 'nummer', address: 'id', property: 'beteckning' } as const;

/**
 * The draft with what the registers say about what stands in the fields of a page: the engine takes name, place and level of
 * what a register knows from there and from nowhere else. `found` says whether anything new came.
 */
export async function withLookUps<Around extends Asking>(
  opened: Around,
  page: Page,
  fields: Fields,
  { lookUp }: Pick<ApplicationsOptions, 'lookUp'>,
): Promise<{ readonly opened: Around; readonly found: boolean }> {
  const keys = asked(page).map(([name, { type }]) =>
    keyIn(type, (part) => (fields[`${name}${part}`]?.[0] ?? '').trim().slice(0, 200)),
  );
  return lookedUp(opened, keys, lookUp);
}

async function lookedUp<Around extends Asking>(
  opened: Around,
  keys: readonly (readonly [Listed, string] | undefined)[],
  lookUp: LookUp | undefined,
): Promise<{ readonly opened: Around; readonly found: boolean }> {
  let register = registerIn(opened);
  let found = false;
  if (lookUp === undefined) return { opened, found };
  for (const key of keys) {
    if (key === undefined || !lookUp.names.includes(key[0])) continue;
    const rows = await lookUp.ask(key[0], key[1], opened.options.at);
    if (rows.length === 0) continue;
    const list = LISTS[key[0]];
    register = { ...register, [list]: merged(listIn(register, list), rows, KEYS[key[0]]) };
    found = true;
  }
  // The very same facts where nothing came: what was worked out of them is known by them.
  return { opened: found ? withRegister(opened, register) : opened, found };
}

/** The same for answers that come all at once: the companies and properties that stand in them. */
export async function withRegistersOf<Around extends Asking>(
  around: Around,
  { pages }: Form,
  answers: Answers,
  { lookUp }: Pick<ApplicationsOptions, 'lookUp'>,
): Promise<Around> {
  const keys = pages.flatMap((page) =>
    page.questions.map(({ id, type }) => {
      const value = answers[id] ?? null;
      const key = isRecord(value) ? (value['nummer'] ?? value['beteckning']) : undefined;
      return keyIn(type, () => (typeof key === 'string' && type !== 'address' ? key : ''));
    }),
  );
  return (await lookedUp(around, keys, lookUp)).opened;
}

/** What the registers say about answers that come all at once, to keep with the draft; the times chosen are held. */
export async function factsOfAnswers(
  db: Db,
  opened: Opened,
  answers: Answers,
  options: ApplicationsOptions,
): Promise<FeelContext> {
  const { form } = opened.service;
  let filled = await withRegistersOf(opened, form, answers, options);
  for (const page of form.pages) filled = await withTimes(db, filled, page, options);
  const choices = form.pages.flatMap((page) => choicesIn(opened.draft.id, page.questions, answers));
  const gone = await holdTimes(db, choices, opened.options.at);
  return factsToKeep(
    filled,
    choices.filter(({ question }) => !gone.includes(question)),
  );
}

/** The draft with the times that are free now, for the questions of a page that ask for one. */
export async function withTimes<Around extends Asking & { readonly draft: Pick<Opened['draft'], 'id'> }>(
  db: Db,
  opened: Around,
  page: Page,
  { lookUp }: Pick<ApplicationsOptions, 'lookUp'>,
): Promise<Around> {
  const calendars = asked(page).flatMap(([, { calendar }]) => calendar ?? []);
  if (calendars.length === 0 || lookUp === undefined || !lookUp.names.includes('calendar')) return opened;
  const register = registerIn(opened);
  let times: FeelContext = contextIn(register, 'calendars');
  for (const calendar of calendars) {
    const taken = await takenSlots(db, calendar, opened.draft.id, opened.options.at);
    const all = await lookUp.ask('calendar', calendar, opened.options.at);
    times = { ...times, [calendar]: all.filter(({ id }) => typeof id === 'string' && !taken.has(id)) };
  }
  return withRegister(opened, { ...register, calendars: times });
}

/** The times that the answers of a page choose. */
export function choicesIn(draft: string, questions: readonly Question[], answers: Answers): readonly Choice[] {
  return questions.flatMap(({ id, calendar }): Choice[] => {
    const answer = answers[id] ?? null;
    const slot = isRecord(answer) ? answer['id'] : undefined;
    return calendar === undefined || typeof slot !== 'string' ? [] : [{ draft, question: id, calendar, slot }];
  });
}

/** Holds the times that a page chose; the questions whose time somebody else has by now. */
export async function holdTimes(db: Db, choices: readonly Choice[], now: string): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const choice of choices) if (!(await holdSlot(db, choice, now))) gone.push(choice.question);
  return gone;
}

/** The facts to keep with the draft: of the calendars only the times that are chosen, so that others come fresh. */
export function factsToKeep({ draft, options }: Opened, choices: readonly Choice[]): FeelContext {
  const register = contextIn(options.facts, 'register');
  const offered = contextIn(register, 'calendars');
  const before = contextIn(contextIn(draft.facts, 'register'), 'calendars');
  const kept: { [calendar: string]: FeelValue } = { ...before };
  for (const { calendar, slot } of choices) {
    const times = listIn(offered, calendar);
    kept[calendar] = times.filter((time) => time !== null && isContext(time) && time['id'] === slot);
  }
  const calendars = Object.keys(kept).length === 0 ? {} : { calendars: kept };
  const { calendars: _offered, ...rest } = register;
  return { ...options.facts, register: { ...rest, ...calendars } };
}

function contextIn(context: FeelContext, name: string): FeelContext {
  const value = context[name] ?? null;
  return isContext(value) ? value : {};
}

function registerIn({ options }: Asking): FeelContext {
  return contextIn(options.facts, 'register');
}

function withRegister<Around extends Asking>(opened: Around, register: FeelContext): Around {
  return { ...opened, options: { ...opened.options, facts: { ...opened.options.facts, register } } };
}

/** What the area asks registers through while a form is filled in. */
export interface LookUp {
  /** The registers that there are. */
  readonly names: readonly LookUpName[];
  /** Rows by a key that people write; an empty list when nothing is found. `at` is an RFC 3339 instant. */
  ask(name: LookUpName, key: string, at: string): Promise<readonly FeelContext[]>;
}

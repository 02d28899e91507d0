import type { Json } from '@torget/feel';
import { appealLastDay, appealLastDayAfterAnnouncement } from '#platform/calendar/index.ts';
import type { Expectation, Ground, Service } from '#platform/town/index.ts';
import { differs, folded, type Mismatch, stuck } from './mismatch.ts';
import type { Outcome } from './outcome.ts';
import type { Path } from './places.ts';
import { matches, shown } from './values.ts';

/** Everything that is not as expected. `at` is where the expectation stands. What it does not mention is not looked at. */
export function compare(expect: Expectation, outcome: Outcome, service: Service, at: Path): readonly Mismatch[] {
  return [
    ...(expect.decision === undefined ? [] : decision(expect.decision, outcome, [...at, 'decision'])),
    ...(expect.path === undefined ? [] : path(expect.path, outcome, [...at, 'path'])),
    ...(expect.tasks === undefined ? [] : tasks(expect.tasks, outcome, [...at, 'tasks'])),
    ...(expect.letters === undefined ? [] : letters(expect.letters, outcome, [...at, 'letters'])),
    ...(expect.deadlines === undefined ? [] : deadlines(expect.deadlines, outcome, service, [...at, 'deadlines'])),
  ];
}

function decision(expected: { readonly [name: string]: Json }, { decision: made }: Outcome, at: Path): Mismatch[] {
  if (made === undefined) {
    return [
      stuck(
        at,
        'example-decision',
        { sv: 'Inget beslut har fattats.', en: 'No decision has been made.' },
        { sv: 'Se under path hur långt ärendet kom.', en: 'See under path how far the case came.' },
      ),
    ];
  }
  return Object.entries(expected).flatMap(([name, value]) => {
    if (matches(value, made[name])) return [];
    const what = { sv: `Beslutets ${name}`, en: `The decision’s ${name}` };
    return [differs([...at, name], 'example-decision', what, shown(value), shown(made[name]))];
  });
}

function path(expected: readonly string[], { path: taken }: Outcome, at: Path): Mismatch[] {
  const first = expected.findIndex((element, index) => taken[index] !== element);
  const same = first < 0 && taken.length === expected.length;
  if (same) return [];
  const step = first < 0 ? expected.length : first;
  const what = { sv: `Vägen skiljer sig vid steg ${step + 1}`, en: `The path differs at step ${step + 1}` };
  return [differs([...at, step], 'example-path', what, list(expected.slice(step)), list(taken.slice(step)))];
}

function tasks(expected: readonly string[], { tasks: open }: Outcome, at: Path): Mismatch[] {
  if (list([...expected].sort()) === list([...open].sort())) return [];
  return [differs(at, 'example-tasks', { sv: 'Öppna uppgifter', en: 'Open tasks' }, list(expected), list(open))];
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** An empty list says that nobody got a letter; otherwise other letters may have gone out too. */
function letters(expected: NonNullable<Expectation['letters']>, { letters: sent }: Outcome, at: Path): Mismatch[] {
  const ids = list([...new Set(sent.map(({ id }) => id))]);
  if (expected.length === 0 && sent.length > 0)
    return [differs(at, 'example-letters', { sv: 'Brev', en: 'Letters' }, '[]', ids)];
  return expected.flatMap(({ id, contains, lacks }, index): Mismatch[] => {
    const texts = sent.filter((letter) => letter.id === id).map(({ text }) => text);
    if (texts.length === 0)
      return [differs([...at, index], 'example-letters', { sv: 'Skickade brev', en: 'Letters sent' }, id, ids)];
    const whole = texts.find((text) => contains.every((part) => text.includes(folded(part)))) ?? texts.at(-1) ?? '';
    const missing = contains.flatMap((part, place) =>
      whole.includes(folded(part)) ? [] : [says(part, true, id, whole, [...at, index, 'contains', place])],
    );
    const forbidden = lacks.flatMap((part, place) => {
      const found = texts.find((text) => text.includes(folded(part)));
      return found === undefined ? [] : [says(part, false, id, found, [...at, index, 'lacks', place])];
    });
    return [...missing, ...forbidden];
  });
}

function says(part: string, should: boolean, letter: string, text: string, at: Path): Mismatch {
  const mismatch = should
    ? { sv: `Brevet ${letter} innehåller inte "${part}"`, en: `The letter ${letter} does not contain "${part}"` }
    : { sv: `Brevet ${letter} innehåller "${part}"`, en: `The letter ${letter} contains "${part}"` };
  return {
    at,
    code: 'example-letter-text',
    message: mismatch,
    advice: { sv: `Brevet lyder: ${text}`, en: `The letter reads: ${text}` },
  };
}

const RECEIVED = 'appeal-last-day-if-received';
const ANNOUNCED = 'appeal-last-day-if-announced';

function deadlines(
  expected: NonNullable<Expectation['deadlines']>,
  outcome: Outcome,
  service: Service,
  at: Path,
): Mismatch[] {
  return Object.entries(expected).flatMap(([kind, value]): Mismatch[] => {
    if (kind === RECEIVED || kind === ANNOUNCED) return appeal(kind, value, outcome, service, [...at, kind]);
    const due = outcome.deadlines.filter((row) => row.kind === kind).at(-1)?.due;
    if (typeof value === 'string' && value === due) return [];
    const what = { sv: `Fristen ${kind}`, en: `The deadline ${kind}` };
    return [differs([...at, kind], 'example-deadline', what, shown(value), shown(due))];
  });
}

/** The last day to appeal, counted as the law counts it on the ground that was decided on; no decision has another. */
function appeal(
  kind: typeof RECEIVED | typeof ANNOUNCED,
  table: string | { readonly [from: string]: string },
  { decision: made }: Outcome,
  service: Service,
  at: Path,
): Mismatch[] {
  const ground = service.definition.grounds.find(({ id }) => id === made?.['ground']);
  const counts = kind === RECEIVED ? countsFromReceipt(ground) : countsFromBoard(ground);
  if (typeof table === 'string' || !counts) {
    return [
      stuck(
        at,
        'example-deadline',
        ground === undefined
          ? { sv: 'Det finns inget beslut att överklaga.', en: 'There is no decision to appeal.' }
          : {
              sv: `Tiden räknas inte så för grunden ${ground.id} (${ground.regime}).`,
              en: `The time is not counted like that on the ground ${ground.id} (${ground.regime}).`,
            },
        {
          sv: `Vid förvaltningsbesvär räknas den från mottagandet (${RECEIVED}), vid laglighetsprövning från anslaget (${ANNOUNCED}); skriv en tabell från dag till sista dag.`,
          en: `On forvaltningsbesvar it runs from the receipt (${RECEIVED}), on laglighetsprovning from the notice board (${ANNOUNCED}); write a table from day to last day.`,
        },
      ),
    ];
  }
  return Object.entries(table).flatMap(([from, expected]) => {
    const day = Temporal.PlainDate.from(from);
    const last = (kind === RECEIVED ? appealLastDay(day) : appealLastDayAfterAnnouncement(day)).toString();
    const what = { sv: `Sista dag att överklaga från ${from}`, en: `Last day to appeal from ${from}` };
    return last === expected ? [] : [differs([...at, from], 'example-deadline', what, expected, last)];
  });
}

function countsFromReceipt(ground: Ground | undefined): boolean {
  return ground?.regime === 'forvaltningsbesvar';
}

function countsFromBoard(ground: Ground | undefined): boolean {
  return ground?.regime === 'laglighetsprovning' || ground?.regime === 'laglighetsprovning-social';
}

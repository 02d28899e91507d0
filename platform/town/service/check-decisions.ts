import { analyse, type DecisionModel, names } from '@torget/decision';
import type { Fault, FeelType, Scope } from '@torget/feel';
import { type At, anyOf, Faults, START } from '../faults.ts';
import { RESERVED } from './scope.ts';

/** What a decision model reads must be there: its input data, the fields of the form, facts and rates; and its tables hold. */
export function checkDecisionModel(
  decisions: DecisionModel,
  xml: string,
  scope: Scope,
  unverified: ReadonlySet<string>,
): readonly Fault[] {
  const faults = new Faults('decisions.dmn');
  checkInputs(decisions, scope, faults);
  for (const path of pathsIn(xml)) {
    checkPath(path, scope, faults);
    if (path.name === 'rates' && unverified.has(path.key)) refuseUnverified(path, faults);
  }
  return [...faults.list, ...analyse(decisions)];
}

/** The input data of a model must be a fact of the case or a variable of the process: any other name is null for ever. */
function checkInputs(decisions: DecisionModel, scope: Scope, faults: Faults): void {
  for (const name of new Set(decisions.decisions.flatMap((one) => names(decisions, one.id)))) {
    if (Object.hasOwn(scope, name)) continue;
    faults.error(
      START,
      'unknown-name',
      {
        sv: `Ingen vet vad indata "${name}" är.`,
        en: `Nobody knows what the input data "${name}" is.`,
      },
      {
        sv: 'Indata heter application, register, rates, case eller som en variabel i processen.',
        en: 'Input data are called application, register, rates, case or like a variable of the process.',
      },
      { element: name },
    );
  }
}

interface Path {
  readonly name: string;
  readonly key: string;
  readonly at: At;
}

/** Every `application.manad`, `rates.riksnorm` and the like in the expressions of a model: the first two names. */
function pathsIn(xml: string): readonly Path[] {
  const path = new RegExp(`(?<![\\p{L}\\p{N}_."])(${RESERVED.join('|')})\\.([\\p{L}_][\\p{L}\\p{N}_]*)`, 'gu');
  return [...xml.matchAll(/<(?:\w+:)?text>([\s\S]*?)<\/(?:\w+:)?text>/g)].flatMap((text) => {
    const start = text.index + text[0].indexOf('>') + 1;
    return [...(text[1] ?? '').matchAll(path)].map((found) => ({
      name: found[1] ?? '',
      key: found[2] ?? '',
      at: placeOf(xml, start + found.index),
    }));
  });
}

/** The form must have the field, the town the table, the registers the fact: the model declares no such types itself. */
function checkPath({ name, key, at }: Path, scope: Scope, faults: Faults): void {
  const known = entriesOf(scope[name]);
  if (known === undefined || known.includes(key)) return;
  const names = anyOf(known);
  faults.error(
    at,
    'unknown-name',
    { sv: `"${name}.${key}" finns inte.`, en: `There is no "${name}.${key}".` },
    { sv: `Under ${name} finns ${names.sv}.`, en: `Under ${name} there is ${names.en}.` },
  );
}

/** A real town decides nothing on figures that nobody has found in their source (settled.md). */
function refuseUnverified({ key, at }: Path, faults: Faults): void {
  faults.error(
    at,
    'unverified-rate',
    {
      sv: `Tabellen "${key}" har rader som inte är kontrollerade.`,
      en: `The table "${key}" has rows that are unverified.`,
    },
    {
      sv: 'Kontrollera beloppen mot källan och skriv status: verified.',
      en: 'Check the figures against their source and write status: verified.',
    },
    { element: key },
  );
}

/** The keys of a closed context; undefined where any key may stand. */
function entriesOf(type: FeelType | undefined): readonly string[] | undefined {
  return type?.kind === 'context' && type.open !== true ? Object.keys(type.entries) : undefined;
}

function placeOf(text: string, offset: number): At {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

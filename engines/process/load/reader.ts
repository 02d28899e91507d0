import type { Fault, Program } from '@torget/feel';
import { compile } from '@torget/feel';
import type { LoadOptions, Place, Value } from '../model.ts';
import type { Dialect } from './dialect.ts';
import { type Places, places } from './places.ts';
import { SAYS, type SayCode, say } from './says.ts';

/** What the reading of one file shares: its name, its places, its dialect, and the list of all faults. */
export interface Reader {
  readonly file: string;
  readonly places: Places;
  readonly dialect: Dialect;
  readonly faults: Fault[];
  /** Where each expression stands. */
  readonly sources: Map<Program, Place>;
  /** References that moddle could not resolve: element → property → text. */
  unresolved: ReadonlyMap<unknown, { readonly [property: string]: string }>;
  readonly topics: NonNullable<LoadOptions['topics']>;
  /** Names of data objects that have blanks in them: FEEL has to know them to read them. */
  blanks: readonly string[];
}

export function reader(xml: string, { file = '', topics = () => undefined }: LoadOptions, dialect: Dialect): Reader {
  return {
    file,
    places: places(xml),
    dialect,
    faults: [],
    sources: new Map(),
    unresolved: new Map(),
    topics,
    blanks: [],
  };
}

interface About {
  readonly element?: string | undefined;
  /** Text of the element to point at; absent: the element's tag. */
  readonly text?: string | undefined;
  readonly severity?: 'warning';
  readonly details?: { readonly [name: string]: string };
}

/** Notes a fault; reading goes on, so that all faults are told at once. */
export function blame(reader: Reader, code: SayCode, about: About = {}): void {
  const [sv, en, adviceSv, adviceEn] = SAYS[code];
  const details = { ...(about.text === undefined ? {} : { text: about.text }), ...about.details };
  reader.faults.push({
    file: reader.file,
    ...reader.places(about.element, about.text),
    ...(about.element === undefined ? {} : { element: about.element }),
    ...(about.severity === undefined ? {} : { severity: about.severity }),
    code,
    message: { sv: say(sv, details), en: say(en, details) },
    advice: { sv: say(adviceSv, details), en: say(adviceEn, details) },
  });
}

/** Compiles a FEEL expression of an element; `undefined` when it does not parse, with the faults noted. */
export function feel(
  reader: Reader,
  element: string,
  text: string,
  variables: readonly string[] = [],
): Program | undefined {
  const place = reader.places(element, text);
  // Names that are known to be variables win over FEEL's functions of the same name.
  const blanks = reader.blanks.filter((name) => text.includes(name));
  const words = blanks.length === 0 ? [] : (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  const scope = Object.fromEntries([...words, ...blanks, ...variables].map((name) => [name, { kind: 'any' as const }]));
  const known = Object.keys(scope).length === 0 ? {} : { scope };
  const result = compile(text, { at: { file: reader.file, element, ...place }, ...known });
  if (result.ok) {
    reader.sources.set(result.value, place);
    return result.value;
  }
  reader.faults.push(...result.error);
  return undefined;
}

/** A literal or an expression, as the dialect tells them apart; `undefined` for an absent or faulty text. */
export function value(reader: Reader, element: string, text: string | undefined): Value | undefined {
  return text === undefined || text === '' ? undefined : reader.dialect.value(reader, element, text);
}

/** `{ key: value }` unless the value is undefined: optional properties are absent, never undefined. */
export function some<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: T });
}

import type { LateFilter, Reason } from './asked.ts';
import { bitOf, reasonsIn } from './reasons.ts';

/** Late cases of one unit and service that stand for the same reasons (`bitOf`), and how many they are. */
export interface Alike {
  readonly unit: string;
  readonly service: string;
  readonly reasons: number;
  readonly n: number;
}

type Counts<Name extends string> = readonly { readonly name: Name; readonly n: number }[];

export interface Counted {
  /** How many there are of what is asked, on all pages. */
  readonly n: number;
  /** Each is counted with the other two filters on, so that it says what its own choice would give. */
  readonly reasons: Counts<Reason>;
  readonly services: Counts<string>;
  readonly units: Counts<string>;
}

/** What the filters of the list give, from how many there are of each kind: those that are most first. */
export function countsOf(alike: readonly Alike[], { unit, service, reason }: LateFilter): Counted {
  const ofUnit = (one: Alike) => unit === undefined || one.unit === unit;
  const ofService = (one: Alike) => service === undefined || one.service === service;
  const ofReason = (one: Alike) => reason === undefined || (one.reasons & bitOf(reason)) !== 0;
  const asked = alike.filter((one) => ofUnit(one) && ofService(one) && ofReason(one));
  return {
    n: asked.reduce((sum, { n }) => sum + n, 0),
    reasons: counted(
      alike.filter((one) => ofUnit(one) && ofService(one)),
      ({ reasons }) => reasonsIn(reasons),
    ),
    services: counted(
      alike.filter((one) => ofUnit(one) && ofReason(one)),
      (one) => [one.service],
    ),
    units: counted(
      alike.filter((one) => ofService(one) && ofReason(one)),
      (one) => [one.unit],
    ),
  };
}

function counted<Name extends string>(alike: readonly Alike[], namesOf: (one: Alike) => readonly Name[]): Counts<Name> {
  const found = new Map<Name, number>();
  for (const one of alike) for (const name of namesOf(one)) found.set(name, (found.get(name) ?? 0) + one.n);
  return [...found]
    .map(([name, n]) => ({ name, n }))
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : Number(a.name > b.name)));
}

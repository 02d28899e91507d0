import type { Person } from '../types.ts';
import type { Assistance, AssistanceCase } from './assistance.ts';
import type { Childcare, Placement } from './childcare.ts';
import type { Income, IncomeRow } from './income.ts';
import type { Population } from './population.ts';

/** The stand-ins of an example town, as read. */
export interface Sources {
  readonly population: Population;
  readonly income: Income;
  readonly assistance: Assistance;
  readonly childcare: Childcare;
}

/** The stand-ins with what facts look up by: a town of the benchmark has thousands of people. */
export interface Indexed extends Sources {
  readonly atHome: ReadonlyMap<string, readonly Person[]>;
  readonly children: ReadonlyMap<string, readonly Person[]>;
  readonly incomes: ReadonlyMap<string, readonly IncomeRow[]>;
  readonly cases: ReadonlyMap<string, AssistanceCase>;
  readonly places: ReadonlyMap<string, readonly Placement[]>;
}

export function indexed(sources: Sources): Indexed {
  const { people } = sources.population;
  const cases = new Map<string, AssistanceCase>();
  for (const row of sources.assistance.cases) {
    for (const number of [row.number, row.partner]) if (number !== undefined) cases.set(number, row);
  }
  return {
    ...sources,
    atHome: grouped(people, (person) => (person.household === undefined ? [] : [person.household])),
    children: grouped(people, (person) => person.guardians),
    incomes: grouped(sources.income.rows, (row) => [row.number]),
    cases,
    places: grouped(sources.childcare.placements, (place) => [place.child]),
  };
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

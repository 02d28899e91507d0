import type { FeelContext } from '@torget/feel';
import { legalDay } from '#platform/calendar/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';

/** Whom the registers of an example town are asked about, as a place in their list: no number stands in a page. */
export const AS = '_som';

/** Grown-up people of an example town to try a form as; nobody in a real town, and where the form asks no register. */
export function examplePeople({ town, now }: Pick<Request, 'town' | 'now'>, service: Service) {
  if (town.registers === undefined || service.definition.facts.length === 0) return [];
  const adult = legalDay(Temporal.Instant.from(now)).subtract({ years: 18 }).toString();
  return town.registers.people.flatMap(({ number, givenName, familyName, birthDate }, at) =>
    birthDate === undefined || birthDate > adult
      ? []
      : [{ at: String(at), name: `${givenName} ${familyName}`, number }],
  );
}

/** What the registers of an example town say of the chosen person: made-up people, and nothing is written down. */
export function factsAs(request: Request, service: Service, chosen: string): FeelContext {
  const { registers } = request.town;
  const person = examplePeople(request, service).find(({ at }) => at === chosen);
  if (registers === undefined || person === undefined) return {};
  const day = legalDay(Temporal.Instant.from(request.now)).toString();
  return Object.fromEntries(
    service.definition.facts.flatMap((name) => {
      const fact = registers.fact(name, person.number, day);
      return fact === null ? [] : [[name, fact] as const];
    }),
  );
}

// What the registers answer under `register.<name>` in forms, processes, decisions and letters. Every fact says where it
// comes from and when it was fetched; people are named by `ref`, an opaque id, never by a number.
import type { FeelContext, FeelValue } from '@torget/feel';
import { ageOn } from '#platform/calendar/index.ts';
import { feelDate, feelNumber } from '../feel-value.ts';
import type { FactName, Person } from '../types.ts';
import { addMonth, hasStimulus, monthsBefore, monthsInARow } from './assistance.ts';
import { placedOn } from './childcare.ts';
import type { Indexed } from './sources.ts';

/** A question to the registers: about whom, on which day, for which month. */
export interface Ask {
  readonly person: Person;
  readonly day: string;
  readonly month: string;
  readonly protect: boolean;
  readonly ref: (number: string) => string;
}

type Fact = (sources: Indexed, ask: Ask) => FeelContext | null;

function stamped(source: string, ask: Ask, entries: FeelContext): FeelContext {
  return { ...entries, source, at: feelDate(ask.day) };
}

function nameOf(person: Person): string {
  return `${person.givenName} ${person.familyName}`;
}

function ageAt(person: Person, day: string): FeelValue {
  if (person.birthDate === undefined) return null;
  const age = ageOn(Temporal.PlainDate.from(person.birthDate), Temporal.PlainDate.from(day));
  return age === null ? null : feelNumber(age);
}

function yearsOn(person: Person, day: string): number {
  if (person.birthDate === undefined) return Number.NaN;
  return ageOn(Temporal.PlainDate.from(person.birthDate), Temporal.PlainDate.from(day)) ?? Number.NaN;
}

function person(sources: Indexed, ask: Ask): FeelContext {
  const { person: who } = ask;
  const hidden = ask.protect || who.protected;
  const address =
    hidden || who.address === undefined
      ? null
      : { gata: who.address.street, postnummer: who.address.postcode, ort: who.address.place };
  return stamped(sources.population.source, ask, {
    namn: nameOf(who),
    fornamn: who.givenName,
    efternamn: who.familyName,
    fodelsedatum: who.birthDate === undefined ? null : feelDate(who.birthDate),
    alder: ageAt(who, ask.day),
    adress: address,
    skyddad: who.protected,
  });
}

/** The people that count together for economic assistance: spouses or cohabitees, and children at home. */
function householdOf(
  sources: Indexed,
  who: Person,
  day: string,
): { adults: Person[]; children: Person[]; dwelling: number } {
  const atHome = sources.atHome.get(who.household ?? '') ?? [];
  const partner = atHome.find((other) => other.number === who.partner);
  const adults = partner === undefined ? [who] : [who, partner];
  const children = atHome.filter((other) => !adults.includes(other) && isChildOf(other, adults, day));
  return { adults, children, dwelling: Math.max(atHome.length, adults.length) };
}

/** Under 18 with a guardian in the household, or up to 20 in upper secondary school (SoL 12 kap. 7 §, riksnorm). */
function isChildOf(other: Person, adults: readonly Person[], day: string): boolean {
  const years = yearsOn(other, day);
  if (years < 18) return other.guardians.some((guardian) => adults.some((adult) => adult.number === guardian));
  return other.upperSecondary && years <= 20;
}

function household(sources: Indexed, ask: Ask): FeelContext {
  const { adults, children, dwelling } = householdOf(sources, ask.person, ask.day);
  const row = (who: Person): FeelContext => ({
    ref: ask.ref(who.number),
    namn: nameOf(who),
    fodelsedatum: who.birthDate === undefined ? null : feelDate(who.birthDate),
  });
  return stamped(sources.population.source, ask, {
    vuxna: adults.map(row),
    barn: children.map((child) => ({
      ...row(child),
      alder: ageAt(child, ask.day),
      // A child in preschool gets lunch there five days a week (riksnorm, the lower column).
      lunch_hemma: placedOn(sources.places.get(child.number), ask.day) === undefined,
    })),
    antal: feelNumber(adults.length + children.length),
    i_bostaden: feelNumber(dwelling),
  });
}

/** Children under 18 whose guardian a person is. A protected child or other guardian is named, never placed. */
export function childrenOf(sources: Indexed, number: string, day: string): readonly Person[] {
  return (sources.children.get(number) ?? []).filter((child) => yearsOn(child, day) < 18);
}

function children(sources: Indexed, ask: Ask): FeelContext {
  return stamped(sources.population.source, ask, {
    barn: childrenOf(sources, ask.person.number, ask.day).map((child) => {
      const other = child.guardians.find((guardian) => guardian !== ask.person.number);
      return {
        ref: ask.ref(child.number),
        namn: nameOf(child),
        fodelsedatum: child.birthDate === undefined ? null : feelDate(child.birthDate),
        gemensam_vardnad: child.guardians.length > 1,
        annan_vardnadshavare: other === undefined ? null : ask.ref(other),
      };
    }),
  });
}

/** The household's incomes in the month before the one applied for. */
function income(sources: Indexed, ask: Ask): FeelContext {
  const period = addMonth(ask.month, -1);
  const { adults } = householdOf(sources, ask.person, ask.day);
  const rows = adults.flatMap((adult) => sources.incomes.get(adult.number) ?? []).filter((row) => row.month === period);
  const total = rows.reduce((sum, row) => sum + Math.round(Number(row.amount) * 100), 0);
  return stamped(sources.income.source, ask, {
    rader: rows.map((row) => ({
      slag: row.kind,
      belopp: feelNumber(row.amount),
      fran: row.payer,
      vem: ask.ref(row.number),
    })),
    summa: feelNumber(`${(total / 100).toFixed(2)}`),
    period,
  });
}

/** A renewal is offered when the household had assistance within two months before (uddevalla.se, services.md 2). */
const GAP = 2;

function assistance(sources: Indexed, ask: Ask): FeelContext {
  const { adults } = householdOf(sources, ask.person, ask.day);
  const found = adults.map((adult) => sources.cases.get(adult.number)).find((row) => row !== undefined);
  const months = found === undefined ? [] : monthsBefore(found, ask.month);
  const last = months.at(-1);
  return stamped(sources.assistance.source, ask, {
    pagaende: last !== undefined && last >= addMonth(ask.month, -GAP),
    manader_i_rad: feelNumber(monthsInARow(months, ask.month)),
    senaste_hyra: found === undefined ? null : feelNumber(found.rent),
    senaste_manad: last ?? null,
    jobbstimulans: hasStimulus(months, ask.month),
  });
}

function childcare(sources: Indexed, ask: Ask): FeelContext {
  const placed = childrenOf(sources, ask.person.number, ask.day).flatMap((child) => {
    const place = placedOn(sources.places.get(child.number), ask.day);
    return place === undefined ? [] : [{ ref: ask.ref(child.number), namn: nameOf(child), enhet: place.unit }];
  });
  const debt = sources.childcare.debts.find((row) => row.number === ask.person.number);
  return stamped(sources.childcare.source, ask, {
    syskon_placerade: placed,
    skuld: debt === undefined ? feelNumber(0) : feelNumber(debt.amount),
  });
}

export const FACT_OF = { person, household, children, income, assistance, childcare } satisfies {
  readonly [name in FactName]: Fact;
};

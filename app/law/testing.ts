import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { type LetterModel, letterText } from '#platform/letters/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

/** An application for assistance that goes to an officer: the car is an asset that no rule weighs. */
const ASSISTANCE = {
  andrat_hushall: false,
  utgifter: [{ slag: 'hyra', belopp: 5900 }],
  inkomster: [],
  konton: 640,
  andra_tillgangar: true,
  tillgangar: [{ slag: 'bil', varde: 48_000 }],
  plan_foljd: true,
  plan_gjort: 'Sökt arbete.',
  konto: 'samma',
  intygar: true,
};

const APPROVAL = [
  ['jonas-forsorjningsstod', 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' }],
  ['maryam-forsorjningsstod', 'Besluta', { beslutar: 'yes' }],
] as const;

export const SARA = '197812092398';

/** The example town with what tests of the law do in it again and again. */
export interface LawTown extends Secured {
  /** A case of assistance that waits for an officer; its id. */
  assistance(visitor: Visitor): Promise<string>;
  /** Lets an officer propose and a delegate approve it. */
  approve(caseId: string): Promise<void>;
  /** Moves the legal clock forward by an ISO duration. */
  move(by: string): Promise<void>;
  today(): Temporal.PlainDate;
  /** The words of the letters of a case with this template, the newest last. */
  letters(caseId: string, template: string): Promise<readonly string[]>;
  rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]>;
}

export async function openLawTown(): Promise<LawTown> {
  const town = await openSecured();
  const { site, runtime } = town.served.house;
  const today = () => Temporal.Instant.from(site.now()).toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  return {
    ...town,
    async assistance(visitor) {
      const manad = today().toPlainYearMonth().toString();
      return (await town.apply(visitor, 'ekonomiskt-bistand-ateransokan', { ...ASSISTANCE, manad })).case;
    },
    async approve(caseId) {
      for (const [assignment, element, fields] of APPROVAL) {
        const task = await town.one(
          sql`select id from runtime.task where business_key = ${caseId} and element = ${element}`,
        );
        const officer = await town.staff(assignment);
        const { status, text } = await officer.post(`/arbete/arenden/${caseId}/uppgifter/${task}`, fields);
        assert.equal(status, 303, text);
      }
    },
    async move(by) {
      assert.ok(runtime.clock instanceof DatabaseClock);
      await runtime.clock.move(town.db, by, null);
    },
    today,
    async letters(caseId, template) {
      const { rows } = await sql<{ model: LetterModel }>`select model from inbox.letter
        where case_id = ${caseId} and template = ${template} order by id`.execute(town.db);
      return rows.map(({ model }) => letterText(model).replaceAll('\u00a0', ' '));
    },
    async rows(query) {
      return (await query.execute(town.db)).rows;
    },
  };
}

/** The three fields of a day in a form. */
export function dayFields(name: string, day: Temporal.PlainDate): { readonly [field: string]: string } {
  return { [`${name}-year`]: String(day.year), [`${name}-month`]: String(day.month), [`${name}-day`]: String(day.day) };
}

/** Asks the officer's page of an act to do it. */
export function act(visitor: Visitor, caseId: string, path: string, fields: { readonly [name: string]: string } = {}) {
  const place =
    visitor.actor.kind === 'staff' ? `/arbete/arenden/${caseId}/atgard` : `/mina-sidor/arenden/${caseId}/begaran`;
  return visitor.post(`${place}/${path}`, fields);
}

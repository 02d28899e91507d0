import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { type LetterModel, letterText } from '#platform/letters/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { EKHAMN, temporaryFolder } from '#platform/town/testing.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

/** An application for assistance that goes to an officer: the car is an asset that no rule weighs. */
export const ASSISTANCE = {
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

/** Anna and Erik have joint custody of Alma: the case waits for the other guardian. */
export const PRESCHOOL = {
  barn: 'Alma Berg',
  verksamhet: 'forskola',
  fran_datum: '2026-08-17',
  val_1: 'tallkotten',
  grund: 'arbete',
  timmar: 36,
  obekvam_tid: false,
  sarskilt_stod: false,
  intygar: true,
};

/** What somebody sends without a name. */
const NAMELESS = {
  felanmalan: {
    akut: false,
    kategori: 'klotter',
    plats: { text: 'Gångtunneln vid stationen' },
    rubrik: 'Klotter',
    beskrivning: 'Klotter på södra väggen.',
    vill_ha_svar: false,
  },
  'allman-handling': {
    vad: 'Kommunstyrelsens protokoll från december 2025.',
    hur: 'epost',
    epost: 'nyfiken@exempel.invalid',
    far_kontakta: false,
  },
} as const;

export const SARA = '197812092398';
export const ANNA = '199002172386';
export const ERIK = '198811052391';

/** The example town with what tests of the law do in it again and again. */
export interface LawTown extends Secured {
  /** A case of assistance that waits for an officer; its id. */
  assistance(visitor: Visitor): Promise<string>;
  /** A case of a child's place, which waits for the other guardian; its id. */
  preschool(visitor: Visitor): Promise<string>;
  /** A case that nobody's name stands in, and the address of its receipt. */
  withoutName(service: keyof typeof NAMELESS): Promise<{ readonly id: string; readonly receipt: string }>;
  /** Lets an officer propose and a delegate approve it. */
  approve(caseId: string): Promise<void>;
  /** Moves the legal clock forward by an ISO duration. */
  move(by: string): Promise<void>;
  today(): Temporal.PlainDate;
  /** Makes a person a party of a case. */
  join(caseId: string, visitor: Visitor, role: 'guardian' | 'counterparty' | 'co-applicant'): Promise<void>;
  /** The words of the letters of a case with this template, the newest last. */
  letters(caseId: string, template: string): Promise<readonly string[]>;
  rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]>;
}

/** `services`: others beside the example town's, made for a test, by folder. */
export async function openLawTown(
  services: { readonly [id: string]: { readonly [path: string]: string } } = {},
): Promise<LawTown> {
  const files = Object.entries(services).flatMap(([id, folder]) =>
    Object.entries(folder).map(([path, text]) => [`ekhamn/services/${id}/${path}`, text] as const),
  );
  const towns = files.length === 0 ? {} : { towns: temporaryFolder(Object.fromEntries(files), dirname(EKHAMN)) };
  const town = await openSecured(towns);
  const { site, runtime } = town.served.house;
  const today = () => Temporal.Instant.from(site.now()).toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  return {
    ...town,
    async assistance(visitor) {
      const manad = today().toPlainYearMonth().toString();
      return (await town.apply(visitor, 'ekonomiskt-bistand-ateransokan', { ...ASSISTANCE, manad })).case;
    },
    preschool: async (visitor) => (await town.apply(visitor, 'forskoleplats', PRESCHOOL)).case,
    async withoutName(id) {
      const visitor = town.nobody();
      const { case: caseId, begun } = await town.apply(visitor, id, NAMELESS[id]);
      visitor.cookies.set(`__Host-torget-draft-${begun.id.slice(-12)}`, begun.owner.secret ?? '');
      const { to } = await visitor.get(`/tjanster/${id}/ansok/${begun.id}/granska`);
      return { id: caseId, receipt: to };
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
    async join(caseId, { actor }, role) {
      assert.ok(actor.kind === 'citizen');
      await sql`insert into cases.party_role (case_id, party_id, role, since)
        values (${caseId}, ${actor.principal}, ${role}, now())`.execute(town.db);
    },
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

/** A picture of one pixel, in base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

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

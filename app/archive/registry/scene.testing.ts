// What the tests of the registry share.
import { sql } from 'kysely';
import { openSecured, type Secured, type Visitor } from '../../security/testing.ts';

export const LAMP = {
  akut: false,
  kategori: 'gatubelysning',
  plats: { text: 'Utanför Varvsgatan 14' },
  rubrik: 'Kanarielampan på Hemliga vägen',
  beskrivning: 'Lampan är släckt.',
  vill_ha_svar: false,
};

/** A town with a case of each kind in or beside its registry. */
export interface RegistryScene {
  readonly town: Secured;
  readonly nobody: Visitor;
  /** A report of a fault in the street, of the registry. */
  readonly lamp: string;
  /** An application for a child’s place, of which the registry withholds all but day and number. */
  readonly school: string;
  readonly assistance: string;
  /** A request for a document, which the registry shows. */
  readonly asking: string;
  numberOf(id: string): Promise<string>;
  /** The mails about a case, with what kinds of documents went with each. */
  mailsOf(caseId: string): Promise<readonly SentMail[]>;
}

interface SentMail {
  readonly id: string;
  readonly body: string;
  readonly attachments: readonly { readonly kind: string }[];
}

/** The example town with what its registry shows and hides. */
export async function openRegistry(): Promise<RegistryScene> {
  const town = await openSecured();
  const nobody = town.nobody();
  const lamp = (await town.apply(town.nobody(), 'felanmalan', LAMP)).case;
  const mother = await town.citizen('199310102380');
  const school = (
    await town.apply(mother, 'forskoleplats', {
      verksamhet: 'forskola',
      fran_datum: '2026-08-17',
      val_1: 'sjoboden',
      grund: 'arbete',
      timmar: 35,
      obekvam_tid: false,
      sarskilt_stod: false,
      intygar: true,
      barn: 'Otto Dahl',
    })
  ).case;
  const renewal = await town.apply(await town.citizen('198501242393'), 'ekonomiskt-bistand-ateransokan', {
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [],
    konton: 640,
    plan_foljd: true,
    plan_gjort: 'Sökt arbete.',
    konto: 'samma',
    intygar: true,
    utgifter: [{ slag: 'hyra', belopp: 6200 }],
    andra_tillgangar: false,
  });
  const what = { vad: 'Detaljplanen', hur: 'pa_plats', far_kontakta: false };
  const asking = (await town.apply(nobody, 'allman-handling', what)).case;
  await town.settle();
  const numberOf = (id: string) => town.one(sql`select number as id from cases.case where id = ${id}`);
  const mailsOf = async (caseId: string) => {
    const { rows } = await sql<SentMail>`select o.id, o.body,
        coalesce((select jsonb_agg(jsonb_build_object('kind', d.kind)) from jsonb_array_elements(o.attachments) a
          join cases.document d on d.file_id = (a->>'file')::uuid), '[]') as attachments
      from runtime.outbox o where o.business_key = ${caseId} order by o.created_at, o.id`.execute(town.db);
    return rows;
  };
  return { town, nobody, lamp, school, assistance: renewal.case, asking, numberOf, mailsOf };
}

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { caseBlocks } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { openSecured, type Secured, type Visitor } from './testing.ts';

const DAY = '2026-02-03T07:00:00Z';

/** The last gate before a decision is a row: whatever a process, a form or a folder asks for, the law's limits hold here. */
describe('who may decide, and what a machine may', { timeout: 240_000 }, () => {
  let town: Secured;
  let cases: Map<string, { service: string; id: string }>;

  before(async () => {
    town = await openSecured();
    const car = { andra_tillgangar: true, tillgangar: [{ slag: 'bil', varde: 48_000 }] };
    const assistance = {
      manad: '2026-02',
      andrat_hushall: false,
      utgifter: [{ slag: 'hyra', belopp: 5900 }],
      inkomster: [],
      konton: 640,
      ...car,
      plan_foljd: true,
      plan_gjort: 'Sökt arbete.',
      konto: 'samma',
      intygar: true,
    };
    const preschool = {
      barn: 'Otto Dahl',
      verksamhet: 'forskola',
      fran_datum: '2026-08-17',
      val_1: 'sjoboden',
      grund: 'arbete',
      timmar: 35,
      obekvam_tid: false,
      sarskilt_stod: false,
      intygar: true,
    };
    cases = new Map();
    for (const [name, number, service, answers] of [
      ['sara', '197812092398', 'ekonomiskt-bistand-ateransokan', assistance],
      ['karin', '198306142384', 'ekonomiskt-bistand-ateransokan', assistance],
      ['otto', '199310102380', 'forskoleplats', preschool],
    ] as const)
      cases.set(name, { service, id: (await town.apply(await town.citizen(number), service, answers)).case });
  });
  after(() => town.close());

  interface Tried {
    readonly in: string;
    readonly by: Visitor | Actor;
    readonly as: 'automated' | 'officer';
    readonly ground: string;
    readonly outcome: string;
    readonly reasons?: string;
    readonly at?: string;
  }

  /** Runs the building block as a process would, and takes it back. */
  async function decide(tried: Tried): Promise<'decided' | string> {
    const { house } = town.served;
    const block = caseBlocks(house.site.town).find(({ type }) => type === 'decision.record');
    const about = cases.get(tried.in);
    const service = house.catalogue.find(about?.service ?? '');
    assert.ok(block && about && service);
    const actor = 'actor' in tried.by ? tried.by.actor : tried.by;
    const undone = { decided: true };
    return transaction(town.db, async (tx) => {
      await block.run({
        db: tx,
        instance: { id: about.id, businessKey: about.id, service, process: service.process.id, label: null },
        facts: { context: {}, set: () => {}, last: undefined },
        element: 'Beslut',
        headers: { by: tried.as },
        input: { ground: tried.ground, outcome: tried.outcome, reasons: tried.reasons ?? null },
        actor,
        at: tried.at ?? DAY,
        idempotencyKey: '',
      });
      throw undone;
    }).catch((error: unknown) => {
      if (error === undone) return 'decided';
      assert.ok(error instanceof Error && 'code' in error && error.code === 'decision-refused', String(error));
      return error.message;
    });
  }

  const machine: Actor = { kind: 'system', function: 'runtime' };
  const approval = { ground: 'sol-12-1', outcome: 'approved' } as const;

  test('a machine approves what the town has delegated to it, and nothing else', async () => {
    assert.equal(await decide({ in: 'sara', by: machine, as: 'automated', ...approval }), 'decided');
    for (const outcome of ['rejected', 'partly-approved', 'dismissed'])
      assert.match(
        await decide({ in: 'sara', by: machine, as: 'automated', ground: 'sol-12-1', outcome, reasons: 'Skäl.' }),
        /does not allow an automated decision/,
      );
    // The delegation begins on 1 July 2025.
    const early = { in: 'sara', by: machine, as: 'automated', ...approval, at: '2025-06-30T10:00:00Z' } as const;
    assert.match(await decide(early), /no delegation/);
  });

  test('no machine decides where the law wants a person, and a citizen’s press makes none', async () => {
    const place = { in: 'otto', ground: 'skollagen-8-15', outcome: 'approved' } as const;
    const mother = await town.citizen('199310102380');
    const petra = await town.staff('petra-forskola');
    const goran = await town.staff('goran-forskola');
    for (const by of [machine, mother, petra, goran])
      assert.match(await decide({ ...place, by, as: 'automated' }), /does not allow an automated decision/);
    for (const by of [machine, mother, petra])
      assert.match(await decide({ ...place, by, as: 'officer' }), /may not decide/);
    assert.equal(await decide({ ...place, by: goran, as: 'officer' }), 'decided');
  });

  test('an officer decides with a delegation, in the own unit, about others, and with reasons when it goes against them', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const officer = { in: 'sara', as: 'officer', ...approval } as const;
    assert.equal(await decide({ ...officer, by: maryam }), 'decided');
    assert.match(await decide({ ...officer, by: await town.staff('jonas-forsorjningsstod') }), /may not decide/);
    assert.match(await decide({ ...officer, by: await town.staff('goran-forskola') }), /may not decide/);
    assert.match(await decide({ ...officer, in: 'karin', by: maryam }), /may not decide/);
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    assert.equal(await decide({ ...officer, in: 'karin', by: birgitta }), 'decided');
    assert.match(await decide({ ...officer, by: maryam, outcome: 'rejected' }), /without reasons/);
    assert.match(await decide({ ...officer, by: maryam, outcome: 'rejected', reasons: '  ' }), /without reasons/);
    assert.match(await decide({ ...officer, by: maryam, ground: 'skollagen-8-15' }), /has no ground/);
  });

  test('law 5a: who is near a party takes no part, also at the last gate', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const sara = await town.citizen('197812092398');
    assert.ok(maryam.actor.kind === 'staff' && sara.actor.kind === 'citizen');
    await sql`insert into identity.mandate (id, principal, agent, kind, requires, source, evidence, valid_from)
      values (gen_random_uuid(), ${sara.actor.party}, ${maryam.actor.party}, 'fullmakt', 'alone', 'test', '{}', '2026-01-01')`.execute(
      town.db,
    );
    assert.match(await decide({ in: 'sara', by: maryam, as: 'officer', ...approval }), /may not decide/);
    assert.equal((await maryam.get(`/arbete/arenden/${cases.get('sara')?.id}`)).status, 404);
  });

  test('an uncertain identity opens no service that needs a certain one', async () => {
    const jozef = await town.citizen('199207642399', 'loa1');
    const { status, text } = await jozef.get('/tjanster/forskoleplats/ansok');
    assert.equal(status, 403);
    assert.match(text, /säkrare inloggning/);
    assert.equal((await jozef.post('/tjanster/forskoleplats/ansok', { ny: 'ja' })).status, 403);
    assert.equal((await jozef.post('/tjanster/felanmalan/ansok')).status, 303, 'anybody may report');
    await assert.rejects(town.apply(jozef, 'forskoleplats', {}), { code: 'assurance' });
  });
});

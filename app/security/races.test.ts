import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openSecured, type Secured, type Visitor } from './testing.ts';

const ASSISTANCE = {
  manad: '2026-02',
  andrat_hushall: false,
  utgifter: [{ slag: 'hyra', belopp: 5900 }],
  inkomster: [],
  konton: 300,
  andra_tillgangar: true,
  tillgangar: [{ slag: 'bil', varde: 48_000 }],
  plan_foljd: true,
  plan_gjort: 'Sökt arbete.',
  konto: 'samma',
  intygar: true,
};
const { tillgangar: _, ...REST } = ASSISTANCE;
const CLEAR = { ...REST, utgifter: [{ slag: 'hyra', belopp: 6200 }], andra_tillgangar: false };

describe('two at once', { timeout: 240_000 }, () => {
  let town: Secured;

  before(async () => {
    town = await openSecured();
  });
  after(() => town.close());

  async function count(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
    const { rows } = await query.execute(town.db);
    return rows[0]?.n ?? -1;
  }

  function taskOf(caseId: string, element: string): Promise<string> {
    return town.one(sql`select id from runtime.task where business_key = ${caseId} and element = ${element}`);
  }

  const deskTask = (caseId: string, task: string) => `/arbete/arenden/${caseId}/uppgifter/${task}`;

  test('five presses on send make one case, and all lead to its receipt', async () => {
    const visitor = town.nobody();
    const draft = (await visitor.post('/tjanster/allman-handling/ansok')).to.replace(/\/[^/]+$/, '');
    await visitor.post(`${draft}/vad`, { vad: 'Ett protokoll', _do: 'continue' });
    await visitor.post(`${draft}/hur`, { hur: 'pa_plats', _do: 'continue' });
    await visitor.post(`${draft}/hjalp`, { far_kontakta: 'no', _do: 'continue' });
    const { text } = await visitor.get(`${draft}/granska`);
    const fields = { read: /name="read" value="([^"]+)"/.exec(text)?.[1] ?? '', _csrf: await visitor.token() };
    const before = await count(sql`select count(*)::int as n from cases.case`);
    const answers = await Promise.all(Array.from({ length: 5 }, () => visitor.post(`${draft}/granska`, fields)));
    assert.equal(new Set(answers.map(({ to }) => to)).size, 1);
    assert.match(answers[0]?.to ?? '', /^\/kvitto\//);
    assert.equal(await count(sql`select count(*)::int as n from cases.case`), before + 1);
  });

  test('two officers decide at once: one decision, one letter, and who was late is told how it is', async () => {
    const sara = await town.citizen('197812092398');
    const { case: caseId } = await town.apply(sara, 'ekonomiskt-bistand-ateransokan', ASSISTANCE);
    const jonas = await town.staff('jonas-forsorjningsstod');
    const utred = await taskOf(caseId, 'Utred');
    const proposed = { utfall: 'approved', beviljat: '11120', skal: 'Bilen behövs.', _do: 'continue' };
    assert.equal((await jonas.post(deskTask(caseId, utred), proposed)).status, 303);
    const besluta = await taskOf(caseId, 'Besluta');

    // Jonas investigates and does not decide: the task is not there for him, however he asks.
    const decided = { beslutar: 'yes', _do: 'continue' };
    assert.equal((await jonas.get(deskTask(caseId, besluta))).status, 404);
    assert.equal((await jonas.post(deskTask(caseId, besluta), decided)).status, 404);
    assert.equal((await sara.post(`/mina-sidor/uppgifter/${besluta}`, decided)).status, 404);
    assert.equal(await count(sql`select count(*)::int as n from cases.decision where case_id = ${caseId}`), 0);

    const maryam = await town.staff('maryam-forsorjningsstod');
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const both = await Promise.all(
      [maryam, birgitta, maryam].map((officer) => officer.post(deskTask(caseId, besluta), decided)),
    );
    for (const { status } of both) assert.ok([303, 404].includes(status), `${status}`);
    assert.equal(await count(sql`select count(*)::int as n from cases.decision where case_id = ${caseId}`), 1);
    assert.equal(await count(sql`select count(*)::int as n from inbox.letter where case_id = ${caseId}`), 1);
  });

  test('two applications for one month sent at once are not both granted by a rule', async () => {
    const sam = await town.citizen('198501242393');
    const march = { ...CLEAR, manad: '2026-03' };
    const both = await Promise.all([1, 2].map(() => town.apply(sam, 'ekonomiskt-bistand-ateransokan', march)));
    const granted = sql<{ n: number }>`select count(*)::int as n from cases.decision
      where case_id = any(${both.map((each) => each.case)}::uuid[]) and decided_by = 'automated'`;
    assert.equal(await count(granted), 1);
  });

  test('law 23b: a review that is asked for many times at once is one task', async () => {
    const sam = await town.citizen('198501242393');
    const { case: caseId } = await town.apply(sam, 'ekonomiskt-bistand-ateransokan', CLEAR);
    const token = await sam.token();
    const path = `/mina-sidor/arenden/${caseId}/prova`;
    const asked = await Promise.all(Array.from({ length: 5 }, () => sam.post(path, { _csrf: token })));
    for (const { status } of asked) assert.equal(status, 303);
    assert.equal(await count(sql`select count(*)::int as n from runtime.task where business_key = ${caseId}`), 1);
  });

  test('a letter is received once, at the first press', async () => {
    const sam = await town.citizen('198501242393');
    const letter = await town.one(sql`select l.id from inbox.letter l join cases.party_role r on r.case_id = l.case_id
      where l.kind = 'decision' and l.party_id = ${sam.actor.kind === 'citizen' ? sam.actor.party : null} limit 1`);
    const token = await sam.token();
    await Promise.all(Array.from({ length: 4 }, () => sam.post(`/inkorg/${letter}/mottaget`, { _csrf: token })));
    const receipts = sql<{ n: number }>`select count(*)::int as n from inbox.receipt
      where letter_id = ${letter} and what = 'confirmed'`;
    assert.equal(await count(receipts), 1);
  });

  test('a task that a colleague took stays the colleague’s until one has seen so', async () => {
    const visitor = await town.citizen('198306142384');
    const { case: caseId } = await town.apply(visitor, 'ekonomiskt-bistand-ateransokan', ASSISTANCE);
    await sql`update identity.party set protected = false where id = ${partyOf(visitor)}`.execute(town.db);
    const task = await taskOf(caseId, 'Utred');
    const path = `${deskTask(caseId, task)}/ta`;
    const [jonas, maryam] = [await town.staff('jonas-forsorjningsstod'), await town.staff('maryam-forsorjningsstod')];
    const holder = () => town.one(sql`select party_id as id from runtime.task_claim where task_id = ${task}`);
    const fresh = { seen: '' };
    await jonas.post(path, fresh);
    assert.equal(await holder(), partyOf(jonas));
    // The same press again, and a colleague who read the page before.
    await jonas.post(path, fresh);
    await maryam.post(path, fresh);
    assert.equal(await holder(), partyOf(jonas));
    const { text } = await maryam.get(`/arbete/arenden/${caseId}`);
    assert.ok(text.includes(`name="seen" value="${partyOf(jonas)}"`));
    await maryam.post(path, { seen: partyOf(jonas) });
    assert.equal(await holder(), partyOf(maryam));
    await maryam.post(path, { seen: partyOf(maryam) });
    assert.equal(await count(sql`select count(*)::int as n from runtime.task_claim where task_id = ${task}`), 0);
  });

  function partyOf({ actor }: Visitor): string {
    return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : '';
  }
});

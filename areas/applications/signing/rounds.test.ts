// Several people sign an application before it is sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { CaseId, PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import type { Proof } from '#platform/identity/index.ts';
import type { SignatureRule } from '#platform/town/index.ts';
import {
  type Paying,
  roundSigned,
  SIGNED_KIND,
  settlePayment,
  signFor,
  sweepSignings,
  verifySignatures,
} from '../index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { openArea, person, serviceOf, texts, type Visitor } from '../testing.tsx';
import { roundOf } from './rounds.ts';
import type { News } from './tell.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

type Area = Awaited<ReturnType<typeof openArea>>;

interface Scene {
  readonly area: Area;
  readonly anna: Visitor;
  readonly erik: Visitor;
  readonly maria: Visitor;
  /** Texts that were sent to the e-ID. */
  readonly texts: string[];
  sign(visitor: Visitor, round: string): ReturnType<typeof signFor>;
}

const NOW = '2026-02-03T07:00:00Z';

const RULE: SignatureRule = {
  by: 'co-applicant',
  others: 'before-sending',
  order: 'parallel',
  within: 'P14D',
  remindAfter: 'P7D',
};

function partyOf({ actor }: Visitor): PartyId {
  assert.ok(actor.kind === 'citizen');
  return actor.party;
}

async function inScene(
  run: (scene: Scene) => Promise<void>,
  rule: Partial<SignatureRule> = {},
  people = 2,
  paying?: Paying,
): Promise<void> {
  const [anna, erik, maria] = [
    await person(database.db),
    await person(database.db),
    await person(database.db),
  ] as const;
  for (const each of [anna, erik, maria])
    await sql`update identity.party set email = ${`${partyOf(each)}@exempel.invalid`} where id = ${partyOf(each)}`.execute(
      database.db,
    );
  const adults = [anna, erik, maria].slice(0, people).map((each) => ({ ref: partyOf(each) }));
  const household: FeelContext = { household: { vuxna: adults } };
  const texts: string[] = [];
  const words = (news: News) => ({ subject: news, body: news });
  const signing: ApplicationsOptions['signing'] = {
    async sign(_request, document) {
      texts.push(document.text);
      return { kind: 'redirect', to: `/e-id/${document.signed.id}` };
    },
    signatories: async () => undefined,
    words,
  };
  const fee = paying === undefined ? {} : { fee: { amount: '100', text: { sv: 'Avgift', en: 'Fee' } } };
  const service = serviceOf({ signIn: 'required', facts: ['household'], signature: { ...RULE, ...rule }, ...fee });
  const paid = paying === undefined ? {} : { paying };
  const area = await openArea(database.db, service, { facts: async () => household, signing, ...paid });
  try {
    await run({
      ...{ area, anna, erik, maria, texts },
      sign: (visitor, round) => signFor(area.request(visitor), area.options, round),
    });
  } finally {
    await area.close();
  }
}

/** Every page answered; resolves to the draft's address. */
async function ready(area: Area, visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  const draft = to.replace(/\/[^/]+$/, '');
  await area.post(visitor, `${draft}/vad`, { vad: 'lampa', _shown: 'vad' });
  await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' });
  await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader kostnader-slag kostnader-belopp' });
  return draft;
}

/** Presses "sign" on the check page; resolves to the round. */
async function press(area: Area, visitor: Visitor, draft: string): Promise<string> {
  const { html } = await area.get(visitor, `${draft}/granska`);
  assert.match(html, /Skriv under med e-legitimation/);
  const { to } = await area.post(visitor, `${draft}/granska`, {
    read: /name="read" value="(\w+)"/.exec(html)?.[1] ?? '',
  });
  assert.match(to, /^\/e-id\//);
  return to.slice('/e-id/'.length);
}

async function mails(visitor: Visitor): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`select o.subject from runtime.outbox o
    join identity.party p on p.email = o.recipient where p.id = ${partyOf(visitor)} order by o.id`.execute(database.db);
  return rows.map(({ subject }) => subject);
}

test('the application is sent with the last signature, as it was signed, and by the applicant', () =>
  inScene(async ({ area, anna, erik, texts, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    assert.match(texts[0] ?? '', /Vad är trasigt\? Lampa/);
    assert.match(texts[0] ?? '', /Plats: Vid bron/);
    await assert.rejects(
      area.get(erik, `/underskrift/${round}`),
      NotFound,
      'nobody is asked before the applicant has signed',
    );
    assert.deepEqual(await sign(anna, round), { kind: 'waits' });
    assert.equal(area.opened.length, 0, 'nothing is sent yet');
    assert.equal((await area.get(anna, `${draft}/granska`)).to, `/underskrift/${round}`);
    const seen = await area.get(erik, `/underskrift/${round}`);
    assert.match(seen.html, /Vid bron/);
    assert.match(seen.html, /har skrivit under ansökan och vill att du också gör det/);
    const { rows: looks } = await sql`select from access.look where kind = 'OPENED' and actor_party = ${partyOf(erik)}
      and subject = ${partyOf(anna)}`.execute(database.db);
    assert.equal(looks.length, 1, 'the applicant sees that he has looked');
    const asked = await area.post(erik, `/underskrift/${round}`, { gor: 'skriv' });
    assert.equal(asked.to, `/e-id/${round}`);
    assert.equal(texts[1], texts[0], 'both see the same text');
    assert.equal((await sign(erik, round)).kind, 'sent');
    assert.equal(area.opened.length, 1);
    const [application] = area.opened;
    assert.ok(application?.actor.kind === 'citizen' && application.actor.party === partyOf(anna));
    assert.match((await area.get(anna, `/underskrift/${round}`)).to, /^\/kvitto\//);
    assert.match((await area.get(erik, `/underskrift/${round}`)).html, /Alla har skrivit under/);
    assert.match((await area.get(anna, `${draft}/granska`)).to, /^\/kvitto\//);
    // Back in the browser, and the old pages sent once more: nothing is changed, withdrawn or sent again.
    for (const [page, fields] of [
      ['vad', { vad: 'lampa', _shown: 'vad' }],
      ['granska', { read: 'x' }],
      ['ta-bort', {}],
    ] as const)
      assert.match((await area.post(anna, `${draft}/${page}`, fields)).to, /^\/kvitto\//, page);
    assert.equal((await area.post(erik, `/underskrift/${round}`, { gor: 'skriv' })).to, `/underskrift/${round}`);
    assert.equal(area.opened.length, 1);
    assert.deepEqual(await mails(erik), ['asked']);
    assert.deepEqual(await mails(anna), ['sent']);
  }));

test('somebody who is not asked can neither see nor sign it', () =>
  inScene(async ({ area, anna, maria, sign }) => {
    const round = await press(area, anna, await ready(area, anna));
    await sign(anna, round);
    for (const address of [`/underskrift/${round}`, '/underskrift/x'])
      await assert.rejects(area.get(maria, address), NotFound);
    await assert.rejects(area.post(maria, `/underskrift/${round}`, { gor: 'skriv' }), NotFound);
    assert.deepEqual(await sign(maria, round), { kind: 'refused', why: 'not-asked' });
    assert.equal(area.opened.length, 0);
  }));

test('signing twice is one signature, and two last ones at once send it once', () =>
  inScene(
    async ({ area, anna, erik, maria, sign }) => {
      const draft = await ready(area, anna);
      const round = await press(area, anna, draft);
      await sign(anna, round);
      assert.deepEqual(await sign(anna, round), { kind: 'waits' });
      const last = await Promise.all([sign(erik, round), sign(maria, round), sign(erik, round), sign(maria, round)]);
      assert.equal(area.opened.length, 1);
      assert.equal(last.filter(({ kind }) => kind === 'sent').length, 1);
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from applications.signature
        where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
      assert.equal(rows[0]?.n, 3);
    },
    {},
    3,
  ));

test('in sequence the next is asked when the one before has signed', () =>
  inScene(
    async ({ area, anna, erik, maria, sign }) => {
      const round = await press(area, anna, await ready(area, anna));
      await sign(anna, round);
      await assert.rejects(area.get(maria, `/underskrift/${round}`), NotFound);
      assert.deepEqual(await sign(maria, round), { kind: 'refused', why: 'not-asked' });
      await sign(erik, round);
      assert.match((await area.get(maria, `/underskrift/${round}`)).html, /value="skriv"/);
      assert.equal((await sign(maria, round)).kind, 'sent');
    },
    { order: 'sequence' },
    3,
  ));

test('who changes an answer makes all signatures void, and everybody is told', () =>
  inScene(async ({ area, anna, erik, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    // The same page as it stands changes nothing.
    await area.post(anna, `${draft}/vad`, { vad: 'lampa', _shown: 'vad' });
    assert.equal((await area.get(anna, `${draft}/granska`)).to, `/underskrift/${round}`);
    await area.post(anna, `${draft}/var`, { 'plats-text': 'Vid kyrkan', _shown: 'plats bild' });
    assert.deepEqual(await sign(erik, round), { kind: 'refused', why: 'over' });
    assert.match((await area.get(erik, `/underskrift/${round}`)).html, /Svaren har ändrats/);
    assert.deepEqual(await mails(erik), ['asked', 'changed']);
    const again = await press(area, anna, draft);
    assert.notEqual(again, round);
    assert.deepEqual(await sign(anna, again), { kind: 'waits' });
    assert.equal((await sign(erik, again)).kind, 'sent');
    assert.equal(area.opened.length, 1);
  }));

test('an answer that is saved while a round is being opened waits for it, and makes it void', () =>
  inScene(async ({ area, anna }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await area.post(anna, `${draft}/var`, { 'plats-text': 'Vid kyrkan', _shown: 'plats bild' });
    let saving: Promise<unknown> | undefined;
    await transaction(database.db, async (tx) => {
      await sql`select from applications.draft where id = ${draft.split('/').at(-1)} for update`.execute(tx);
      saving = area.post(anna, `${draft}/var`, { 'plats-text': 'Vid skolan', _shown: 'plats bild' });
      await untilOneWaits();
      await sql`delete from applications.signing_end where signing_id = ${round}`.execute(tx);
    });
    await saving;
    assert.equal((await roundOf(database.db, round))?.how, 'changed');
  }));

/** Until a statement waits for a lock. */
async function untilOneWaits(): Promise<void> {
  for (let waiting = 0; waiting === 0; ) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
    waiting = rows[0]?.n ?? 0;
  }
}

test('who refuses says why; the applicant is told, and can go on with the draft', () =>
  inScene(async ({ area, anna, erik, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    const empty = await area.post(erik, `/underskrift/${round}`, { gor: 'neka', skal: ' ' });
    assert.equal(empty.status, 422);
    await area.post(erik, `/underskrift/${round}`, { gor: 'neka', skal: 'Det var <b>inte</b> vid bron.' });
    const told = await area.get(anna, `/underskrift/${round}`);
    assert.match(told.html, /ville inte skriva under/);
    assert.match(told.html, /Det var &lt;b>inte&lt;\/b> vid bron\./);
    assert.deepEqual(await mails(anna), ['refused']);
    assert.deepEqual(await sign(erik, round), { kind: 'refused', why: 'over' });
    assert.match((await area.get(anna, `${draft}/granska`)).html, /Skriv under med e-legitimation/);
    assert.equal(area.opened.length, 0);
  }));

test('those who have not signed are reminded once; after the time the draft is the applicant’s again', () =>
  inScene(async ({ area, anna, erik, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    await sweepSignings(database.db, area.options, '2026-02-09T07:00:00Z');
    assert.deepEqual(await mails(erik), ['asked']);
    for (let twice = 0; twice < 2; twice++) await sweepSignings(database.db, area.options, '2026-02-10T08:00:00Z');
    assert.deepEqual(await mails(erik), ['asked', 'reminder']);
    area.state.now = '2026-02-17T08:00:00Z';
    await sweepSignings(database.db, area.options, area.state.now);
    assert.deepEqual(await mails(erik), ['asked', 'reminder', 'expired']);
    assert.deepEqual(await mails(anna), ['expired']);
    assert.deepEqual(await sign(erik, round), { kind: 'refused', why: 'over' });
    assert.match((await area.get(erik, `/underskrift/${round}`)).html, /Tiden att skriva under gick ut/);
    assert.match((await area.get(anna, `${draft}/granska`)).html, /Skriv under med e-legitimation/);
    // It lives thirty days from then.
    area.state.now = '2026-03-18T08:00:00Z';
    assert.equal((await area.get(anna, `${draft}/granska`)).status, 200);
    area.state.now = '2026-02-03T07:00:00Z';
  }));

test('what is asked for only when a rule says so is otherwise sent at once', () =>
  inScene(
    async ({ area, anna }) => {
      const draft = await ready(area, anna);
      const { html } = await area.get(anna, `${draft}/granska`);
      assert.doesNotMatch(html, /Skriv under/);
      const read = /name="read" value="(\w+)"/.exec(html)?.[1] ?? '';
      assert.match((await area.post(anna, `${draft}/granska`, { read })).to, /^\/kvitto\//);
    },
    { when: 'count(register.household.vuxna) > 1' },
    1,
  ));

test('who is protected since the text was frozen is not found by who signs with her: page and e-ID show the same, and say so', () =>
  inScene(async ({ area, anna, erik, texts, sign }) => {
    const draft = await ready(area, anna);
    await area.post(anna, `${draft}/var`, { 'plats-text': 'Kanariegränd 13', _shown: 'plats bild' });
    const round = await press(area, anna, draft);
    await sign(anna, round);
    assert.match((await area.get(erik, `/underskrift/${round}`)).html, /Kanariegränd 13/);
    await sql`update identity.party set protected = true where id = ${partyOf(anna)}`.execute(database.db);
    const { html } = await area.get(erik, `/underskrift/${round}`);
    assert.doesNotMatch(html, /Kanarie/);
    assert.match(html, /Lampa[\s\S]*Visas bara för den som har ansökt/, 'what was chosen is there');
    const refused = await area.post(erik, `/underskrift/${round}`, { gor: 'neka', skal: '' });
    assert.equal(refused.status, 422);
    assert.doesNotMatch(refused.html, /Kanarie/);
    await area.post(erik, `/underskrift/${round}`, { gor: 'skriv' });
    const text = texts.at(-1) ?? '';
    assert.doesNotMatch(text, /Kanarie/);
    const note = 'Några svar visas inte för dig, för de kan vara hemliga. Du skriver bara under det som visas';
    assert.ok(text.includes(note) && html.includes(note));
    assert.match((await area.get(anna, `/underskrift/${round}`)).html, /Kanariegränd 13/, 'her own she sees');
    const sent = await sign(erik, round);
    assert.ok(sent.kind === 'sent');
    const verified = await verifySignatures(database.db, sent.caseId);
    assert.deepEqual(
      verified.map(({ faults }) => faults),
      [[], []],
      'both are tied to the whole',
    );
  }));

test('a reason has a thousand letters; a longer one is told of, and stays in its field', () =>
  inScene(async ({ area, anna, erik, sign }) => {
    const round = await press(area, anna, await ready(area, anna));
    await sign(anna, round);
    const refuse = (letters: number) =>
      area.post(erik, `/underskrift/${round}`, { gor: 'neka', skal: 'å'.repeat(letters) });
    const long = await refuse(1001);
    assert.equal(long.status, 422);
    assert.match(long.html, /href="#skal"[^>]*>Skriv högst 1.?000 tecken/);
    assert.ok(long.html.includes(`>${'å'.repeat(1001)}</textarea>`));
    assert.equal((await refuse(1000)).status, 303);
    assert.ok((await area.get(anna, `/underskrift/${round}`)).html.includes('å'.repeat(1000)));
  }));

test('people whose identity is protected are not put before each other', () =>
  inScene(async ({ area, anna, erik }) => {
    await sql`update identity.party set protected = true where id = ${partyOf(erik)}`.execute(database.db);
    const draft = await ready(area, anna);
    const { html } = await area.get(anna, `${draft}/granska`);
    const read = /name="read" value="(\w+)"/.exec(html)?.[1] ?? '';
    await assert.rejects(area.post(anna, `${draft}/granska`, { read }), { code: 'protected-signer' });
    assert.equal((await area.get(anna, `${draft}/granska`)).status, 200, 'the draft is there');
  }));

test('a signature is found to be right, and every change of what it is over is found', () =>
  inScene(async ({ area, anna, erik, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    await sign(erik, round);
    const id = draft.split('/').at(-1) ?? '';
    const { rows } = await sql<{ case_id: CaseId }>`select case_id from applications.application
      where draft_id = ${id}`.execute(database.db);
    const caseId = rows[0]?.case_id ?? '';
    const faults = async () => (await verifySignatures(database.db, caseId)).flatMap((each) => each.faults);
    assert.equal((await verifySignatures(database.db, caseId)).length, 2);
    assert.deepEqual(await faults(), []);
    /** Changes rows as only somebody at the database could, looks, and takes it back. */
    const tampered = async (change: ReturnType<typeof sql>): Promise<readonly string[]> => {
      let found: readonly string[] = [];
      await database.db
        .transaction()
        .execute(async (tx) => {
          await sql`alter table applications.signature disable trigger all`.execute(tx);
          await sql`alter table applications.application disable trigger all`.execute(tx);
          await change.execute(tx);
          found = (await verifySignatures(tx, caseId)).flatMap((each) => each.faults);
          throw new RangeError('back');
        })
        .catch((error: unknown) => assert.ok(error instanceof RangeError));
      return found;
    };
    const one = sql`update applications.signature set`;
    const mine = sql`where draft_id = ${id} and party = ${partyOf(anna)}`;
    assert.deepEqual(await tampered(sql`${one} level = 'loa4' ${mine}`), ['row']);
    assert.deepEqual(await tampered(sql`${one} at = at + interval '1 day' ${mine}`), ['row']);
    assert.deepEqual(await tampered(sql`${one} evidence = 'other' ${mine}`), ['evidence']);
    assert.deepEqual(await tampered(sql`${one} receipt = 'a.b.c' ${mine}`), ['receipt']);
    const data = sql`update applications.application set frozen = jsonb_set(frozen, '{data,vad}', '"annat"') where draft_id = ${id}`;
    assert.deepEqual(await tampered(data), ['document', 'document']);
    const html = sql`update applications.application set frozen = jsonb_set(frozen, '{html}', '"x"') where draft_id = ${id}`;
    assert.deepEqual(await tampered(html), ['document', 'document']);
    await assert.rejects(sql`update applications.signature set level = 'loa4' ${mine}`.execute(database.db));
  }));

/** Who is paid: what it is told, and what it was asked to give back. */
interface Bank {
  paid(): void;
  free(): void;
  readonly given: string[];
}

/** Ends as the rounds above do, with a fee of a hundred kronor that is paid when `paid` is called. */
async function inPaidScene(
  run: (scene: Scene, bank: Bank) => Promise<void>,
  rule: Partial<SignatureRule> = {},
): Promise<void> {
  const state = { standing: 'pending' as 'pending' | 'paid', fee: '100.00' as string | null };
  const given: string[] = [];
  const paying: Paying = {
    provider: {
      order: async ({ returnUrl }) => ({ kind: 'page', to: returnUrl }),
      standing: async () => ({ standing: state.standing, amount: '100.00' }),
      cancel: async () => state.standing,
      refund: async () => {},
    },
    methods: ['swish'],
    fee: () => state.fee,
    giveBack: async (_tx, payment) => void given.push(payment),
    texts: (language) => texts.for(language),
    callbackUrl: (payment) => `http://localhost/betalning/svar/${payment}`,
    standIn: true,
    absolute: (path) => `http://localhost${path}`,
  };
  const paid = () => {
    state.standing = 'paid';
  };
  const free = () => {
    state.fee = null;
  };
  await inScene((scene) => run(scene, { paid, free, given }), rule, 2, paying);
}

/** What the callback, the person's return and the upkeep all do. */
function settle({ area, anna }: Scene, draft: string) {
  const { db, town, now } = area.request(anna);
  return sql<{
    id: string;
  }>`select id from payments.payment where draft_id = ${draft.split('/').at(-1)} order by id desc`
    .execute(db)
    .then(({ rows }) => settlePayment({ db, town, now }, area.options, rows[0]?.id ?? ''));
}

test('what is both signed and paid is signed first, paid by whoever applied, and sent once as it was signed', () =>
  inPaidScene(async (scene, bank) => {
    const { area, anna, erik, sign } = scene;
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    assert.equal((await sign(erik, round)).kind, 'pay');
    assert.equal(area.opened.length, 0, 'signed and not paid is not sent');
    assert.deepEqual(await mails(anna), ['pay']);
    assert.deepEqual(await sign(erik, round).then(({ kind }) => kind), 'pay');
    assert.deepEqual(await mails(anna), ['pay'], 'told once');
    assert.match((await area.get(erik, `/underskrift/${round}`)).html, /när den som ansökte har betalat avgiften/);
    assert.match((await area.get(anna, `/underskrift/${round}`)).html, /value="betala"/);
    assert.equal((await area.get(anna, `${draft}/granska`)).to, `/underskrift/${round}`);
    assert.equal((await area.post(anna, `/underskrift/${round}`, { gor: 'betala' })).to, `${draft}/betala`);
    assert.equal((await area.post(erik, `/underskrift/${round}`, { gor: 'betala' })).to, `/underskrift/${round}`);
    await area.post(anna, `${draft}/betala`, { method: 'swish' });
    assert.equal(await settle(scene, draft), 'pending');
    bank.paid();
    const settled = await Promise.all([settle(scene, draft), settle(scene, draft), settle(scene, draft)]);
    assert.deepEqual(settled, ['sent', 'sent', 'sent']);
    assert.equal(area.opened.length, 1);
    const [application] = area.opened;
    assert.ok(application?.actor.kind === 'citizen' && application.actor.party === partyOf(anna));
    assert.deepEqual(await mails(erik), ['asked', 'sent']);
    assert.match((await area.get(anna, `${draft}/betala`)).to, /^\/kvitto\//);
    assert.deepEqual(bank.given, []);
    const { rows } = await sql<{ case: CaseId }>`select case_id as case from applications.application
      where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
    const verified = await verifySignatures(database.db, rows[0]?.case);
    assert.deepEqual(
      verified.map(({ faults }) => faults),
      [[], []],
    );
  }));

test('who signs alone is led from the e-ID to the payment', () =>
  inPaidScene(
    async ({ area, anna }) => {
      const draft = await ready(area, anna);
      const round = await roundOf(database.db, await press(area, anna, draft));
      assert.ok(round);
      const proof = {
        signed: { kind: SIGNED_KIND, id: round.id },
        ...{ hash: round.hash, party: partyOf(anna), level: 'loa3', provider: 'test', at: NOW, evidence: 'test' },
      };
      const answer = await transaction(database.db, (tx) =>
        roundSigned(tx, area.request(anna), area.options, proof as Proof),
      );
      assert.deepEqual(answer, { kind: 'redirect', to: `${draft}/betala` });
      assert.match((await area.get(anna, `${draft}/betala`)).html, /Betala 100\skronor/);
    },
    { by: 'applicant' },
  ));

/** A draft that both have signed, that was changed while it was paid for: the money is kept. */
async function paidFor(scene: Scene, bank: Bank): Promise<string> {
  const { area, anna, erik, sign } = scene;
  const draft = await ready(area, anna);
  const round = await press(area, anna, draft);
  await sign(anna, round);
  await sign(erik, round);
  await area.post(anna, `/underskrift/${round}`, { gor: 'betala' });
  await area.post(anna, `${draft}/betala`, { method: 'swish' });
  await area.post(anna, `${draft}/var`, { 'plats-text': 'Vid kyrkan', _shown: 'plats bild' });
  bank.paid();
  assert.equal(await settle(scene, draft), 'kept');
  return draft;
}

test('money for a text that is no longer signed is kept until it is signed anew, and then nothing more is asked', () =>
  inPaidScene(async (scene, bank) => {
    const { area, anna, erik, sign } = scene;
    const draft = await paidFor(scene, bank);
    assert.equal(area.opened.length, 0, 'nothing is sent that nobody has signed');
    const again = await press(area, anna, draft);
    assert.deepEqual(await sign(anna, again), { kind: 'waits' });
    assert.equal((await sign(erik, again)).kind, 'sent');
    assert.equal(area.opened.length, 1);
    assert.equal(await settle(scene, draft), 'sent');
    assert.deepEqual(bank.given, []);
  }));

test('money that was kept goes back when what is signed anew costs nothing', () =>
  inPaidScene(async (scene, bank) => {
    const { area, anna, erik, sign } = scene;
    const draft = await paidFor(scene, bank);
    bank.free();
    const again = await press(area, anna, draft);
    await sign(anna, again);
    assert.deepEqual(bank.given, []);
    assert.equal((await sign(erik, again)).kind, 'sent');
    assert.equal(await settle(scene, draft), 'given-back');
    assert.equal(bank.given.length, 1);
  }));

test('who has signed and not paid is reminded once, and after the time the draft is hers again', () =>
  inPaidScene(async ({ area, anna, erik, sign }) => {
    const draft = await ready(area, anna);
    const round = await press(area, anna, draft);
    await sign(anna, round);
    await sign(erik, round);
    for (let twice = 0; twice < 2; twice++) await sweepSignings(database.db, area.options, '2026-02-10T08:00:00Z');
    assert.deepEqual([await mails(anna), await mails(erik)], [['pay', 'pay'], ['asked']]);
    await sweepSignings(database.db, area.options, '2026-02-17T08:00:00Z');
    area.state.now = '2026-02-17T08:00:00Z';
    assert.match((await area.get(anna, `${draft}/granska`)).html, /Skriv under med e-legitimation/);
    area.state.now = '2026-02-03T07:00:00Z';
  }));

const COMPANY = `
pages:
  - id: foretag
    questions:
      - { id: foretag, type: company, label: { sv: Företag, en: Company } }
`;

/** A company that the first `signatories` of three people sign for, `jointly` of them together. */
async function ofCompany(
  signatories: number,
  jointly: number,
  run: (scene: { area: Area; people: readonly Visitor[]; press(visitor: Visitor): Promise<string> }) => Promise<void>,
): Promise<void> {
  const people = [await person(database.db), await person(database.db), await person(database.db)];
  const parties = people.slice(0, signatories).map(partyOf);
  const signing: ApplicationsOptions['signing'] = {
    sign: async (_request, { signed }) => ({ kind: 'redirect', to: `/e-id/${signed.id}` }),
    signatories: async (_tx, number) => (number === '5599000006' ? { parties, jointly } : undefined),
    words: (news) => ({ subject: news, body: news }),
  };
  const rule: SignatureRule = { ...RULE, by: 'company-signatories' };
  const area = await openArea(database.db, serviceOf({ signIn: 'required', signature: rule }, COMPANY), { signing });
  try {
    const press = async (visitor: Visitor): Promise<string> => {
      const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
      const draft = to.replace(/\/[^/]+$/, '');
      const fields = { 'foretag-nummer': '559900-0006', 'foretag-namn': 'Ekhamns Bageri AB', _shown: 'foretag' };
      await area.post(visitor, `${draft}/foretag`, fields);
      const { html } = await area.get(visitor, `${draft}/granska`);
      const read = /name="read" value="(\w+)"/.exec(html)?.[1] ?? '';
      return (await area.post(visitor, `${draft}/granska`, { read })).to.slice('/e-id/'.length);
    };
    await run({ area, people, press });
  } finally {
    await area.close();
  }
}

test('a company that two of three sign for together is signed for by any two, and one of them alone is not enough', () =>
  ofCompany(3, 2, async ({ area, people: [one, , three], press }) => {
    assert.ok(one && three);
    const round = await press(one);
    assert.deepEqual(await signFor(area.request(one), area.options, round), { kind: 'waits' });
    assert.equal(area.opened.length, 0);
    assert.equal((await signFor(area.request(three), area.options, round)).kind, 'sent');
    assert.equal(area.opened.length, 1);
  }));

test('a signatory who may sign alone does, and who is no signatory may not begin', () =>
  ofCompany(2, 1, async ({ area, people: [one, , three], press }) => {
    assert.ok(one && three);
    assert.equal((await signFor(area.request(one), area.options, await press(one))).kind, 'sent');
    await assert.rejects(press(three), { code: 'not-signatory' });
    assert.equal(area.opened.length, 1);
  }));

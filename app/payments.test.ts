import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { settleAll } from '#areas/applications/index.ts';
import { check } from './check/check.ts';
import { scopeOf } from './check/scope.ts';
import { openSecured, type Secured, type Visitor } from './security/testing.ts';

const EKHAMN = fileURLToPath(new URL('../towns/ekhamn', import.meta.url));
const SERVICE = '/tjanster/kopia';

/** Ekhamn with one service more: copies for a fee by the town's rates, sent to whoever may be without a name. */
function townWithFee(folder: string): string {
  const towns = join(folder, 'towns');
  cpSync(EKHAMN, join(towns, 'ekhamn'), { recursive: true });
  const service = join(towns, 'ekhamn/services/kopia');
  mkdirSync(service);
  writeFileSync(join(service, 'service.yaml'), YAML);
  writeFileSync(join(service, 'form.yaml'), FORM);
  writeFileSync(join(service, 'process.bpmn'), BPMN);
  mkdirSync(join(service, 'forms'));
  writeFileSync(join(service, 'forms/utskrift.yaml'), TASK);
  mkdirSync(join(service, 'examples'));
  writeFileSync(join(service, 'examples/betald.yaml'), example('ok'));
  return towns;
}

const YAML = `id: kopia
title: { sv: Beställ kopior, en: Order copies }
summary: { sv: Papperskopior mot avgift., en: Paper copies for a fee. }
audience: [ person ]
life-events: [ paverka ]
keywords: [ kopia ]
owner: { board: kommunstyrelsen, unit: kansli }
sign-in: optional
who-may-apply: [ anyone ]
law: { grounds: [ { id: osl-6-7, basis: [ "OSL (2009:400) 6 kap. 3 §" ], regime: none } ] }
secrecy: []
register: diarium
facts: []
promise: { decision-within: P1D }
cost: { text: { sv: "10 sidor kostar 50 kronor, sedan 2 kronor per sida.", en: "10 pages cost 50 kronor, then 2 kronor a page." } }
fee:
  amount: "if application.sidor <= rates.kopieavgift.fria_sidor then 0 else if application.sidor > 900 then null else rates.kopieavgift.vid_tio_sidor + (application.sidor - 10) * rates.kopieavgift.varje_sida_till"
  text: { sv: Papperskopior, en: Paper copies }
other-ways: { sv: Ring oss., en: Call us. }
steps: { mottagen: { sv: Mottagen, en: Received } }
retention: { klassa: "2.6.1", outcome: { default: { destroy-after: P1Y, from: closed } } }
feedback: { ask-at: every-end }
`;
const FORM = `pages:
  - id: sidor
    questions:
      - { id: sidor, type: whole-number, label: { sv: Hur många sidor?, en: How many pages? }, min: 1, max: 1000 }
`;
const example = (pay: 'ok' | 'refused') => `name: Tjugo sidor betalas och skrivs ut
on: 2026-02-03
answers: { sidor: 20 }
then:
  - pay: ${pay}
expect: { path: [ Mottagen ] }
`;
const TASK = `pages:
  - id: utskrift
    title: { sv: Skriv ut, en: Print }
    questions:
      - { id: utskrivet, type: yes-no, label: { sv: Utskrivet?, en: Printed? } }
`;
const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="https://torget.example/test">
  <bpmn:process id="kopia" isExecutable="true">
    <bpmn:startEvent id="Mottagen"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="Skriv_ut" name="Skriv ut">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="utskrift" /><zeebe:assignmentDefinition candidateGroups="kansli/registrator" /></bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:serviceTask id="Ge_tillbaka" name="Ge tillbaka avgiften">
      <bpmn:extensionElements><zeebe:taskDefinition type="payment.refund" /></bpmn:extensionElements>
      <bpmn:incoming>b</bpmn:incoming><bpmn:outgoing>c</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="Klar"><bpmn:incoming>c</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="Mottagen" targetRef="Skriv_ut" />
    <bpmn:sequenceFlow id="b" sourceRef="Skriv_ut" targetRef="Ge_tillbaka" />
    <bpmn:sequenceFlow id="c" sourceRef="Ge_tillbaka" targetRef="Klar" />
  </bpmn:process>
</bpmn:definitions>`;

describe('payment', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'torget-payments-'));
  let town: Secured;

  before(async () => {
    town = await openSecured({ towns: townWithFee(folder) });
  });
  after(async () => {
    await town.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A draft with so many pages to copy, read and sent: where that leads. */
  async function ask(visitor: Visitor, pages: number): Promise<{ draft: string; to: string }> {
    const draft = (await visitor.post(`${SERVICE}/ansok`, { ny: 'ja' })).to.replace(/\/[^/]+$/, '');
    return { draft, to: await answer(visitor, draft, pages) };
  }

  async function answer(visitor: Visitor, draft: string, pages: number): Promise<string> {
    await visitor.post(`${draft}/sidor`, { sidor: String(pages), _do: 'continue' });
    return press(visitor, draft);
  }

  async function press(visitor: Visitor, draft: string): Promise<string> {
    const { text } = await visitor.get(`${draft}/granska`);
    const read = /name="read" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return (await visitor.post(`${draft}/granska`, { read })).to;
  }

  /** Orders the payment; the address of the stand-in's page. */
  async function order(visitor: Visitor, draft: string): Promise<string> {
    const { to } = await visitor.post(`${draft}/betala`, { method: 'swish' });
    assert.match(to, /^\/test-betalning\/[0-9A-F]{32}$/);
    return to;
  }

  const count = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(town.db)).rows[0]?.n ?? -1;
  const cases = () => count(sql`select count(*)::int as n from cases.case where service = 'kopia'`);
  const collected = () =>
    count(sql`select coalesce(sum(amount - refunded), 0)::int as n from payments.test_request where status = 'PAID'`);

  async function settle(): Promise<void> {
    const { house } = town.served;
    const { db, town: place } = house.site;
    const sender = { db, town: place, now: house.site.now() };
    await settleAll(sender, house.applications, (_, error) => {
      throw error;
    });
  }

  test('nothing to pay: sent at once. A fee by the rates: pay, and the receipt follows', async () => {
    const free = await ask(town.nobody(), 9);
    assert.match(free.to, /^\/kvitto\//);
    const visitor = town.nobody();
    const { draft, to } = await ask(visitor, 15);
    assert.equal(to, `${draft}/betala`);
    assert.match((await visitor.get(`${draft}/granska`)).text, /Avgiften är 60\skronor/);
    assert.match((await visitor.get(to)).text, /Betala 60\skronor/);
    const before = await cases();
    const page = await order(visitor, draft);
    assert.match((await visitor.get(page)).text, /60\skronor.*Papperskopior/s);
    assert.equal(await cases(), before, 'nothing is sent before it is paid');
    assert.equal((await visitor.post(page, { act: 'pay' })).to, `${draft}/betala`);
    assert.equal(await cases(), before + 1);
    const receipt = (await visitor.get(`${draft}/betala`)).to;
    assert.match(receipt, /^\/kvitto\/[^?]+\?nyckel=/);
    assert.equal((await town.nobody().get(receipt)).status, 200);
  });

  test('a fee that nobody has set is not free: refused in plain words, and what was written is kept', async () => {
    const visitor = town.nobody();
    const before = await cases();
    const draft = (await visitor.post(`${SERVICE}/ansok`, { ny: 'ja' })).to.replace(/\/[^/]+$/, '');
    await visitor.post(`${draft}/sidor`, { sidor: '15', _do: 'continue' });
    const read = /name="read" value="([^"]+)"/.exec((await visitor.get(`${draft}/granska`)).text)?.[1] ?? '';
    await visitor.post(`${draft}/sidor`, { sidor: '901', _do: 'continue' });
    for (const refused of [await visitor.get(`${draft}/granska`), await visitor.post(`${draft}/granska`, { read })]) {
      assert.equal(refused.status, 503);
      assert.match(refused.text, /Avgiften för det här är inte bestämd än\. Det går inte att skicka in nu\. Ring oss/);
      assert.match(refused.text, /0980-31/);
    }
    assert.equal(await cases(), before);
    assert.match((await visitor.get(`${draft}/sidor`)).text, /value="901"/);
    assert.match(await answer(visitor, draft, 9), /^\/kvitto\//);
  });

  test('however often it is pressed, ordered, paid and told of: one payment, one case', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 20);
    const [before, money] = [await cases(), await collected()];
    assert.equal(await press(visitor, draft), `${draft}/betala`);
    const pages = await Promise.all([order(visitor, draft), order(visitor, draft), order(visitor, draft)]);
    assert.equal(new Set(pages).size, 1, 'two windows pay the same');
    const [page = ''] = pages;
    await Promise.all([visitor.post(page, { act: 'twice' }), visitor.post(page, { act: 'pay' })]);
    await Promise.all([settle(), settle()]);
    assert.deepEqual([await cases(), await collected()], [before + 1, money + 70]);
    assert.match((await visitor.get(`${draft}/betala`)).to, /^\/kvitto\//);
    assert.match((await visitor.post(`${draft}/betala`, { method: 'card' })).to, /^\/kvitto\//);
    // Back to the form, and to the provider: what is paid and sent stays as it is.
    for (const [old, fields] of Object.entries({ sidor: { sidor: '90', _do: 'continue' }, granska: {}, 'ta-bort': {} }))
      assert.match((await visitor.post(`${draft}/${old}`, fields)).to, /^\/kvitto\//, old);
    await visitor.post(page, { act: 'pay' });
    await settle();
    assert.deepEqual([await cases(), await collected()], [before + 1, money + 70]);
  });

  test('a callback that never comes is asked for; one of a stranger changes nothing', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 11);
    const before = await cases();
    const page = await order(visitor, draft);
    const payment = await town.one(sql`select id from payments.payment order by id desc limit 1`);
    const forged = JSON.stringify({ id: payment, status: 'PAID' });
    const headers = { 'content-type': 'application/json' };
    assert.equal((await town.nobody().ask('POST', `/betalning/svar/${payment}`, forged, headers)).status, 204);
    const nothing = '01a20000-0000-7000-8000-000000000000';
    assert.equal((await town.nobody().ask('POST', `/betalning/svar/${nothing}`, forged, headers)).status, 404);
    await settle();
    assert.equal(await cases(), before, 'nobody has paid');
    assert.match((await visitor.get(`${draft}/betala`)).text, /Vi har inte fått besked/);
    await visitor.post(page, { act: 'silent' });
    await settle();
    assert.equal(await cases(), before + 1);
  });

  test('who does not pay is asked again, and pays with a new order', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 12);
    const first = await order(visitor, draft);
    await visitor.post(first, { act: 'no' });
    assert.match((await visitor.get(`${draft}/betala`)).text, /Betalningen blev inte av/);
    await press(visitor, draft);
    const second = await order(visitor, draft);
    assert.notEqual(second, first);
    await visitor.post(second, { act: 'pay' });
    assert.match((await visitor.get(`${draft}/betala`)).to, /^\/kvitto\//);
  });

  test('money for other answers waits for the next press when it fits them, and goes back when it does not', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 30);
    const [before, money] = [await cases(), await collected()];
    const page = await order(visitor, draft);
    await visitor.post(`${draft}/sidor`, { sidor: '40', _do: 'continue' });
    await visitor.post(page, { act: 'pay' });
    await settle();
    assert.deepEqual([await cases(), await collected()], [before, money + 90], 'paid, and not sent as nobody read it');
    // Forty pages cost 110: the 90 go back, and 110 are asked for.
    assert.equal(await press(visitor, draft), `${draft}/betala`);
    await town.settle();
    assert.equal(await collected(), money);
    await visitor.post(await order(visitor, draft), { act: 'pay' });
    assert.deepEqual([await cases(), await collected()], [before + 1, money + 110]);
  });

  test('paid when the draft is gone: the money goes back by itself', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 50);
    const [before, money] = [await cases(), await collected()];
    const page = await order(visitor, draft);
    await visitor.post(page, { act: 'silent' });
    assert.equal(await collected(), money + 130);
    await sql`delete from applications.draft where id = ${draft.split('/').at(-1) ?? ''}`.execute(town.db);
    await settle();
    await town.settle();
    await settle();
    assert.deepEqual([await cases(), await collected()], [before, money]);
  });

  test('paid, and cut off before the application was sent: the next look sends it', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 60);
    const before = await cases();
    const page = await order(visitor, draft);
    await visitor.post(page, { act: 'silent' });
    // What a process leaves that is killed between its two commits: paid is written, the application is not.
    const payment = await town.one(sql`select id from payments.payment order by id desc limit 1`);
    await sql`insert into payments.event (id, payment_id, kind, at)
      values (gen_random_uuid(), ${payment}, 'paid', ${town.served.house.site.now()}::timestamptz) on conflict do nothing`.execute(
      town.db,
    );
    await settle();
    assert.equal(await cases(), before + 1);
  });

  test('what was saved by e-mail is paid for from another browser, and sent when the money arrives by itself', async () => {
    const first = town.nobody();
    const { draft } = await ask(first, 35);
    assert.match((await first.post(`${draft}/spara`, { epost: 'kopia@exempel.se' })).to, /spara\?skickat=ja$/);
    const { rows } = await sql<{ body: string }>`select body from runtime.outbox
      where recipient = 'kopia@exempel.se' order by id desc limit 1`.execute(town.db);
    const link = /\/fortsatt\?nyckel=[a-p]{64}/.exec(rows[0]?.body ?? '')?.[0] ?? assert.fail('no link');
    const visitor = town.nobody();
    assert.equal((await visitor.post(link, { act: 'continue' })).to, `${draft}/granska`);
    assert.equal(await press(visitor, draft), `${draft}/betala`);
    const before = await cases();
    const page = await order(visitor, draft);
    assert.equal((await visitor.post(`${draft}/spara`, { epost: 'kopia@exempel.se' })).to, `${draft}/betala`);
    await visitor.post(page, { act: 'silent' });
    await settle();
    assert.equal(await cases(), before + 1);
    assert.match((await visitor.get(`${draft}/betala`)).to, /^\/kvitto\/[^?]+\?nyckel=/);
  });

  test('what is taken back after it was paid is paid back, once, and its case is closed', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 25);
    const [before, money] = [await cases(), await collected()];
    await visitor.post(await order(visitor, draft), { act: 'pay' });
    assert.deepEqual([await cases(), await collected()], [before + 1, money + 80]);
    const receipt = (await visitor.get(`${draft}/betala`)).to;
    const withdraw = receipt.replace('?', '/begaran/aterkalla?');
    assert.equal((await visitor.post(withdraw)).status, 303);
    assert.equal((await visitor.post(withdraw)).status, 409);
    await town.settle();
    assert.equal(await collected(), money);
    assert.match((await visitor.get(receipt)).text, /Du har återkallat det du skickade/);
  });

  test('unpaid expires: it is taken back at the provider, and can be paid no more', async () => {
    const visitor = town.nobody();
    const { draft } = await ask(visitor, 70);
    const page = await order(visitor, draft);
    const id = page.split('/').at(-1);
    await sql`update payments.payment set expires_at = now() - interval '1 minute' where draft_id = ${draft.split('/').at(-1)}`.execute(
      town.db,
    );
    await settle();
    const { rows } = await sql<{ status: string }>`select status from payments.test_request where id = ${id}`.execute(
      town.db,
    );
    assert.equal(rows[0]?.status, 'CANCELLED');
    await visitor.post(page, { act: 'pay' });
    await settle();
    assert.match((await visitor.get(`${draft}/betala`)).text, /Betalningen blev inte av/);
  });

  test('who may decide gives a fee back once, with reasons; the receipt says what was paid and that it went back', async () => {
    const sara = await town.citizen('198501242393');
    const { draft } = await ask(sara, 90);
    const money = await collected();
    await sara.post(await order(sara, draft), { act: 'pay' });
    const receipt = (await sara.get(`${draft}/betala`)).to;
    assert.match(
      (await sara.get(receipt)).text,
      /Papperskopior[\s\S]*210\skronor[\s\S]*Ekhamns kommun[\s\S]*([0-9A-F]{4} ?){8}/,
    );
    const caseId = await town.one(sql`select id from cases.case where service = 'kopia' order by id desc limit 1`);
    const address = `/arbete/arenden/${caseId}/atgard/aterbetala`;
    const registrar = await town.staff('eva-kansli');
    assert.equal((await registrar.post(address, { skal: 'För många sidor.' })).status, 409, 'it takes who may decide');
    const delegate = await town.staff('henrik-kansli');
    assert.match((await delegate.get(`/arbete/arenden/${caseId}`)).text, /Betala tillbaka avgiften/);
    assert.equal((await delegate.post(address, { skal: '' })).status, 422);
    const give = () => delegate.post(address, { skal: 'Vi räknade för många sidor.' });
    await Promise.all([give(), give()]);
    await town.settle();
    assert.equal(await collected(), money, 'it went back, and once');
    assert.match((await sara.get(receipt)).text, /Pengarna är återbetalda/);
    const letters = sql<{ n: number }>`select count(*)::int as n from inbox.letter
      where case_id = ${caseId} and template = 'avgift-tillbaka' and model::text like '%för många sidor%'`;
    assert.equal(await count(letters), 1);
    assert.equal((await sara.post(`/mina-sidor/arenden/${caseId}/begaran/aterkalla`)).status, 303);
    const again = sql<{ n: number }>`select count(*)::int as n from inbox.letter
      where case_id = ${caseId} and template = 'aterkallelse' and model::text not like '%Du får tillbaka avgiften%'`;
    assert.equal(await count(again), 1, 'what has gone back is not promised once more');
    const other = await town.citizen('199002172386');
    assert.equal((await other.get(receipt)).status, 404);
  });

  test('an example pays: its service checks clean, and one that is refused is told of', async () => {
    const service = join(folder, 'towns/ekhamn/services/kopia');
    const faults = async () =>
      (await check(await scopeOf(service, () => assert.fail('the folder is named')))).services.flatMap(({ examples }) =>
        examples.flatMap((each) => each.faults.map(({ code }) => code)),
      );
    assert.deepEqual(await faults(), []);
    writeFileSync(join(service, 'examples/betald.yaml'), example('refused'));
    assert.ok((await faults()).includes('example-pay'));
  });

  test('person and officer see what was paid, and the process gives it back once', async () => {
    const sara = await town.citizen('198501242393');
    const { draft } = await ask(sara, 80);
    const money = await collected();
    await sara.post(await order(sara, draft), { act: 'pay' });
    const receipt = (await sara.get(`${draft}/betala`)).to;
    assert.match(receipt, /^\/kvitto\//);
    const caseId = await town.one(sql`select id from cases.case where service = 'kopia' order by id desc limit 1`);
    assert.match((await sara.get(`/mina-sidor/arenden/${caseId}`)).text, /190\skronor, betald/);
    const registrar = await town.staff('eva-kansli');
    const desk = `/arbete/arenden/${caseId}`;
    assert.match((await registrar.get(desk)).text, /190\skronor, betald/);
    const task = await town.one(sql`select id from runtime.task where business_key = ${caseId}`);
    await registrar.post(`${desk}/uppgifter/${task}`, { utskrivet: 'yes', _do: 'continue' });
    await town.settle();
    assert.equal(await collected(), money);
    assert.match((await sara.get(`/mina-sidor/arenden/${caseId}`)).text, /Pengarna är återbetalda/);
  });
});

// Letters out of the house: Mina meddelanden, paper, Skatteverkets förmedlingsuppdrag (law.md, sections 9 and 13, row 36).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { mailLetter } from '#areas/inbox/index.ts';
import { transaction } from '#platform/database/index.ts';
import type { LetterModel } from '#platform/letters/index.ts';
import { pdfText } from '#platform/letters/testing.ts';
import type { DeliveryStatus, StandIn } from '#platform/messages/index.ts';
import type { Visitor } from '../security/testing.ts';
import { act, dayFields, type LawTown, openLawTown, SARA } from './testing.ts';

describe('letters out of the house', { timeout: 240_000 }, () => {
  let town: LawTown;
  let pekka: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  let mailbox: StandIn;

  before(async () => {
    town = await openLawTown();
    pekka = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
    mailbox = town.served.house.mailbox as StandIn;
  });
  after(() => town.close());

  interface Went {
    readonly letter: string;
    readonly way: string;
    readonly why: string | null;
    readonly receipt: DeliveryStatus | null;
  }

  /** How the letters of a case went, when nothing of them is under way any more. */
  async function went(caseId: string): Promise<readonly Went[]> {
    await town.settle();
    return town.rows(sql<Went>`select l.id as letter, d.way, d.why, d.receipt from inbox.letter l
      join inbox.delivery d on d.letter_id = l.id where l.case_id = ${caseId} order by l.id`);
  }

  const delay = (caseId: string) =>
    act(jonas, caseId, 'drojsmal', { skal: 'Vi väntar.', ...dayFields('senast', town.today().add({ days: 9 })) });

  /** Until a letter has been tried to be delivered, in vain. */
  async function triedOnce(): Promise<void> {
    const job = () =>
      town.rows(sql<{ n: number }>`select attempts as n from runtime.job where type = 'letter.deliver'`);
    for (let tries = 0; (await job())[0]?.n !== 1; tries++) {
      assert.ok(tries < 400, 'it was tried');
      await town.served.house.worker.poll();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const againNow = () =>
    sql`update runtime.job set due = now() - interval '1 minute', lease_until = null where type = 'letter.deliver'`.execute(
      town.db,
    );

  test('law 36a: who has no mailbox, or one that does not take us, gets the letter on paper, in a window envelope', async () => {
    const id = await town.assistance(pekka);
    const rolf = await town.citizen('194709201836');
    const hakan = await town.citizen('196805229272');
    await town.join(id, rolf, 'co-applicant');
    await town.join(id, hakan, 'co-applicant');
    assert.equal((await delay(id)).status, 303);
    const ways = (await went(id)).map(({ way, why }) => [way, why]);
    assert.deepEqual(ways.toSorted(), [
      ['mailbox', null],
      ['print', 'declined'],
      ['print', 'no-mailbox'],
    ]);
    const { text } = await jonas.get('/arbete/utskrift');
    assert.match(text, /Har ingen digital brevlåda och ingen e-postadress\./);
    const [, letter = ''] = /utskrift\/([0-9a-f-]{36})\/brev\.pdf/.exec(text) ?? [];
    const printed = await pdf(jonas, `/arbete/utskrift/${letter}/brev.pdf`);
    assert.match(printed, /Hamngatan 3|Fyrvägen 2/, 'with the address of the register on the day');
    const protect = (now: boolean) =>
      sql`update identity.party set protected = ${now} where id = (select party_id from inbox.letter where id = ${letter})`.execute(
        town.db,
      );
    await protect(true);
    assert.equal(
      (await jonas.get('/arbete/utskrift')).text.includes(letter),
      false,
      'protected since: not for everybody',
    );
    const kept = await pdf(await town.staff('birgitta-forsorjningsstod'), `/arbete/utskrift/${letter}/brev.pdf`);
    assert.doesNotMatch(kept, /Hamngatan|Fyrvägen/, 'and never at the address of before');
    await protect(false);
    assert.equal((await jonas.post('/arbete/utskrift', { brev: letter })).status, 303);
    assert.equal((await jonas.get('/arbete/utskrift')).text.includes(letter), false, 'posted once');
    const again = await (await town.staff('maryam-forsorjningsstod')).post('/arbete/utskrift', { brev: letter });
    assert.equal(again.status, 409, 'who took the same letter is told that it went already');
    assert.match(again.text, /Brevet är redan postat[\s\S]*markerade brevet som postat/);
    assert.equal((await jonas.post('/arbete/utskrift', { brev: letter })).status, 303, 'a second press');
    assert.equal(
      (await town.staff('lisa-gata').then((lisa) => lisa.post('/arbete/utskrift', { brev: letter }))).status,
      404,
    );
  });

  test('an organisation is written to in its mailbox, or on paper at the address of the companies register', async () => {
    const id = await town.assistance(pekka);
    for (const [nummer, roll] of [
      ['559900-0006', 'counterparty'],
      ['969700-9901', 'represented'],
    ] as const) {
      const asked = { nummer, roll, skal: 'Hyresvärd.' };
      const looked = await act(jonas, id, 'lagg-till-part', asked);
      const [, bekraftat = ''] = /name="bekraftat" value="([^"]+)"/.exec(looked.text) ?? [];
      assert.equal((await act(jonas, id, 'lagg-till-part', { ...asked, bekraftat })).status, 303, looked.text);
    }
    const ways = (await went(id)).map(({ way, why, receipt }) => [way, why, receipt?.operator]);
    assert.deepEqual(ways, [
      ['mailbox', null, 'Kivra'],
      ['print', 'no-mailbox', undefined],
    ]);
    const [, { letter = '' } = {}] = await went(id);
    const printed = await pdf(jonas, `/arbete/utskrift/${letter}/brev.pdf`);
    assert.match(printed, /Varvets Café handelsbolag\s+Varvsgatan 1\s+000 12 Ekhamn/);
  });

  test('of an organisation that no register knows nothing is kept before it is confirmed, and no envelope goes without an address', async () => {
    const { town: here } = town.served.house.site;
    const { lookUps } = here;
    assert.ok(lookUps);
    const id = await town.assistance(pekka);
    Object.assign(here, { lookUps: { ...lookUps, names: lookUps.names.filter((name) => name !== 'company') } });
    try {
      const typed = { nummer: '556016-0680', namn: 'Grannens Plåt AB', roll: 'counterparty', skal: 'Granne.' };
      const add = (fields: { readonly [name: string]: string }) => act(jonas, id, 'lagg-till-part', fields);
      const half = await add({ ...typed, gata: 'Plåtgatan 1' });
      assert.match(half.text, /href="#postort"[^>]*>Skriv gata eller box, och postnummer och ort/);
      const at = await add({ ...typed, gata: 'Plåtgatan 1', postort: '123 45 Ekhamn' });
      assert.match(at.text, /Det är Grannens Plåt AB, Plåtgatan 1, 123 45 Ekhamn\./, 'the address beside the name');
      const looked = await add(typed);
      assert.match(looked.text, /Det är Grannens Plåt AB\. Ingen adress är känd/);
      const kept = () => town.rows(sql`select from identity.party_number where value = '5560160680'`);
      assert.deepEqual(await kept(), []);
      const [, bekraftat = ''] = /name="bekraftat" value="([^"]+)"/.exec(looked.text) ?? [];
      const other = await add({ ...typed, namn: 'Grannens Plat AB', bekraftat });
      assert.match(other.text, /Det är Grannens Plat AB\./, 'another name is asked about anew');
      assert.deepEqual(await kept(), []);
      assert.equal((await add({ ...typed, bekraftat })).status, 303);
      assert.equal((await kept()).length, 1);
      const [{ letter, way } = assert.fail()] = await went(id);
      assert.equal(way, 'print');
      const address = `/arbete/utskrift/${letter}/brev.pdf`;
      const waits = await jonas.get('/arbete/utskrift');
      assert.match(waits.text, /Ingen adress till Grannens Plåt AB är känd/);
      assert.ok(!waits.text.includes(address));
      const refused = await jonas.get(address);
      assert.equal(refused.status, 409);
      assert.match(refused.text, /Ingen adress är känd, så brevet kan inte skrivas ut/);
      const post = (fields: object) => jonas.post('/arbete/utskrift', { brev: letter, ...fields });
      const nowhere = await post({});
      assert.equal(nowhere.status, 422);
      assert.match(nowhere.text, new RegExp(`href="#gata-${letter}"`));
      assert.equal((await post({ gata: 'Plåtgatan 1', postort: '123 45 Ekhamn' })).status, 303);
      assert.match(await pdf(jonas, address), /Grannens Plåt AB\s+Plåtgatan 1\s+123 45 Ekhamn/);
      assert.equal((await post({})).status, 303);
      assert.ok(!(await jonas.get('/arbete/utskrift')).text.includes(letter), 'posted');
    } finally {
      Object.assign(here, { lookUps });
    }
  });

  test('law 36a: a mailbox that does not answer is tried again, and nothing goes twice', async () => {
    const id = await town.assistance(pekka);
    await town.settle();
    mailbox.down(true);
    await delay(id);
    await triedOnce();
    mailbox.down(false);
    await againNow();
    assert.deepEqual(
      (await went(id)).map(({ way }) => way),
      ['mailbox'],
    );
  });

  test('law 36b: who has chosen paper gets paper, also with a mailbox, until they choose again', async () => {
    const choose = (post: string) => pekka.post('/inkorg/post', { post });
    assert.equal((await choose('')).status, 422);
    assert.equal((await choose('papper')).status, 303);
    const id = await town.assistance(pekka);
    await delay(id);
    assert.deepEqual(
      (await went(id)).map(({ way, why }) => [way, why]),
      [['print', 'opted-out']],
    );
    assert.equal((await choose('digitalt')).status, 303);
    const next = await town.assistance(pekka);
    await delay(next);
    assert.deepEqual(
      (await went(next)).map(({ way }) => way),
      ['mailbox'],
    );
  });

  test('law 36c: the receipt of the operator is kept with the letter, and one message is delivered once', async () => {
    const id = await town.assistance(pekka);
    await delay(id);
    const [only] = await went(id);
    assert.equal(only?.receipt?.delivered, true);
    assert.equal(only?.receipt?.operator, 'Min myndighetspost');
    assert.equal(
      (await jonas.get(`/arbete/arenden/${id}/brev/${only?.letter}`)).text.includes('digitala brevlåda'),
      true,
    );
    const transaction = only?.receipt?.transaction ?? '';
    const sent = () => town.rows(sql`select from runtime.outbox where kind = 'mailbox' and business_key = ${id}`);
    assert.equal((await sent()).length, 1);
    const { rows } = await sql<{ number: string }>`select value as number from identity.party_number n
      join inbox.letter l on l.party_id = n.party where l.id = ${only?.letter}`.execute(town.db);
    const again = {
      recipient: rows[0]?.number ?? '',
      sender: { number: '', name: '' },
      header: { subject: 'Igen', reference: id, language: 'sv' },
      body: { contentType: 'text/plain' as const, text: 'Igen' },
      attachments: [],
    };
    assert.equal((await mailbox.deliver(again, transaction)).at, only?.receipt?.at, 'the same answer');
    assert.equal((await sent()).length, 1);
  });

  test('law 36c: what an operator took, and whose answer was lost, goes once all the same', async () => {
    const id = await town.assistance(pekka);
    await town.settle();
    const { deliver } = mailbox;
    mailbox.deliver = async (...message) => {
      await deliver(...message);
      throw new TypeError('the answer was lost');
    };
    try {
      await delay(id);
      await triedOnce();
    } finally {
      mailbox.deliver = deliver;
    }
    await againNow();
    assert.deepEqual(
      (await went(id)).map(({ way, receipt }) => [way, receipt?.delivered]),
      [['mailbox', true]],
    );
    assert.equal(
      (await town.rows(sql`select from runtime.outbox where kind = 'mailbox' and business_key = ${id}`)).length,
      1,
    );
  });

  test('law 36d: the day that the person signed for a decision in the mailbox starts the clock of appeal, and nothing before', async () => {
    const id = await town.assistance(pekka);
    await town.approve(id);
    const [decided] = await went(id);
    const { runDue } = town.served.house;
    await runDue();
    const words = { andring: 'Mer.' };
    assert.equal((await act(pekka, id, 'overklaga', words)).status, 303);
    const dismissal = { undantag: 'inget', skal: 'Sent.' };
    const unproven = await act(maryam, id, 'avvisa-overklagande', dismissal);
    assert.match(unproven.text, /inte visat när parten fick beslutet/, 'delivered is not received');
    const signed = Temporal.Instant.from(town.served.house.site.now()).subtract({ hours: 5 });
    mailbox.confirm(decided?.receipt?.transaction ?? '', signed);
    await runDue();
    const [kept] = await town.rows(sql<{ at: Temporal.Instant }>`select at from inbox.receipt
      where letter_id = ${decided?.letter} and what = 'confirmed'`);
    assert.ok(kept && Temporal.Instant.compare(kept.at, signed) === 0, 'when the person signed, not when we asked');
    assert.match((await act(maryam, id, 'avvisa-overklagande', dismissal)).text, /Överklagandet kom in i tid/);
    assert.match((await pekka.get(`/inkorg/${decided?.letter}`)).text, /Du har bekräftat|Sista dagen/);
  });

  test('who is protected is written to through Skatteverket, without an address, by those who may see such cases', async () => {
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const karin = await town.citizen('198306142384');
    const id = await town.assistance(pekka);
    await town.join(id, karin, 'co-applicant');
    const told = { skal: 'Vi väntar.', ...dayFields('senast', town.today().add({ days: 9 })) };
    assert.equal((await act(birgitta, id, 'drojsmal', told)).status, 303);
    const protectedOne = (await went(id)).find(({ why }) => why === 'protected');
    assert.equal(protectedOne?.way, 'forwarding');
    assert.equal((await jonas.get('/arbete/utskrift')).text.includes(protectedOne?.letter ?? '-'), false);
    assert.match((await birgitta.get('/arbete/utskrift')).text, /går genom Skatteverket, i ett förslutet innerkuvert/);
    const path = `/arbete/utskrift/${protectedOne?.letter}/brev.pdf`;
    assert.equal((await jonas.get(path)).status, 404);
    const inner = await pdf(birgitta, path);
    const cover = await pdf(birgitta, `${path}?del=omslag`);
    assert.ok(cover.includes('Skatteverket') && cover.includes('198306142384'), cover);
    assert.ok(inner.includes('Karin') && !inner.includes('198306142384') && !inner.includes('Skatteverket'), inner);
  });

  test('a copy to somebody who is no party goes by e-mail, and never where somebody in the case is protected', async () => {
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const id = await town.assistance(pekka);
    const { db, house } = { db: town.db, house: town.served.house };
    const [{ model } = assert.fail()] = await town.rows(
      sql<{ model: LetterModel }>`select model from inbox.letter order by id limit 1`,
    );
    /** A copy whose words, name and address no other letter has. */
    const copy = async (canary: string) => {
      const { appeal: _, ...rest } = model;
      const words = { ...rest, subject: canary, recipient: { name: 'Mats Kanarie' } };
      const letter = { caseId: id, decision: null, email: `${canary}@exempel.invalid`, name: 'Mats Kanarie' };
      await transaction(db, (tx) =>
        mailLetter(tx, { ...letter, template: 'kopia', model: words, at: house.site.now() }, { handOver: () => {} }),
      );
      await town.settle();
      const outbox = await town.rows(sql`select from runtime.outbox o where o::text like ${`%${canary}%`}`);
      const queue = async (visitor: Visitor) => (await visitor.get('/arbete/utskrift')).text.includes(canary);
      return { mails: outbox.length, jonas: await queue(jonas), birgitta: await queue(birgitta) };
    };
    assert.deepEqual(await copy('kanarie-oskyddad'), { mails: 1, jonas: false, birgitta: false });
    await town.join(id, await town.citizen('198306142384'), 'co-applicant');
    assert.deepEqual(await copy('kanarie-skyddad'), { mails: 0, jonas: false, birgitta: true });
    const kept = (await went(id)).find(({ why }) => why === 'guarded');
    assert.equal(kept?.way, 'print');
    assert.match(
      (await birgitta.get('/arbete/utskrift')).text,
      /skyddade personuppgifter: det här går aldrig med e-post/,
    );
    assert.match(
      (await birgitta.get(`/arbete/arenden/${id}/brev/${kept?.letter}`)).text,
      /Väntar på att skrivas ut och postas\. Någon i ärendet har skyddade personuppgifter/,
    );
    const path = `/arbete/utskrift/${kept?.letter}/brev.pdf`;
    assert.equal((await jonas.get(path)).status, 404);
    const printed = await pdf(birgitta, path);
    assert.ok(printed.includes('Mats Kanarie') && !printed.includes('@exempel.invalid'), printed);
    assert.equal((await birgitta.post('/arbete/utskrift', { brev: kept?.letter ?? '' })).status, 303);
  });

  /** The words of a PDF that the desk gives. */
  async function pdf(visitor: Visitor, path: string): Promise<string> {
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${visitor.origin}${path}`, { headers: { cookie } });
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    return pdfText(new Uint8Array(await answer.arrayBuffer()));
  }
});

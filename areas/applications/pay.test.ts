// The page where a fee is paid, with every way that a provider may have it paid.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Offer, Order, Standing } from '#platform/payments/index.ts';
import { type LinkMail, type Paying, settleAll } from './index.ts';
import { swishNumber } from './pages/pay.tsx';
import { settlePayment } from './settle.ts';
import { nobody, openArea, serviceOf, texts, type Visitor } from './testing.tsx';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

const ONE_QUESTION = `
pages:
  - id: sidor
    questions: [ { id: sidor, type: whole-number, label: { sv: Hur många sidor?, en: How many pages? } } ]
`;

/** A provider whose payers do what the test says. */
class Bank {
  readonly orders: Order[] = [];
  readonly cancelled: string[] = [];
  standing: Standing = 'pending';
  amount = '70.00';
  fee: Paying['fee'] = () => '70.00';
  readonly givenBack: string[] = [];
  offer: Offer = { kind: 'app', to: 'swish://paymentrequest?token=t' };
  readonly provider: Paying['provider'] = {
    order: async (order) => {
      const again = this.orders.some(({ id }) => id === order.id);
      this.orders.push(order);
      return again ? undefined : this.offer;
    },
    standing: async () => ({ standing: this.standing, amount: this.amount }),
    cancel: async (id) => {
      this.cancelled.push(id);
      if (this.standing === 'pending') this.standing = 'declined';
      return this.standing;
    },
    refund: async () => {},
  };
}

type Area = Awaited<ReturnType<typeof openArea>>;

async function inArea(run: (area: Area, bank: Bank, mails: LinkMail[]) => Promise<void>): Promise<void> {
  const bank = new Bank();
  const mails: LinkMail[] = [];
  const paying: Paying = {
    provider: bank.provider,
    methods: ['swish', 'swish-phone', 'card'],
    fee: (unsent) => bank.fee(unsent),
    giveBack: async (_, payment) => {
      bank.givenBack.push(payment);
    },
    texts: (language) => texts.for(language),
    callbackUrl: (payment) => `https://ekhamn.exempel.invalid/betalning/svar/${payment}`,
    standIn: false,
    absolute: (path) => `https://ekhamn.exempel.invalid${path}`,
  };
  const fee = { amount: '70', text: { sv: 'Papperskopior', en: 'Paper copies' } };
  const area = await openArea(database.db, serviceOf({ fee }, ONE_QUESTION), {
    paying,
    mailLink: async (mail) => {
      mails.push(mail);
      return 'sent';
    },
  });
  try {
    await run(area, bank, mails);
  } finally {
    await area.close();
  }
}

/** A draft that is answered and read, at the page where it is paid. */
async function toPay(area: Area, visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  const draft = to.replace(/\/[^/]+$/, '');
  await area.post(visitor, `${draft}/sidor`, { sidor: '20', _shown: 'sidor' });
  return press(area, visitor, draft);
}

async function press(area: Area, visitor: Visitor, draft: string): Promise<string> {
  const { html } = await area.get(visitor, `${draft}/granska`);
  const pay = await area.post(visitor, `${draft}/granska`, { read: /name="read" value="(\w+)"/.exec(html)?.[1] ?? '' });
  assert.equal(pay.to, `${draft}/betala`);
  return pay.to;
}

test('what is paid in the app of this device is opened by a link, the same one at every look', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    assert.match((await area.get(visitor, pay)).html, /value="swish-phone"/);
    assert.equal((await area.post(visitor, pay, { method: 'swish' })).to, pay);
    for (let looks = 0; looks < 2; looks++)
      assert.match((await area.get(visitor, pay)).html, /href="swish:\/\/paymentrequest\?token=t"[^>]*>\s*Öppna Swish/);
    await Promise.all([1, 2, 3].map(() => area.post(visitor, pay, { method: 'swish' })));
    assert.equal(bank.orders.length, 1, 'a second press orders nothing');
    bank.standing = 'paid';
    assert.match((await area.get(visitor, pay)).to, /^\/kvitto\//);
    assert.equal(area.opened.length, 1);
  }));

test('the app of another phone is asked by its number; one that is none is told at its field', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    bank.offer = { kind: 'phone' };
    const wrong = await area.post(visitor, pay, { method: 'swish-phone', mobil: '08-12' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /href="#mobil"[\s\S]*id="mobil-error"/);
    assert.match(wrong.html, /value="08-12"/);
    assert.equal(bank.orders.length, 0);
    await area.post(visitor, pay, { method: 'swish-phone', mobil: '070-174 06 01' });
    assert.equal(bank.orders[0]?.phone, '46701740601');
    assert.match((await area.get(visitor, pay)).html, /Öppna Swish på telefonen/);
  }));

test('who chooses no way to pay is told so at the choice, and nothing is ordered', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    for (const fields of [{}, { method: 'guld' }]) {
      const { status, html } = await area.post(visitor, pay, fields);
      assert.equal(status, 422);
      assert.match(html, /error-summary[\s\S]*href="#method"[^>]*>\s*Välj hur du vill betala/);
      assert.match(html, /id="method-error"[\s\S]*id="method"/);
      assert.doesNotMatch(html, /<input[^>]*type="radio"[^>]*checked/);
    }
    assert.equal(bank.orders.length, 0);
  }));

test('a number is read as people write it, and nothing else is', () => {
  for (const [typed, number] of [
    ['0701740601', '46701740601'],
    ['+46 70-174 06 01', '46701740601'],
    ['0046701740601', '46701740601'],
    ['+45 20 12 34 56', '4520123456'],
  ] as const)
    assert.equal(swishNumber(typed), number);
  for (const typed of ['', '08123456', '0701740', 'ring mig', '+', '07017406011', '٠٧٠١٧٤٠٦٠١'])
    assert.equal(swishNumber(typed), '', typed);
});

test('another’s page is led to by a link, because browsers follow forms through redirects', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    bank.offer = { kind: 'page', to: 'https://kort.exempel.invalid/1' };
    assert.equal((await area.post(visitor, pay, { method: 'card' })).to, pay);
    assert.match((await area.get(visitor, pay)).html, /href="https:\/\/kort\.exempel\.invalid\/1"/);
  }));

test('who chooses another way takes the first order back, and never pays both', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    const draft = pay.replace(/\/betala$/, '');
    await area.post(visitor, pay, { method: 'swish' });
    assert.equal((await area.post(visitor, pay, { gor: 'avbryt' })).to, `${draft}/granska`);
    assert.equal(bank.cancelled.length, 1);
    bank.standing = 'pending';
    await press(area, visitor, draft);
    await area.post(visitor, pay, { method: 'card' });
    assert.notEqual(bank.orders[1]?.id, bank.orders[0]?.id);
    // Paid on the phone in the very moment that it was to be taken back.
    bank.standing = 'paid';
    assert.match((await area.post(visitor, pay, { gor: 'avbryt' })).to, /^\/kvitto\//);
    assert.equal(area.opened.length, 1);
  }));

test('the mailed link opens the draft also when its person has been at the payment, and another’s still does not', () =>
  inArea(async (area, _bank, mails) => {
    const visitor = nobody();
    const draft = (await toPay(area, visitor)).replace(/\/betala$/, '');
    await area.post(visitor, `${draft}/spara`, { epost: 'leyla@exempel.invalid' });
    const link = mails[0]?.path ?? assert.fail('no mail');
    await press(area, visitor, draft);
    const other = nobody();
    assert.equal((await area.get(other, link)).status, 200);
    assert.equal((await area.post(other, link, { act: 'continue' })).to, `${draft}/granska`);
    assert.match((await area.get(other, `${draft}/sidor`)).html, /value="20"/);
    const wrong = link.replace(/nyckel=./, (found) => (found.endsWith('a') ? 'nyckel=b' : 'nyckel=a'));
    assert.equal((await area.get(nobody(), wrong)).status, 404);
  }));

/** What of a draft can be read without its secret. */
async function readable(draft: string): Promise<string> {
  const { rows } = await sql<{ all: string }>`select concat(answers, facts, typed, paying) as "all"
    from applications.draft where id = ${draft.split('/').at(-1) ?? ''}::uuid and sealed is not null`.execute(
    database.db,
  );
  return rows[0]?.all ?? assert.fail('not sealed');
}

test('what is saved by e-mail lies open only while it is paid for, and is sealed again when the payment is over', () =>
  inArea(async (area, bank, mails) => {
    const visitor = nobody();
    const draft = (await toPay(area, visitor)).replace(/\/betala$/, '');
    await area.post(visitor, `${draft}/sidor`, { sidor: '471147', _shown: 'sidor' });
    await area.post(visitor, `${draft}/spara`, { epost: 'leyla@exempel.invalid' });
    const link = mails[0]?.path ?? assert.fail('no mail');
    const { db, town, now } = area.request(visitor);
    const upkeep = () => settleAll({ db, town, now }, area.options, (_, error) => assert.fail(String(error)));
    assert.doesNotMatch(await readable(draft), /471147/);

    for (const over of ['declined', 'expired'] as const) {
      bank.standing = 'pending';
      await area.post(visitor, await press(area, visitor, draft), { method: 'swish' });
      await upkeep();
      assert.match(await readable(draft), /471147/, 'money that arrives must find it');
      if (over === 'declined') bank.standing = 'declined';
      else await sql`update payments.payment set expires_at = now() - interval '1 hour'`.execute(db);
      await upkeep();
      assert.doesNotMatch(await readable(draft), /471147/, over);
      const other = nobody();
      assert.equal((await area.post(other, link, { act: 'continue' })).to, `${draft}/granska`);
      assert.match((await area.get(other, `${draft}/sidor`)).html, /value="471147"/);
    }

    bank.standing = 'pending';
    await press(area, visitor, draft);
    await sql`update payments.payment set expires_at = now() - interval '1 hour'`.execute(db);
    await upkeep();
    assert.doesNotMatch(await readable(draft), /471147/, 'nobody ordered it');

    await area.post(visitor, await press(area, visitor, draft), { method: 'swish' });
    bank.standing = 'paid';
    await upkeep();
    assert.equal(area.opened.length, 1, 'sent when the money came by itself');
    assert.match((await area.get(nobody(), link)).to, /^\/kvitto\//);
  }));

test('what is changed in a sealed draft while it is paid for is not sent as it was, and the money waits', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const draft = (await toPay(area, visitor)).replace(/\/betala$/, '');
    await area.post(visitor, `${draft}/spara`, { epost: 'leyla@exempel.invalid' });
    await area.post(visitor, await press(area, visitor, draft), { method: 'swish' });
    await area.post(visitor, `${draft}/sidor`, { sidor: '471148', _shown: 'sidor' });
    assert.match(await readable(draft), /471148/);
    bank.standing = 'paid';
    const { db, town, now } = area.request(visitor);
    assert.equal(await settlePayment({ db, town, now }, area.options, bank.orders.at(-1)?.id ?? ''), 'kept');
    assert.equal(area.opened.length, 0);
    assert.match((await area.get(visitor, `${draft}/sidor`)).html, /value="471148"/);
    const { html } = await area.get(visitor, `${draft}/granska`);
    const read = /name="read" value="(\w+)"/.exec(html)?.[1] ?? '';
    assert.match((await area.post(visitor, `${draft}/granska`, { read })).to, /^\/kvitto\//);
    assert.equal(bank.orders.length, 1, 'and pays for what is sent');
  }));

test('money of another amount than was ordered sends nothing, and is told of at every look', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    await area.post(visitor, pay, { method: 'swish' });
    bank.standing = 'paid';
    for (const amount of ['1.00', '7000.00', '70.001', '-70', 'NaN']) {
      bank.amount = amount;
      await assert.rejects(area.get(visitor, pay), { code: 'payment-amount' }, amount);
    }
    assert.equal(area.opened.length, 0);
    bank.amount = '70.0';
    assert.match((await area.get(visitor, pay)).to, /^\/kvitto\//);
  }));

test('money that comes when nobody knows the fee any more waits, and is sent with what it was paid for when one does', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    await area.post(visitor, pay, { method: 'swish' });
    const known = bank.fee;
    bank.fee = () => {
      throw new TorgetError('fee-unknown', 503, { sv: 'x', en: 'x' }, 'no rate that day');
    };
    bank.standing = 'paid';
    await assert.rejects(area.get(visitor, pay), { code: 'fee-unknown', status: 503 });
    const { db, town, now } = area.request(visitor);
    const failed: unknown[] = [];
    await settleAll({ db, town, now }, area.options, (_, error) => failed.push(error));
    assert.deepEqual([failed.length, area.opened.length, bank.givenBack], [1, 0, []]);
    bank.fee = known;
    assert.match((await area.get(visitor, pay)).to, /^\/kvitto\//);
    assert.deepEqual([area.opened.length, bank.givenBack], [1, []]);
  }));

test('what the provider would not take back when its time ran out is asked for until it is over, and sent when it was paid', () =>
  inArea(async (area, bank) => {
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    await area.post(visitor, pay, { method: 'swish' });
    const id = bank.orders[0]?.id ?? '';
    await sql`update payments.payment set expires_at = now() - interval '1 hour' where id = ${id}`.execute(database.db);
    let asked = 0;
    bank.provider.cancel = async () => {
      asked += 1;
      return bank.standing;
    };
    const { db, town, now } = area.request(visitor);
    for (let times = 1; times <= 2; times++) {
      assert.equal(await settlePayment({ db, town, now }, area.options, id), 'pending');
      assert.equal(asked, times);
    }
    bank.standing = 'paid';
    assert.equal(await settlePayment({ db, town, now }, area.options, id), 'sent');
    assert.equal(area.opened.length, 1);
  }));

test('what the provider has not heard of is asked for: it may come late and be paid, and is lost only when it never came', () =>
  inArea(async (area, bank) => {
    const { db, town, now } = area.request(nobody());
    const settle = (id: string) => settlePayment({ db, town, now }, area.options, id);
    const late = (id: string, hours: number) =>
      sql`update payments.payment set expires_at = now() - make_interval(hours => ${hours}) where id = ${id}`.execute(
        db,
      );
    const order = async (heard: boolean) => {
      const visitor = nobody();
      bank.provider.order = async (one) => {
        bank.orders.push(one);
        return heard ? bank.offer : undefined;
      };
      await area.post(visitor, await toPay(area, visitor), { method: 'swish' });
      return bank.orders.at(-1)?.id ?? '';
    };
    bank.standing = 'unknown';
    const [slow, lost, confirmed] = [await order(false), await order(false), await order(true)];
    for (const id of [slow, lost, confirmed]) {
      await late(id, 1);
      assert.equal(await settle(id), 'pending');
    }
    bank.standing = 'paid';
    assert.equal(await settle(slow), 'sent', 'it came after it had been called back');
    bank.standing = 'unknown';
    for (const id of [lost, confirmed]) await late(id, 25);
    assert.equal(await settle(lost), 'declined');
    assert.equal(await settle(confirmed), 'pending', 'who has confirmed it once says how it ended');
  }));

test('the upkeep asks about every payment, however many wait before it', () =>
  inArea(async (area, bank) => {
    await sql`delete from payments.event`.execute(database.db);
    const at = '2026-02-03T07:00:00Z';
    await sql`with p as (insert into payments.payment (id, draft_id, service, amount, read_hash, created_at, expires_at)
        select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 'x', 70, 'x', ${at}, now() + interval '1 hour'
        from generate_series(1, 450) n returning id)
      insert into payments.event (id, payment_id, kind, at) select gen_random_uuid(), id, 'ordered', ${at} from p`.execute(
      database.db,
    );
    const visitor = nobody();
    const pay = await toPay(area, visitor);
    await area.post(visitor, pay, { method: 'swish' });
    const last = bank.orders[0]?.id;
    const { provider } = bank;
    provider.standing = async (id) => ({ standing: id === last ? 'paid' : 'pending', amount: '70.00' });
    const { db, town, now } = area.request(visitor);
    const failed = (_: string, error: unknown) => assert.fail(String(error));
    assert.equal(await settleAll({ db, town, now }, area.options, failed), 451);
    assert.equal(area.opened.length, 1, 'the newest is reached behind four hundred and fifty others');
  }));

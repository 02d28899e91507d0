import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { uuidv7 } from '#platform/database/index.ts';
import { caller } from './call.ts';
import type { Order } from './provider.ts';
import { swishProvider } from './swish.ts';
import { type MerchantBank, merchantBank, selfSigned } from './testing.ts';

let bank: MerchantBank;
before(async () => {
  bank = await merchantBank();
});
after(() => bank.close());

const REFUND_CALLBACK = 'https://ekhamn.exempel.invalid/betalning/aterbetalning';
const provider = (certificates = bank.certificates) =>
  swishProvider({ base: bank.base, payee: '1231181189', certificates, refundCallbackUrl: REFUND_CALLBACK });

function orderOf(more: Partial<Order> = {}): Order {
  return {
    id: uuidv7(),
    amount: '70.00',
    method: 'swish',
    message: 'Papperskopior <till> Åsa',
    callbackUrl: 'https://ekhamn.exempel.invalid/betalning/svar/1',
    returnUrl: 'https://ekhamn.exempel.invalid/betala',
    ...more,
  };
}
const kept = (id: string) => bank.payments.get(id.replaceAll('-', '').toUpperCase()) ?? {};

test('the town shows its certificate, and knows the provider by its own', async () => {
  assert.deepEqual((await provider().standing(uuidv7())).standing, 'unknown');
  const stranger = { ...selfSigned('ekhamn'), ca: bank.certificates.ca ?? '' };
  await assert.rejects(provider(stranger).standing(uuidv7()), { code: 'payment-provider' });
  const { cert, key } = bank.certificates;
  await assert.rejects(provider({ cert, key }).standing(uuidv7()), { code: 'payment-provider' });
});

test('an order is paid in the app of the device, of another phone, or on a page; the same again is the same', async () => {
  const order = orderOf();
  const offer = await provider().order(order);
  assert.deepEqual(offer, {
    kind: 'app',
    to: `swish://paymentrequest?token=c28a4061470f4af48973bd2a4642b4fa&callbackurl=${encodeURIComponent(order.returnUrl)}`,
  });
  assert.deepEqual(kept(order.id), {
    payeePaymentReference: order.id.replaceAll('-', '').toUpperCase(),
    payeeAlias: '1231181189',
    amount: '70.00',
    currency: 'SEK',
    message: 'Papperskopior  till  Åsa',
    callbackUrl: order.callbackUrl,
    status: 'CREATED',
  });
  assert.equal(await provider().order(order), undefined, 'nothing is ordered twice');
  const long = orderOf({ message: 'å'.repeat(51) });
  await provider().order(long);
  assert.equal(kept(long.id)['message'], 'å'.repeat(50), 'Swish takes no more');
  await assert.rejects(provider().order({ ...order, amount: '71.00' }), { code: 'payment-provider' });
  assert.deepEqual(await provider().order(orderOf({ method: 'swish-phone', phone: '46701740601' })), { kind: 'phone' });
  const card = await provider().order(orderOf({ method: 'card' }));
  assert.deepEqual(card, { kind: 'page', to: 'https://kort.exempel.invalid/betala' });
});

test('how it stands is what the provider says, and a time that ran out there is no payment', async () => {
  const order = orderOf();
  await provider().order(order);
  for (const [said, standing] of [
    ['CREATED', 'pending'],
    ['PAID', 'paid'],
    ['DECLINED', 'declined'],
    ['ERROR', 'declined'],
    ['TIMEOUT', 'declined'],
  ] as const) {
    kept(order.id)['status'] = said;
    assert.deepEqual(await provider().standing(order.id), { standing, amount: '70.00' });
  }
  kept(order.id)['status'] = 'UNHEARD';
  await assert.rejects(provider().standing(order.id), { code: 'payment-provider' });
});

test('what is taken back cannot be paid; whoever was quicker has paid', async () => {
  const [first, second] = [orderOf(), orderOf()];
  for (const order of [first, second]) await provider().order(order);
  assert.equal(await provider().cancel(first.id), 'declined');
  kept(second.id)['status'] = 'PAID';
  assert.equal(await provider().cancel(second.id), 'paid');
});

test('what the provider has not heard of is not taken back: it may be on its way there, and is paid when it has come', async () => {
  const order = orderOf();
  assert.equal(await provider().cancel(order.id), 'unknown');
  await provider().order(order);
  kept(order.id)['status'] = 'PAID';
  assert.deepEqual(await provider().standing(order.id), { standing: 'paid', amount: '70.00' });
  const refund = { id: uuidv7(), payment: uuidv7(), amount: '70.00' };
  await assert.rejects(provider().refund(refund), { code: 'payment-provider' });
  assert.ok(!bank.asked.some((each) => each.endsWith(refund.id.replaceAll('-', '').toUpperCase()) && each[0] === 'P'));
});

test('money goes back by the provider’s own reference, once, and is back when the provider says so', async () => {
  const order = orderOf();
  await provider().order(order);
  Object.assign(kept(order.id), { status: 'PAID', paymentReference: '1E2FC19E5E5E4E18916609B7F8911C12' });
  const refund = { id: uuidv7(), payment: order.id, amount: '70.00' };
  await assert.rejects(provider().refund(refund), { code: 'payment-provider' }, 'it is on its way');
  const row = bank.refunds.get(refund.id.replaceAll('-', '').toUpperCase()) ?? {};
  assert.equal(row['originalPaymentReference'], '1E2FC19E5E5E4E18916609B7F8911C12');
  assert.equal(row['callbackUrl'], REFUND_CALLBACK);
  row['status'] = 'PAID';
  await provider().refund(refund);
  await provider().refund(refund);
  const puts = bank.asked.filter((each) => each.startsWith('PUT /api/v2/refunds/'));
  assert.equal(puts.length, 1);
});

test('an answer of a hundred thousand bytes is read, one byte more is none', async () => {
  let length = 0;
  const talker = createServer((_, reply) => reply.end(`"${'x'.repeat(length - 2)}"`));
  await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = talker.address() as AddressInfo;
    const answered = (bytes: number) => {
      length = bytes;
      return caller()('GET', `http://127.0.0.1:${port}/`);
    };
    assert.equal(String((await answered(100_000)).body).length, 99_998);
    await assert.rejects(answered(100_001), {
      code: 'payment-provider',
      cause: new RangeError('the answer is too long'),
    });
  } finally {
    talker.close();
  }
});

test('a provider that says nothing, or begins and never ends, is given up when its time is over', async () => {
  const silent = createServer((request, reply) => {
    if (request.url === '/begins') reply.write('{');
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = silent.address() as AddressInfo;
    for (const path of ['never', 'begins'])
      await assert.rejects(caller(undefined, 100)('GET', `http://127.0.0.1:${port}/${path}`), {
        code: 'payment-provider',
      });
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});

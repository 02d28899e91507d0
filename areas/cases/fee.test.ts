import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { compileService, type Service, type Town } from '#platform/town/index.ts';
import { ekhamn, serviceFolder } from '#platform/town/testing.ts';
import { feeOf } from './fee.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

async function costing(amount: string): Promise<Service> {
  const from = 'facts: [ person ]\n';
  const to = `${from}fee: { amount: "${amount}", text: { sv: Avgift, en: Fee } }\n`;
  const folder = serviceFolder([{ file: 'service.yaml', from, to }]);
  const { service, faults } = await compileService(folder, town, { id: 'liten' });
  return service ?? assert.fail(JSON.stringify(faults));
}

const fee = (service: Service, at: string, antal = 3) => feeOf(town, { service, data: { antal }, register: {}, at });
const DAY = '2026-02-03T08:00:00Z';

test('a fee is that of the rates on the day the application is received, in öre; a computed 0 costs nothing', async () => {
  const rate = await costing('rates.lotteri.registreringsavgift * application.antal');
  assert.equal(fee(rate, DAY), '1200.00');
  assert.equal(fee(rate, DAY, 0), null);
  const öre = await costing('application.antal / 1000');
  assert.equal(fee(öre, DAY, 5), '0.01');
  assert.equal(fee(öre, DAY, 4), null, 'less than half an öre is no money');
});

test('nothing becomes free because its rate is missing: the last day pays, the next is refused, told precisely', async () => {
  const rate = await costing('rates.lotteri.registreringsavgift');
  assert.equal(fee(rate, '2026-12-31T22:59:59Z'), '400.00');
  assert.throws(() => fee(rate, '2026-12-31T23:00:00Z'), {
    code: 'fee-unknown',
    status: 503,
    public: {
      sv: 'Avgiften för det här är inte bestämd än. Det går inte att skicka in nu. Ring oss, så hjälper vi dig. Det du har skrivit finns kvar.',
      en: 'The fee for this is not set yet. It cannot be sent now. Call us and we will help you. What you wrote is still there.',
    },
    detail:
      'liten: the fee rates.lotteri.registreringsavgift is no number on 2027-01-01; rates without a row that day: lotteri',
  });
});

test('a fee that comes to null or to a text is refused as well', async () => {
  for (const amount of ['null', 'string(400)', 'application.antal / 0']) {
    const service = await costing(amount);
    const detail = `liten: the fee ${amount} is no number on 2026-02-03; rates without a row that day: none`;
    assert.throws(() => fee(service, DAY), { code: 'fee-unknown', status: 503, detail });
  }
});

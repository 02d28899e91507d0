import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSecured, type Secured } from './testing.ts';

/** Three sign-ins, sendings or uploads for each address and ten minutes; sixty pages. */
const SCALE = 0.01;

async function signIns(town: Secured, forwarded: (n: number) => string): Promise<number[]> {
  const visitor = town.nobody();
  const _csrf = await visitor.token();
  const statuses: number[] = [];
  for (let n = 0; n < 5; n++) {
    const headers = {
      'x-forwarded-for': forwarded(n),
      'x-real-ip': `198.51.100.${n}`,
      forwarded: `for=198.51.100.${n}`,
    };
    statuses.push((await visitor.post('/logga-in', { _csrf, provider: 'ingen' }, headers)).status);
  }
  return statuses;
}

describe('without a proxy', { timeout: 120_000 }, () => {
  let town: Secured;
  before(async () => {
    town = await openSecured({ limitScale: SCALE });
  });
  after(() => town.close());

  test('no header makes somebody another visitor', async () => {
    assert.deepEqual(await signIns(town, (n) => `192.0.2.${n}`), [303, 303, 303, 429, 429]);
  });

  test('whoever is told to wait is told so in words, and how long', async () => {
    const visitor = town.nobody();
    const { status, headers, text } = await visitor.post('/logga-in', { provider: 'ingen' });
    assert.equal(status, 429);
    assert.equal(headers.get('retry-after'), '300');
    assert.match(text, /Vänta några minuter/);
  });

  test('a provider’s callback and the stand-in of one are counted too', async () => {
    const visitor = town.nobody();
    const headers = { 'content-type': 'application/json' };
    const of = (path: string) => visitor.ask('POST', path, '{}', headers).then(({ status }) => status);
    const statuses: number[] = [];
    for (let n = 0; n < 62; n++) statuses.push(await of('/betalning/svar/01a20000-0000-7000-8000-000000000000'));
    assert.equal(statuses[0], 404);
    assert.deepEqual(statuses.slice(-2), [429, 429]);
    const create = await visitor.ask('PUT', `/test-betalning/api/v2/paymentrequests/${'A'.repeat(32)}`, '{}', headers);
    assert.equal(create.status, 429);
  });

  test('files are counted by themselves, so that no form fills the disk', async () => {
    const visitor = town.nobody();
    const path = (await visitor.post('/tjanster/felanmalan/ansok')).to;
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const form = new FormData();
      form.append('_csrf', await visitor.token());
      form.append('bild', new Blob(['x']), 'a.png');
      statuses.push((await visitor.post(path, form)).status);
    }
    assert.deepEqual(statuses, [303, 303, 303, 429]);
  });
});

describe('behind one proxy', { timeout: 120_000 }, () => {
  let town: Secured;
  before(async () => {
    town = await openSecured({ limitScale: SCALE, behindProxy: true });
  });
  after(() => town.close());

  test('what the visitor wrote before the proxy did is not believed', async () => {
    assert.deepEqual(await signIns(town, (n) => `192.0.2.${n}, 203.0.113.5`), [303, 303, 303, 429, 429]);
  });

  test('two visitors of the proxy are two', async () => {
    assert.deepEqual(await signIns(town, (n) => `203.0.113.${10 + n}`), [303, 303, 303, 303, 303]);
  });
});

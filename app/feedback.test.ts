import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openSecured, type Secured } from './security/testing.ts';

let house: Secured;
before(async () => {
  house = await openSecured();
});
after(() => house.close());

interface Counted {
  readonly kind: string;
  readonly page: string;
  readonly what: string;
  readonly n: number;
}

async function counted(): Promise<readonly Counted[]> {
  await house.served.house.events.write(house.db);
  const { rows } = await sql<Counted>`select kind, page, what, n::int from feedback.event
    where service = 'felanmalan' order by kind, page, what`.execute(house.db);
  return rows;
}

test('a report without a name leaves counts, and a question at its end that nobody must answer', async () => {
  const nobody = house.nobody();
  const { to: first } = await nobody.post('/tjanster/felanmalan/ansok');
  const page = await nobody.get(first);
  assert.match(page.text, /href="\/tyck-till\/felanmalan\?vid=step"/, 'a link on every step');
  await nobody.post(first, { _shown: 'akut', _do: 'continue' });
  const { to: stop } = await nobody.post(first, { akut: 'yes', _shown: 'akut', _do: 'continue' });
  const told = await nobody.get(stop);
  assert.match(told.text, /action="\/tyck-till\/felanmalan\?vid=stop"/, 'asked at an eligibility end');
  assert.deepEqual(await counted(), [
    { kind: 'error', page: 'akut', what: 'akut required', n: 1 },
    { kind: 'start', page: '', what: '', n: 1 },
    { kind: 'step', page: 'akut', what: '', n: 1 },
    { kind: 'stop', page: 'akut', what: '', n: 1 },
  ]);
});

test('the two questions are kept with their place, apart from each other', async () => {
  const nobody = house.nobody();
  const thanks = await nobody.post('/tyck-till/felanmalan?vid=receipt', { rating: '4' });
  assert.equal(thanks.to, '/tyck-till/felanmalan?vid=receipt&tack=mer');
  const more = await nobody.get(thanks.to);
  assert.ok(more.text.includes('Vad kan vi göra bättre?') && !more.text.includes('Hur var det att använda'));
  await nobody.post(thanks.to, { words: ' <script>alert(1)</script> ' });
  await nobody.post('/tyck-till/felanmalan?vid=step', { words: '', rating: '9' });
  const { rows } = await sql<{ place: string; rating: number | null; words: string | null }>`select place, rating, words
    from feedback.answer order by rating`.execute(house.db);
  assert.deepEqual(rows, [
    { place: 'receipt', rating: 4, words: null },
    { place: 'receipt', rating: null, words: '<script>alert(1)</script>' },
  ]);
});

test('those who run the services see figures, and no count below five', async () => {
  const operator = await house.staff('nadia-drift');
  const { status, text } = await operator.get('/arbete/statistik');
  assert.equal(status, 200);
  assert.match(text, /Påbörjade: färre än fem/);
  assert.doesNotMatch(text, /<td[^>]*>1<\/td>/);
});

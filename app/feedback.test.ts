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

/** The hidden fields of a page of a try-out, as its form sends them. */
function carried(html: string): { readonly [name: string]: string } {
  const found = html.matchAll(/<input type="hidden" name="(_prov|_sida|_shown)" value="([^"]*)"/g);
  const decoded = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, decoded(value)]));
}

const TRY = '/arbete/tjanster/felanmalan/prova';

test('a form is tried from its first page to its end, back and forth, and nothing of it is stored or counted', async () => {
  const owner = await house.staff('sofia-kansli');
  const kept = async () =>
    house.one(sql`select concat_ws(' ', (select count(*) from applications.draft), (select count(*) from
      applications.application), (select count(*) from cases.case), (select count(*) from files.file), (select
      count(*) from runtime.job), (select count(*) from runtime.instance)) as id`);
  const before = [await kept(), await counted()];
  const { text: first } = await owner.get(TRY);
  assert.match(first, /Förhandsvisning.*Inget sparas och inget skickas/s);
  const on = async (html: string, answers: { readonly [name: string]: string | readonly string[] }) =>
    owner.post(TRY, { ...carried(html), _do: 'continue', ...answers });
  const wrong = await on(first, {});
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Svara på frågan ”Är det farligt just nu\?”/);
  const stopped = await on(first, { akut: 'yes' });
  assert.match(stopped.text, /ring 112/);
  const again = await owner.post(TRY, { ...carried(stopped.text), _till: 'akut' });
  const kind = await on(again.text, { akut: 'no' });
  const place = await on(kind.text, { kategori: 'klotter' });
  const about = await on(place.text, { 'plats-text': 'Gångtunneln' });
  const words = await on(about.text, { rubrik: 'Klotter', beskrivning: 'På södra väggen.' });
  assert.match(words.text, /_sida" value="bild"/, words.text.slice(-3000));
  const picture = await on(words.text, { bild: 'vägg 1.jpg' });
  const answer = await on(picture.text, { vill_ha_svar: 'no' });
  assert.match(answer.text, /vägg 1\.jpg.*Skicka, på låtsas/s);
  const end = await owner.post(TRY, { ...carried(answer.text), _till: 'slut' });
  assert.match(end.text, /Här skickas det i den riktiga tjänsten/);
  const back = await owner.post(TRY, { ...carried(end.text), _till: 'granska' });
  assert.match(back.text, /Gångtunneln/, 'what was answered is there');
  const ahead = await owner.post(TRY, { ...carried(first), _till: 'bild' });
  assert.match(ahead.text, /_sida" value="akut"/, 'no page before what comes before it');
  assert.equal((await owner.post(TRY, { _prov: '[1', _sida: 'akut' })).status, 422, 'answers that are none');
  assert.equal((await owner.post(TRY, { _prov: '{}', _sida: 'ingen' })).status, 404);
  const assistance = '/arbete/tjanster/ekonomiskt-bistand-ateransokan/prova';
  const people = [...(await owner.get(assistance)).text.matchAll(/<option value="(\d+)"/g)].map(([, at]) => at);
  assert.ok(people.length > 5, 'made-up people to try as');
  const known = await owner.get(`${assistance}?som=${people[0]}`);
  assert.match(known.text, new RegExp(`name="_som" value="${people[0]}"`));
  assert.doesNotMatch(known.text, /\b(19|20)\d{10}\b/, 'no number in the page');
  assert.deepEqual([await kept(), await counted()], before);
});

test('whoever answers for services sees every path in both languages, and figures; others find nothing', async () => {
  const owner = await house.staff('sofia-kansli');
  const list = await owner.get('/arbete/tjanster');
  assert.match(list.text, /Andra enheters tjänster.*Anmäl fel på gata, park eller belysning/s);
  const { text } = await owner.get('/arbete/tjanster/felanmalan');
  assert.match(text, /Är det farligt just nu\?.*lang="en">.*Is it dangerous right now\?/s);
  assert.match(text, /Slut här, när:<\/strong> ”Är det farligt just nu\?” är ja <code>akut = true/);
  assert.match(text, /href="\/arbete\/statistik#v-[0-9a-f]{8}"/);
  assert.equal((await owner.get('/arbete/statistik')).status, 200);
  assert.equal((await owner.get('/arbete/tjanster/finns-inte')).status, 404);
  assert.equal((await owner.get('/arbete/drift')).status, 404, 'their right is no other');
  assert.equal((await owner.get('/arbete')).to, '/arbete/tjanster');
  const officer = await house.staff('jonas-forsorjningsstod');
  for (const path of ['/arbete/tjanster', '/arbete/tjanster/felanmalan', TRY])
    assert.equal((await officer.get(path)).status, 404);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import { nobody, openArea, person, serviceOf, type Visitor } from './testing.tsx';

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf());
});
after(async () => {
  await area.close();
  await database.drop();
});

/** Starts a draft; resolves to its address without the page. */
async function started(visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  return to.replace(/\/[^/]+$/, '');
}

const VAD = { _shown: 'vad', vad: 'lampa' };
const VAR = { _shown: 'plats bild', 'plats-text': 'Vid bron' };

test('from the start button page by page to the check', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  assert.equal((await area.post(visitor, `${draft}/vad`, VAD)).to, `${draft}/var`);
  assert.equal((await area.post(visitor, `${draft}/var`, VAR)).to, `${draft}/kostnader`);
  assert.equal((await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader' })).to, `${draft}/granska`);
  const check = await area.get(visitor, `${draft}/granska`);
  assert.equal(check.status, 200);
  assert.match(check.html, /Vid bron/);
});

test('a deep link beyond what is answered leads back to the first missing page', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  for (const page of ['var', 'kostnader', 'granska', 'stopp']) {
    assert.equal((await area.get(visitor, `${draft}/${page}`)).to, `${draft}/vad`, page);
  }
  assert.equal((await area.post(visitor, `${draft}/var`, VAR)).to, `${draft}/vad`);
});

test('an error stands at the field and in the summary with a link, and what was typed is kept', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  const bad = await area.again(visitor, `${draft}/vad`, { _shown: 'vad' });
  assert.match(bad.html, /class="govuk-error-summary"[\s\S]*href="#vad"/);
  assert.match(bad.html, /id="vad-error"/);
  await area.post(visitor, `${draft}/vad`, VAD);
  await area.post(visitor, `${draft}/var`, VAR);
  const typed = { _open: 'kostnader:new', 'kostnader-slag': 'Taxi <hem>', 'kostnader-belopp': 'ca 3' };
  const entry = await area.again(visitor, `${draft}/kostnader`, typed);
  assert.match(entry.html, /value="ca 3"/);
  assert.match(entry.html, /value="Taxi &lt;hem>"/);
  assert.match(entry.html, /href="#kostnader-belopp"/);
});

test('what was typed wrongly stands there after a reload, on another day and in another language, until it is mended', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  await area.post(visitor, `${draft}/vad`, VAD);
  const typed = { _shown: 'plats bild', 'plats-text': `\u0000${'å'.repeat(501)}` };
  await area.post(visitor, `${draft}/var`, typed);
  area.state.language = 'en';
  const shown = await area.get(visitor, `${draft}/var`);
  area.state.language = 'sv';
  assert.match(shown.html, /must be 500 characters or fewer/);
  assert.ok(shown.html.includes(`value="${'å'.repeat(501)}"`));
  assert.doesNotMatch((await area.get(visitor, `${draft}/vad`)).html, /govuk-error-summary/);
  await area.post(visitor, `${draft}/var`, VAR);
  assert.doesNotMatch((await area.get(visitor, `${draft}/var`)).html, /govuk-error-summary/);
});

test('change from the check leads back to the check, and what it brings up is asked first', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  await area.post(visitor, `${draft}/vad`, VAD);
  await area.post(visitor, `${draft}/var`, VAR);
  await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader' });
  const link = new RegExp(`${draft}/var\\?fran=granska`);
  assert.match((await area.get(visitor, `${draft}/granska`)).html, link);
  assert.equal((await area.post(visitor, `${draft}/var?fran=granska`, VAR)).to, `${draft}/granska`);
  const more = await area.post(visitor, `${draft}/vad?fran=granska`, { _shown: 'vad', vad: 'annat' });
  assert.equal(more.to, `${draft}/vad?fran=granska`);
  const asked = await area.get(visitor, more.to);
  assert.match(asked.html, /name="vilket"/);
  assert.equal(
    (await area.post(visitor, more.to, { _shown: 'vad vilket', vad: 'annat', vilket: 'Bänk' })).to,
    `${draft}/granska`,
  );
});

test('who is stopped sees why, and can go back and change the answer', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  const stopped = await area.post(visitor, `${draft}/vad`, { vad: 'annat', vilket: 'liv' });
  assert.equal(stopped.to, `${draft}/stopp`);
  const page = await area.get(visitor, stopped.to);
  assert.equal(page.title, 'Ring 112');
  assert.match(page.html, new RegExp(`href="${draft}/vad"`));
  assert.equal((await area.get(visitor, `${draft}/granska`)).to, `${draft}/stopp`);
  assert.equal((await area.post(visitor, `${draft}/vad`, VAD)).to, `${draft}/var`);
});

test("someone else's draft, an unknown one and one of another service are the same 404", async () => {
  const mine = await person(database.db);
  const draft = await started(mine);
  for (const visitor of [nobody(), await person(database.db)]) {
    for (const path of [`${draft}/vad`, `${draft}/granska`, `${draft}/ta-bort`]) {
      await assert.rejects(area.get(visitor, path), NotFound);
      await assert.rejects(area.post(visitor, path, VAD), NotFound);
    }
  }
  await assert.rejects(area.get(mine, '/tjanster/felanmalan/ansok/00000000-0000-7000-8000-000000000000/vad'), NotFound);
  await assert.rejects(area.get(mine, '/tjanster/felanmalan/ansok/x/vad'), NotFound);
  await assert.rejects(area.get(mine, draft.replace('felanmalan', 'annan').concat('/vad')), NotFound);
  assert.equal((await area.get(mine, `${draft}/vad`)).status, 200);
});

test('a draft that nobody has touched for thirty days is gone', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  area.state.now = '2026-03-05T06:59:00Z';
  assert.equal((await area.get(visitor, `${draft}/vad`)).status, 200);
  area.state.now = '2026-03-05T07:00:00Z';
  await assert.rejects(area.get(visitor, `${draft}/vad`), NotFound);
  area.state.now = '2026-02-03T07:00:00Z';
});

test('two windows on different pages do not undo each other', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  await area.post(visitor, `${draft}/vad`, VAD);
  await area.post(visitor, `${draft}/var`, VAR);
  await Promise.all([
    area.post(visitor, `${draft}/vad`, { ...VAD, vad: 'lampa' }),
    area.post(visitor, `${draft}/var`, { ...VAR, 'plats-text': 'Vid torget' }),
  ]);
  await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader' });
  assert.match((await area.get(visitor, `${draft}/granska`)).html, /Vid torget/);
});

test('who has a draft of the service is asked whether to go on with it, and can delete it', async () => {
  const visitor = await person(database.db);
  const draft = await started(visitor);
  const again = await area.post(visitor, '/tjanster/felanmalan/ansok');
  assert.equal(again.to, '/tjanster/felanmalan/ansok');
  assert.match((await area.get(visitor, again.to)).html, new RegExp(`${draft}/granska`));
  const [section] = area.sections;
  assert.ok(await section?.load(area.request(visitor), null));
  assert.equal((await area.post(visitor, `${draft}/ta-bort`)).to, '/mina-sidor');
  await assert.rejects(area.get(visitor, `${draft}/vad`), NotFound);
  assert.equal(await section?.load(area.request(visitor), null), null);
});

test('a click on the map is a place, shown closer; without a click the enter key marks nothing', async () => {
  const visitor = nobody();
  const draft = await started(visitor);
  await area.post(visitor, `${draft}/vad`, VAD);
  const click = { _shown: 'plats bild', 'plats-view': 'hela', 'plats-map.x': '300', 'plats-map.y': '225' };
  const marked = await area.again(visitor, `${draft}/var`, click);
  assert.equal(marked.status, 200);
  const lat = /name="plats-lat" value="([\d.]+)"/.exec(marked.html)?.[1] ?? '';
  const lon = /name="plats-lon" value="([\d.]+)"/.exec(marked.html)?.[1] ?? '';
  assert.match(marked.html, /karta\/nara\?lat=/);
  const small = await area.again(visitor, `${draft}/var`, {
    'plats-view': 'hela',
    'plats-small.x': '144',
    'plats-small.y': '108',
  });
  assert.match(small.html, new RegExp(`name="plats-lat" value="${lat}"`));
  const picture = await area.get(visitor, `/karta/nara?lat=${lat}&lon=${lon}`);
  assert.match(picture.html, /^<svg/);
  await area.again(visitor, `${draft}/var`, { _map: 'plats:bort' });
  const enter = await area.again(visitor, `${draft}/var`, { 'plats-map.x': '0', 'plats-map.y': '0' });
  assert.doesNotMatch(enter.html, /plats-lat/);
  const saved = { _shown: 'plats bild', 'plats-lat': lat, 'plats-lon': lon };
  assert.equal((await area.post(visitor, `${draft}/var`, saved)).to, `${draft}/kostnader`);
});

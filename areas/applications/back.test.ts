// The back button, the old copy of a page in another window, and the form that is sent twice: nothing doubled or lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import { nobody, openArea, person, serviceOf, type Visitor } from './testing.tsx';

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf(), { mailLink: async () => 'sent' });
});
after(async () => {
  await area.close();
  await database.drop();
});

/** Every page of the form as it stood when it was filled in: what an old window sends once more. */
const PAGES = {
  vad: { vad: 'lampa', _shown: 'vad' },
  var: { 'plats-text': 'Vid bron', _shown: 'plats bild' },
  kostnader: {
    _shown: 'kostnader kostnader-slag kostnader-belopp',
    _open: 'kostnader:new:0',
    'kostnader-slag': 'Taxi',
    'kostnader-belopp': '100',
  },
} as const;

async function begun(visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  return to.replace(/\/[^/]+$/, '');
}

async function filledIn(visitor: Visitor): Promise<string> {
  const draft = await begun(visitor);
  for (const [page, fields] of Object.entries(PAGES)) await area.post(visitor, `${draft}/${page}`, fields);
  return draft;
}

async function readOf(visitor: Visitor, draft: string): Promise<string> {
  return /name="read" value="([0-9a-f]{64})"/.exec((await area.get(visitor, `${draft}/granska`)).html)?.[1] ?? '';
}

async function answersOf(draft: string): Promise<unknown> {
  const { rows } = await sql<{ answers: unknown }>`select answers from applications.draft
    where id = ${draft.split('/').at(-1)}`.execute(database.db);
  return rows[0]?.answers;
}

for (const [who, visitorOf] of [
  ['who is signed in', () => person(database.db)],
  ['who is not', async () => nobody()],
] as const) {
  test(`back after a page was saved, and sent again as it was: the same answers and the same way on, for ${who}`, async () => {
    const visitor = await visitorOf();
    const draft = await begun(visitor);
    for (const [page, fields] of Object.entries(PAGES)) {
      const first = await area.post(visitor, `${draft}/${page}`, fields);
      const saved = await answersOf(draft);
      assert.equal((await area.get(visitor, `${draft}/${page}`)).status, 200);
      assert.equal((await area.post(visitor, `${draft}/${page}`, fields)).to, first.to);
      assert.deepEqual(await answersOf(draft), saved, page);
    }
  });

  test(`an entry that is removed twice from the same old page is removed once, and no other, for ${who}`, async () => {
    const visitor = await visitorOf();
    const draft = await filledIn(visitor);
    const bus = { ...PAGES.kostnader, _open: 'kostnader:new:1', 'kostnader-slag': 'Buss' };
    await area.post(visitor, `${draft}/kostnader`, bus);
    const { html } = await area.get(visitor, `${draft}/kostnader`);
    const [, _do = ''] = /value="(remove:kostnader:0[^"]*)"/.exec(html) ?? [];
    for (const _ of [1, 2]) await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader', _do });
    const { kostnader } = (await answersOf(draft)) as { kostnader: readonly { slag: string }[] };
    assert.deepEqual(
      kostnader.map(({ slag }) => slag),
      ['Buss'],
    );
  });

  test(`back to the first page and on with another answer loses nothing after it, for ${who}`, async () => {
    const visitor = await visitorOf();
    const draft = await filledIn(visitor);
    const before = await answersOf(draft);
    const page = await area.again(visitor, `${draft}/vad`, { vad: 'annat', _shown: 'vad' });
    assert.match(page.html, /name="vilket"/, 'an old copy of the page does not show what the answer brings up');
    const brought = { vad: 'annat', vilket: 'Bänk', _shown: 'vad vilket' };
    assert.equal((await area.post(visitor, `${draft}/vad`, brought)).to, `${draft}/var`);
    assert.equal((await area.get(visitor, `${draft}/granska`)).status, 200, 'all that follows is answered still');
    await area.post(visitor, `${draft}/vad`, { vad: 'lampa', _shown: 'vad' });
    assert.deepEqual(await answersOf(draft), { ...(before as object), vilket: 'Bänk' }, 'hidden, and kept');
  });

  test(`back after it was sent: every old page and button leads to the one receipt, for ${who}`, async () => {
    const visitor = await visitorOf();
    const draft = await filledIn(visitor);
    const read = await readOf(visitor, draft);
    const before = area.opened.length;
    const { to } = await area.post(visitor, `${draft}/granska`, { read });
    assert.match(to, /^\/kvitto\//);
    for (const [page, fields] of [...Object.entries(PAGES), ['vad', { ...PAGES.vad, _later: 'ja' }] as const]) {
      assert.equal((await area.post(visitor, `${draft}/${page}`, fields)).to, to, page);
      assert.equal((await area.get(visitor, `${draft}/${page}`)).to, to, page);
    }
    for (const fields of [{ read }, { read: '' }])
      assert.equal((await area.post(visitor, `${draft}/granska`, fields)).to, to);
    assert.equal((await area.post(visitor, `${draft}/ta-bort`)).to, to, 'what is sent is not deleted');
    assert.equal((await area.get(visitor, `${draft}/spara`)).to, to);
    assert.equal((await area.post(visitor, `${draft}/spara`, { epost: 'leyla@example.org' })).to, to);
    assert.equal((await area.get(visitor, to)).status, 200);
    assert.equal(area.opened.length, before + 1);
    assert.equal(await answersOf(draft), undefined, 'no draft came back');
  });

  test(`back after it was deleted: it stays so, and the page says what may have happened, for ${who}`, async () => {
    const visitor = await visitorOf();
    const draft = await filledIn(visitor);
    const read = await readOf(visitor, draft);
    const before = area.opened.length;
    await area.post(visitor, `${draft}/ta-bort`);
    const gone = (error: unknown) => error instanceof NotFound && /borttaget, äldre än 30 dagar/.test(error.public.sv);
    for (const [page, fields] of [
      ...Object.entries(PAGES),
      ['granska', { read }] as const,
      ['ta-bort', {}] as const,
      ['spara', { epost: 'leyla@example.org' }] as const,
    ]) {
      await assert.rejects(area.get(visitor, `${draft}/${page}`), gone, page);
      await assert.rejects(area.post(visitor, `${draft}/${page}`, fields), gone, page);
    }
    assert.equal(area.opened.length, before);
    assert.equal(await answersOf(draft), undefined);
  });
}

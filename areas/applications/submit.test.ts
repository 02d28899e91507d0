import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import sharp from 'sharp';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import { openFile } from '#platform/files/index.ts';
import { sweepDrafts } from './index.ts';
import { FACTS, nobody, openArea, person, serviceOf, type Visitor } from './testing.tsx';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

type Area = Awaited<ReturnType<typeof openArea>>;

/** A draft with every page answered; resolves to its address. */
async function ready(area: Area, visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  const draft = to.replace(/\/[^/]+$/, '');
  await area.post(visitor, `${draft}/vad`, { vad: 'lampa', _shown: 'vad' });
  await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' });
  const shown = 'kostnader kostnader-slag kostnader-belopp';
  const entry = { _shown: shown, _open: 'kostnader:new', 'kostnader-slag': 'Taxi', 'kostnader-belopp': '1 200,50' };
  await area.post(visitor, `${draft}/kostnader`, entry);
  return draft;
}

/** The hash of the answers on the check page, as its form sends it. */
async function read(area: Area, visitor: Visitor, draft: string): Promise<{ read: string }> {
  const { html } = await area.get(visitor, `${draft}/granska`);
  return { read: /name="read" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '' };
}

async function inArea(
  run: (area: Area) => Promise<void>,
  ...args: Parameters<typeof openArea> extends [unknown, ...infer Rest] ? Partial<Rest> : never
): Promise<void> {
  const area = await openArea(database.db, args[0] ?? serviceOf(), args[1] ?? {});
  try {
    await run(area);
  } finally {
    await area.close();
  }
}

test('sending opens one case with the frozen answers, and leads to a receipt with its number', () =>
  inArea(async (area) => {
    const visitor = await person(database.db);
    const draft = await ready(area, visitor);
    const sent = await area.post(visitor, `${draft}/granska`, await read(area, visitor, draft));
    assert.match(sent.to, /^\/kvitto\/[0-9a-f-]{36}$/);
    const [application] = area.opened;
    assert.deepEqual(application?.data, {
      vad: 'lampa',
      plats: { text: 'Vid bron' },
      kostnader: [{ slag: 'Taxi', belopp: '1200.5' }],
      summa: '1200.5',
    });
    assert.equal(application?.arrivalDay, '2026-02-03');
    const receipt = await area.get(visitor, sent.to);
    assert.match(receipt.html, /SBN 2026-000001/);
    assert.match(receipt.html, /1\u00a0200,50\u00a0kr/);
    // Back in the browser: whatever page of the draft is asked for, it was sent.
    for (const page of ['granska', 'vad', 'ta-bort'])
      assert.equal((await area.get(visitor, `${draft}/${page}`)).to, sent.to);
    await assert.rejects(area.get(nobody(), `${draft}/granska`), NotFound);
  }));

test('the hash that is kept is that of the HTML that was read', () =>
  inArea(async (area) => {
    const visitor = await person(database.db);
    const draft = await ready(area, visitor);
    const form = await read(area, visitor, draft);
    const page = await area.get(visitor, `${draft}/granska`);
    await area.post(visitor, `${draft}/granska`, form);
    const { rows } = await sql<{ html: string; html_hash: string }>`select frozen->>'html' as html, html_hash
      from applications.application where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
    assert.equal(
      rows[0]?.html_hash,
      createHash('sha256')
        .update(rows[0]?.html ?? '')
        .digest('hex'),
    );
    assert.equal(rows[0]?.html_hash, form.read);
    // The page shows the same rows, with links to change them.
    for (const [, value] of (rows[0]?.html ?? '').matchAll(/<dd class="govuk-summary-list__value">([\s\S]*?)<\/dd>/g)) {
      assert.ok(page.html.includes(value ?? ''));
    }
  }));

test('twenty presses at once give one application, one case and one receipt', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    const form = await read(area, visitor, draft);
    const presses = await Promise.all(Array.from({ length: 20 }, () => area.post(visitor, `${draft}/granska`, form)));
    assert.equal(new Set(presses.map(({ to }) => to)).size, 1);
    assert.equal(area.opened.length, 1);
    assert.match(presses[0]?.to ?? '', /\?nyckel=[\w-]{43}$/);
    assert.match((await area.get(nobody(), presses[0]?.to ?? '')).html, /SBN 2026-000001/);
  }));

test('a receipt opens for its sender and by its whole address, for nobody else', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    const { to } = await area.post(visitor, `${draft}/granska`, await read(area, visitor, draft));
    const bare = to.replace(/\?.*/, '');
    for (const address of [bare, `${bare}?nyckel=${'x'.repeat(43)}`, '/kvitto/x'])
      await assert.rejects(area.get(visitor, address), NotFound);
    const mine = await person(database.db);
    const own = await ready(area, mine);
    const receipt = await area.post(mine, `${own}/granska`, await read(area, mine, own));
    await assert.rejects(area.get(await person(database.db), receipt.to), NotFound);
    await assert.rejects(area.post(nobody(), `${own}/granska`, {}), NotFound);
  }));

test('answers that another window changed are read again before they are sent', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    const form = await read(area, visitor, draft);
    await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid kyrkan', _shown: 'plats bild' });
    const refused = await area.post(visitor, `${draft}/granska`, form);
    assert.equal(refused.status, 409);
    assert.match(refused.html, /Vid kyrkan/);
    assert.equal(area.opened.length, 0);
  }));

test('when the case cannot be opened nothing is sent, and the draft is as it was', () =>
  inArea(
    async (area) => {
      const visitor = nobody();
      const draft = await ready(area, visitor);
      await assert.rejects(area.post(visitor, `${draft}/granska`, await read(area, visitor, draft)), RangeError);
      const { rows } =
        await sql`select 1 from applications.application where draft_id = ${draft.split('/').at(-1)}`.execute(
          database.db,
        );
      assert.equal(rows.length, 0);
      assert.equal((await area.get(visitor, `${draft}/granska`)).status, 200);
    },
    serviceOf(),
    { openCase: () => Promise.reject(new RangeError('no process')) },
  ));

test('a draft that lacks an answer is not sent, whatever the browser says', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', {});
    const draft = to.replace(/\/[^/]+$/, '');
    assert.equal((await area.post(visitor, `${draft}/granska`, { read: 'a'.repeat(64) })).to, `${draft}/vad`);
  }));

test('a service that keeps no names stores nobody, though the visitor is signed in', () =>
  inArea(
    async (area) => {
      const visitor = await person(database.db);
      const draft = await ready(area, visitor);
      await area.post(visitor, `${draft}/granska`, await read(area, visitor, draft));
      assert.deepEqual(area.opened[0]?.actor, { kind: 'anonymous' });
      const { rows } = await sql<{ whole: string }>`select to_jsonb(a)::text as whole from applications.application a
        where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
      assert.ok(visitor.actor.kind === 'citizen' && !rows[0]?.whole.includes(visitor.actor.party));
      // Start, three pages, the check, the press.
      assert.equal(area.forgotten.length, 6);
    },
    serviceOf({ signIn: 'none', anonymous: true }),
  ));

test('the registers are asked once, at the start, and their facts go with the application', () =>
  inArea(
    async (area) => {
      const visitor = await person(database.db);
      const stranger = await area.post(nobody(), '/tjanster/felanmalan/ansok', {});
      assert.match(stranger.to, /^\/logga-in\?till=/);
      const draft = await ready(area, visitor);
      await area.post(visitor, `${draft}/granska`, await read(area, visitor, draft));
      assert.deepEqual(area.opened[0]?.register, FACTS);
    },
    serviceOf({ signIn: 'required', facts: ['person'] }),
  ));

test('a picture is stored, kept through errors, and handed over with the application', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    const jpeg = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#884422' } })
      .jpeg()
      .toBuffer();
    const upload = () => area.upload('bild', 'Lampan på bron.jpg', jpeg);
    const wrong = await area.again(visitor, `${draft}/var`, { _shown: 'plats bild' }, [await upload()]);
    const kept = /name="bild-kept" value="([0-9a-f-]{36})"/.exec(wrong.html)?.[1] ?? '';
    const shown = { _shown: 'plats bild', 'plats-text': 'Vid bron' };
    await area.post(visitor, `${draft}/var`, { ...shown, 'bild-kept': kept });
    assert.match((await area.get(visitor, `${draft}/granska`)).html, /Lampan på bron\.jpg/);
    await area.post(visitor, `${draft}/granska`, await read(area, visitor, draft));
    assert.deepEqual(
      area.opened[0]?.files.map(({ id }) => id),
      [kept],
    );
    const { rows } = await sql<{ state: string }>`select state from files.file where id = ${kept}`.execute(database.db);
    assert.deepEqual(rows, [{ state: 'received' }]);
  }));

test('a picture loses what the camera noted, unless the question keeps originals, and then it says so', async () => {
  const jpeg = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#884422' } })
    .withExif({ IFD0: { Make: 'KANARIE' } })
    .jpeg()
    .toBuffer();
  for (const keep of [false, true]) {
    const yaml = `pages: [{ id: b, questions: [{ id: bild, type: file, label: { sv: B, en: B }${keep ? ', keep-original: true' : ''} }] }]`;
    await inArea(
      async (area) => {
        const visitor = nobody();
        const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
        assert.equal(/med plats och tid/.test((await area.get(visitor, to)).html), keep);
        await area.post(visitor, to, { _shown: 'bild' }, [await area.upload('bild', 'x.jpg', jpeg)]);
        const { rows } = await sql<{ sha256: string }>`select sha256 from files.file
        where draft_id = ${to.split('/').at(-2)}`.execute(database.db);
        const kept = await buffer(await openFile(area.files, rows[0]?.sha256 ?? ''));
        assert.equal(kept.includes('KANARIE'), keep);
      },
      serviceOf({}, yaml),
    );
  }
});

test('the first page of what was attached is shown to who attached it, and to nobody else', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#884422' } })
      .png()
      .toBuffer();
    await area.post(visitor, `${draft}/var`, { _shown: 'plats bild', 'plats-text': 'Vid bron' }, [
      await area.upload('bild', 'Lampan.png', png),
    ]);
    const { html } = await area.get(visitor, `${draft}/var`);
    const [, small = ''] = /<img src="([^"]+)" alt="Förhandsvisning av Lampan\.png"/.exec(html) ?? [];
    assert.match(small, /\?bild=liten$/);
    const shown = await area.file(visitor, small);
    assert.equal(shown.type, 'image/jpeg');
    assert.equal((await sharp(shown.body).metadata()).width, 160);
    const large = await area.file(visitor, small.replace('liten', 'stor'));
    assert.equal((await sharp(large.body).metadata()).width, 300, 'never larger than it is');
    await assert.rejects(area.file(nobody(), small), NotFound);
    await assert.rejects(area.file(visitor, small.replace(/[0-9a-f-]{36}\?/, `${'0'.repeat(36)}?`)), NotFound);
    const { rows } = await sql<{ sha256: string }>`select sha256 from files.file
      where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
    await sql`insert into files.quarantine (sha256, since) values (${rows[0]?.sha256}, now())`.execute(database.db);
    assert.equal((await area.file(visitor, small)).type, 'image/svg+xml', 'nothing of it until it is looked through');
  }));

test('a file of another draft cannot be claimed, and what is no picture is refused with words', () =>
  inArea(async (area) => {
    const [mine, other] = [nobody(), nobody()];
    const [draft, foreign] = [await ready(area, mine), await ready(area, other)];
    const png = await sharp({ create: { width: 5, height: 5, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const shown = { _shown: 'plats bild', 'plats-text': 'Vid bron' };
    await area.post(other, `${foreign}/var`, shown, [await area.upload('bild', 'a.png', png)]);
    const page = await area.get(other, `${foreign}/var`);
    const id = /name="bild-kept" value="([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    assert.notEqual(id, '');
    const typed = { ...shown, bild: JSON.stringify({ file: id, name: 'a.png' }) };
    await assert.rejects(() => area.post(mine, `${draft}/var`, { ...typed, 'bild-kept': id }), { status: 404 });
    await area.post(mine, `${draft}/var`, typed);
    assert.doesNotMatch((await area.get(mine, `${draft}/granska`)).html, /a\.png/);
    const text = await area.upload('bild', 'virus.jpg', Buffer.from('MZ not a picture'));
    const refused = await area.again(mine, `${draft}/var`, shown, [text]);
    assert.match(refused.html, /href="#bild"/);
  }));

test('old drafts are deleted with their files', () =>
  inArea(async (area) => {
    const visitor = nobody();
    const draft = await ready(area, visitor);
    assert.ok((await sweepDrafts(database.db, '2026-03-05T07:00:00Z')) >= 1);
    const { rows } = await sql`select 1 from applications.draft where id = ${draft.split('/').at(-1)}`.execute(
      database.db,
    );
    assert.equal(rows.length, 0);
  }));

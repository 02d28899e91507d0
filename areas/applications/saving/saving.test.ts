import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import { type LinkMail, sweepDrafts, takeOutInfected } from '../index.ts';
import { nobody, openArea, person, serviceOf, type Visitor } from '../testing.tsx';

const ADDRESS = 'leyla@example.org';
const NOW = '2026-02-03T07:00:00Z';
const later = (days: number) =>
  Temporal.Instant.from(NOW)
    .add({ hours: 24 * days })
    .toString();

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
const mails: LinkMail[] = [];
const server = { away: false };
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf(), {
    mailLink: async (mail) => {
      if (server.away) return 'failed';
      mails.push(mail);
      return 'sent';
    },
  });
});
after(async () => {
  await area.close();
  await database.drop();
});

/** A draft of somebody without a name, standing on the second page. */
async function begun(visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  const draft = to.replace(/\/[^/]+$/, '');
  await area.post(visitor, `${draft}/vad`, { vad: 'annat', vilket: 'Kanariefågel', _shown: 'vad vilket' });
  return draft;
}

/** Saves the draft by e-mail; the link. */
async function saved(visitor: Visitor, draft: string, epost = ADDRESS): Promise<string> {
  const { to } = await area.post(visitor, `${draft}/spara`, { epost });
  assert.equal(to, `${draft}/spara?skickat=ja`);
  return mails.at(-1)?.path ?? assert.fail('no mail');
}

/** Each test writes to people of its own, as the limits are counted by address. */
let count = 0;
const address = () => `person-${count++}@example.org`;

/** Opens the link in another browser. */
async function opened(link: string): Promise<{ visitor: Visitor; to: string }> {
  const visitor = nobody();
  assert.equal((await area.get(visitor, link)).status, 200);
  assert.deepEqual(visitor.cookies, {}, 'looking changes nothing');
  return { visitor, to: (await area.post(visitor, link, { act: 'continue' })).to };
}

async function finish(visitor: Visitor, draft: string): Promise<string> {
  await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' });
  const entry = { _open: 'kostnader:new', 'kostnader-slag': 'Taxi', 'kostnader-belopp': '100' };
  await area.post(visitor, `${draft}/kostnader`, { _shown: 'kostnader kostnader-slag kostnader-belopp', ...entry });
  const { html } = await area.get(visitor, `${draft}/granska`);
  const read = /name="read" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
  return (await area.post(visitor, `${draft}/granska`, { read })).to;
}

test('what is typed is saved with the draft, continued in another browser, and sent from there', async () => {
  const first = nobody();
  const draft = await begun(first);
  assert.match((await area.get(first, `${draft}/var`)).html, /name="_later"/);
  const half = { 'kostnader-slag': 'Taxi', 'kostnader-belopp': 'hundra', _open: 'kostnader:new' };
  await area.post(first, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' });
  const shown = 'kostnader kostnader-slag kostnader-belopp';
  const left = await area.post(first, `${draft}/kostnader`, { ...half, _shown: shown, _later: 'ja' });
  assert.equal(left.to, `${draft}/spara`, 'also from a page with something to mend');
  const { visitor, to } = await opened(await saved(first, draft, address()));
  assert.equal(to, `${draft}/kostnader`, 'to the page where something stands that was not accepted');
  const page = await area.get(visitor, to);
  assert.match(page.html, /value="hundra"/);
  assert.match((await area.get(first, `${draft}/vad`)).html, /Kanariefågel/, 'the first browser goes on too');
  const receipt = await finish(visitor, draft);
  assert.match(receipt, /^\/kvitto\/[^?]+\?nyckel=/);
  assert.equal((await area.get(first, `${draft}/granska`)).to, receipt, 'where it was saved it leads to the receipt');
});

test('what a page accepts is accepted before it is saved for later', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid ån', _shown: 'plats bild', _later: 'ja' });
  const other = await opened(await saved(visitor, draft, address()));
  assert.equal(other.to, `${draft}/granska`);
  assert.equal((await area.get(other.visitor, other.to)).to, `${draft}/kostnader`, 'on to what is not answered');
  assert.match((await area.get(other.visitor, `${draft}/var`)).html, /value="Vid ån"/);
});

test('nothing of it can be read in the database, before and after it is gone on with', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const to = address();
  const link = await saved(visitor, draft, to);
  const secret = /nyckel=(\w+)/.exec(link)?.[1] ?? '';
  const lies = async () => {
    const { rows } = await sql<{ row: string }>`select row_to_json(d)::text as row from applications.draft d
      where id = ${draft.split('/').at(-1)}`.execute(database.db);
    return (
      Buffer.from(/"sealed":"\\\\x([0-9a-f]+)"/.exec(rows[0]?.row ?? '')?.[1] ?? '', 'hex').toString() + rows[0]?.row
    );
  };
  for (const word of ['Kanarief', to, secret, Object.values(visitor.cookies)[0] ?? 'x'])
    assert.ok(!(await lies()).includes(word), word);
  const other = await opened(link);
  await area.post(other.visitor, `${draft}/var`, { 'plats-text': 'Hemliga dungen', _shown: 'plats bild' });
  assert.match((await area.get(other.visitor, `${draft}/var`)).html, /Hemliga dungen/);
  assert.ok(!(await lies()).includes('Hemliga'));
});

test('two windows on different pages do not undo each other in a sealed draft either', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  await saved(visitor, draft, address());
  await Promise.all([
    area.post(visitor, `${draft}/vad`, { vad: 'lampa', _shown: 'vad' }),
    area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' }),
  ]);
  assert.match((await area.get(visitor, `${draft}/var`)).html, /value="Vid bron"/);
  assert.match((await area.get(visitor, `${draft}/vad`)).html, /value="lampa" checked/);
});

test('a new link ends the one before it, and what other browsers had', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const wrong = await saved(visitor, draft, address());
  const { visitor: stranger } = await opened(wrong);
  const right = await saved(visitor, draft, address());
  assert.equal((await area.get(nobody(), wrong)).status, 404);
  await assert.rejects(area.get(stranger, `${draft}/vad`), NotFound);
  assert.match((await area.get((await opened(right)).visitor, `${draft}/vad`)).html, /Kanariefågel/);
});

test('a wrong, cut, old or deleted link says what may have happened, the same for all', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const link = await saved(visitor, draft, address());
  const nothing = `/fortsatt?nyckel=${'a'.repeat(64)}`;
  const { html } = await area.get(nobody(), nothing);
  assert.match(html, /mer än 30 dagar.*nyare länk.*en bit av länken saknas/s);
  for (const wrong of ['/fortsatt', '/fortsatt?nyckel=', link.slice(0, -1), `${link}a`, nothing]) {
    assert.equal((await area.get(nobody(), wrong)).status, 404);
    const posted = await area.post(nobody(), wrong, { act: 'continue' });
    assert.deepEqual([posted.status, posted.html], [404, html], wrong);
  }
  area.state.now = later(29);
  assert.equal((await area.get(nobody(), link)).status, 200);
  area.state.now = later(31);
  assert.equal((await area.get(nobody(), link)).html, html);
  await sweepDrafts(database.db, area.state.now);
  area.state.now = NOW;
  assert.equal((await area.get(nobody(), link)).html, html, 'it is gone for good');
});

test('by the link it is deleted at once, and a link to what was sent leads to the receipt', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const link = await saved(visitor, draft, address());
  const other = nobody();
  const { to } = await area.post(other, link, { act: 'delete' });
  assert.equal(to, `${draft}/ta-bort`);
  await area.post(other, to);
  assert.equal((await area.get(nobody(), link)).status, 404);
  const second = await begun(visitor);
  const used = await saved(visitor, second, address());
  const receipt = await finish(visitor, second);
  assert.equal((await area.get(nobody(), used)).to, receipt);
});

test('the answer tells nothing about an address, and a few mails an hour are enough', async () => {
  const [known, unknown] = [address(), address()];
  const visitor = nobody();
  const draft = await begun(visitor);
  await saved(visitor, draft, known);
  const seen = new Set<string>();
  for (const epost of [known, unknown, known]) {
    const someone = nobody();
    const own = await begun(someone);
    const { to } = await area.post(someone, `${own}/spara`, { epost });
    seen.add((await area.get(someone, to)).html.replaceAll(own, ''));
  }
  assert.equal(seen.size, 1);
  await saved(visitor, draft, known);
  const before = mails.length;
  const often = await area.post(visitor, `${draft}/spara`, { epost: known.toUpperCase() });
  assert.equal(often.status, 429);
  assert.match(often.html, /Vänta en timme.*finns kvar här/s);
  assert.equal(mails.length, before);
  assert.match((await area.get(visitor, `${draft}/vad`)).html, /Kanariefågel/);
  for (let n = 0; n < 6; n++) await area.post(visitor, `${draft}/spara`, { epost: address() });
  assert.equal((await area.post(visitor, `${draft}/spara`, { epost: address() })).status, 429, 'about one draft');
});

test('what is no address is asked for again as it was typed; a mail that cannot be sent loses nothing', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const wrong = await area.post(visitor, `${draft}/spara`, { epost: 'leyla@' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /href="#epost".*value="leyla@"/s);
  server.away = true;
  const failed = await area.post(visitor, `${draft}/spara`, { epost: address() });
  server.away = false;
  assert.equal(failed.status, 503);
  assert.match(failed.html, /kunde inte skicka meddelandet/);
  assert.match((await area.get(visitor, `${draft}/vad`)).html, /Kanariefågel/);
});

test('who is signed in has no need of a link', async () => {
  const visitor = await person(database.db);
  const draft = await begun(visitor);
  assert.doesNotMatch((await area.get(visitor, `${draft}/vad`)).html, /_later/);
  assert.equal((await area.get(visitor, `${draft}/spara`)).to, `${draft}/granska`);
  assert.equal((await area.post(visitor, `${draft}/spara`, { epost: address() })).to, `${draft}/granska`);
});

test('a file that is found infected while the draft is sealed is asked for again', async () => {
  const visitor = nobody();
  const draft = await begun(visitor);
  const pdf = await area.upload(
    'bild',
    'karta.pdf',
    Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n'),
  );
  await area.post(visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' }, [pdf]);
  const link = await saved(visitor, draft, address());
  const id = draft.split('/').at(-1) ?? '';
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from files.file where draft_id = ${id}`.execute(database.db);
  assert.equal(rows.length, 1);
  for (const file of rows) assert.ok(await takeOutInfected(database.db, { ...file, draft: id }));
  const other = await opened(link);
  const page = await area.get(other.visitor, `${draft}/var`);
  assert.match(page.html, /Filen karta\.pdf innehöll skadlig kod/);
  assert.match(page.html, /value="Vid bron"/);
  await area.post(other.visitor, `${draft}/var`, { 'plats-text': 'Vid bron', _shown: 'plats bild' });
  assert.match(await finish(other.visitor, draft), /^\/kvitto\//);
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { sql } from 'kysely';
import { openSecured, type Secured, type Visitor } from './testing.ts';

/** Everything that some language of the house could take for its own: HTML, addresses, Markdown, FEEL, Typst, ICU, SQL. */
const HOSTILE = [
  `<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg/onload=alert(3)>`,
  '[tryck](javascript:alert(4)) ![b](https://ond.example/p.png) **fet** # rubrik',
  '{1+1} {{reasons}} {{how-to-appeal}} {case.number} {register.person.namn} \\{',
  '#read("/etc/passwd") #import "@preview/x:1.0.0" $sum$ `kod` #link("https://ond.example")[x]',
  "'; drop table cases.case; -- <%= 7*7 %> {n, plural, other {x}} %s \u202egnp.txt",
].join(' ');

const PAYLOADS = /<script>alert|<img src=x|<svg\/onload|href="(javascript|data):|src="https:/i;

describe('whatever a person or an officer writes is words', { timeout: 240_000 }, () => {
  let town: Secured;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  let caseId: string;

  before(async () => {
    town = await openSecured();
    [sara, jonas, maryam] = [
      await town.citizen('197812092398'),
      await town.staff('jonas-forsorjningsstod'),
      await town.staff('maryam-forsorjningsstod'),
    ];
    const made = await town.apply(sara, 'ekonomiskt-bistand-ateransokan', {
      manad: '2026-02',
      andrat_hushall: false,
      utgifter: [{ slag: 'hyra', belopp: 5900 }],
      inkomster: [],
      konton: 300,
      andra_tillgangar: true,
      tillgangar: [{ slag: 'bil', varde: 48_000 }],
      plan_foljd: true,
      plan_gjort: HOSTILE,
      konto: 'samma',
      intygar: true,
    });
    caseId = made.case;
    await jonas.post(`/arbete/arenden/${caseId}/anteckningar`, { note: HOSTILE });
    await doTask(jonas, 'Utred', {
      utfall: 'partly-approved',
      beviljat: '5000',
      skal: HOSTILE,
      kommunicering: 'undantag_uppenbart_obehovligt',
      undantag_skal: HOSTILE.slice(0, 300),
      _do: 'continue',
    });
    await doTask(maryam, 'Besluta', { beslutar: 'yes', _do: 'continue' });
    await town.settle();
  });
  after(() => town.close());

  async function doTask(officer: Visitor, element: string, fields: { [name: string]: string }): Promise<void> {
    const task = await town.one(
      sql`select id from runtime.task where business_key = ${caseId} and element = ${element}`,
    );
    const path = `/arbete/arenden/${caseId}/uppgifter/${task}`;
    // A form that asks more for what was chosen is shown once more; what was typed stands in it.
    for (let press = 0; press < 2; press++) {
      const { status, text } = await officer.post(path, fields);
      if (status === 303) return;
      assert.ok(press === 0, text.replace(/<[^>]+>/g, ' ').slice(0, 2000));
    }
  }

  async function letterId(): Promise<string> {
    return town.one(sql`select id from inbox.letter where case_id = ${caseId} and kind = 'decision'`);
  }

  test('on every page where it stands', async () => {
    const application = await town.one(
      sql`select id from cases.document where case_id = ${caseId} and kind = 'application'`,
    );
    const letter = await letterId();
    const evaluation = await town.one(sql`select id from cases.evaluation where case_id = ${caseId} limit 1`);
    const pages: readonly (readonly [Visitor, string])[] = [
      [sara, `/mina-sidor/arenden/${caseId}`],
      [sara, `/mina-sidor/arenden/${caseId}/handlingar/${application}`],
      [sara, `/inkorg/${letter}`],
      [sara, '/mina-sidor'],
      [jonas, `/arbete/arenden/${caseId}`],
      [jonas, `/arbete/arenden/${caseId}/regler/${evaluation}`],
      [jonas, `/arbete/arenden/${caseId}/handlingar/${application}`],
      [jonas, `/arbete/arenden/${caseId}/brev/${letter}`],
      [jonas, `/arbete?q=${encodeURIComponent(HOSTILE)}`],
      [jonas, `/sok?q=${encodeURIComponent(HOSTILE)}`],
      [jonas, `/logga-in?till=${encodeURIComponent(HOSTILE)}&fel=${encodeURIComponent(HOSTILE)}`],
    ];
    for (const [visitor, path] of pages) {
      const { status, text } = await visitor.get(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(text, PAYLOADS, path);
    }
    assert.match((await jonas.get(`/arbete/arenden/${caseId}`)).text, /&lt;script>alert\(1\)/);
  });

  test('in the letter: no expression runs, no block is filled, no link is made', async () => {
    const { text } = await sara.get(`/inkorg/${await letterId()}`);
    const words = text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
    for (const said of [
      '{1+1}',
      '{{reasons}}',
      '{case.number}',
      '#read("/etc/passwd")',
      '**fet**',
      '{n, plural, other {x}}',
    ])
      assert.ok(words.includes(said), said);
    assert.doesNotMatch(text, /<strong>fet|root:x:0/);
  });

  test('in the PDF too, which is made', async () => {
    const { status, headers, text } = await sara.get(`/inkorg/${await letterId()}/brev.pdf`);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/pdf');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox/);
    assert.doesNotMatch(text, /root:x:0|\/JavaScript|\/Launch|ond\.example\)/);
  });

  test('what is sent in as a file is what it is, under a name that hides nothing', async () => {
    const visitor = town.nobody();
    const draft = (await visitor.post('/tjanster/felanmalan/ansok')).to.replace(/\/[^/]+$/, '');
    await visitor.post(`${draft}/akut`, { akut: 'no', _do: 'continue' });
    await visitor.post(`${draft}/kategori`, { kategori: 'klotter', _do: 'continue' });
    await visitor.post(`${draft}/plats`, { 'plats-text': 'Torget', _do: 'continue' });
    await visitor.post(`${draft}/beskrivning`, { rubrik: 'Klotter', beskrivning: HOSTILE, _do: 'continue' });
    const refused: readonly (readonly [string, Uint8Array | string])[] = [
      ['a.jpg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['a.png', '<!DOCTYPE html><script>alert(1)</script>'],
      ['a.png', pngOf(30_000, 30_000)],
      ['a.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
      ['a.jpg', '%PDF-1.7\n<html><script>alert(1)</script>'],
      ['a.webp', 'RIFF\x10\0\0\0WEBPVP8 '],
      ['a.png', ''],
    ];
    for (const [name, bytes] of refused) {
      const started = performance.now();
      const { to } = await visitor.post(`${draft}/bild`, fileForm(name, bytes));
      const page = await visitor.get(to);
      assert.match(to, /\/bild/, `${name} is not taken`);
      assert.match(page.text, /govuk-error-message/, name);
      assert.ok(performance.now() - started < 3000, `${name} takes no time`);
    }
    const hidden = '../../<b>\u202egnp\r\nSet-Cookie: x=y;"\'.html';
    const { to } = await visitor.post(`${draft}/bild`, fileForm(hidden, pngOf(4, 4)));
    assert.match(to, /\/aterkoppling$/);
    const { rows } = await sql<{ name: string; type: string }>`select name, type from files.file
      where draft_id = ${draft.split('/').at(-1)}`.execute(town.db);
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.name ?? '', /^[^<>\u202e\r\n/"\\;]+\.png$/);
  });
});

function fileForm(name: string, bytes: Uint8Array | string): FormData {
  const form = new FormData();
  form.append('_do', 'continue');
  form.append('bild', new Blob([bytes as string], { type: 'image/png' }), name);
  return form;
}

/** A white picture of one bit for each pixel: large ones are a few kilobytes on the line and gigabytes in memory. */
function pngOf(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height, 0);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

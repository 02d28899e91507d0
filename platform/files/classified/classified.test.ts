import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closePreviews, DEFAULT_RULES, openFiles, receiveFile } from '../index.ts';
import { drawFirstPage, readings } from '../preview/pdf.ts';
import { zipped } from '../zip.testing.ts';
import { isMarked, isMarkedName } from './marks.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-classified-'));
after(async () => {
  await closePreviews();
  rmSync(folder, { recursive: true, force: true });
});
const told: string[] = [];
const store = {
  ...(await openFiles(join(folder, 'files'))),
  refused: (marked: string) => told.push(marked),
  unread: (why: string) => told.push(`unread: ${why}`),
};
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const RULES = { ...DEFAULT_RULES, types: [...DEFAULT_RULES.types, WORD] as const };

let number = 0;
async function send(bytes: Uint8Array, name: string, declared = false) {
  const path = join(folder, `upload-${number++}`);
  writeFileSync(path, bytes);
  const result = await receiveFile(store, { path, name, size: bytes.length, declared }, RULES);
  rmSync(path);
  return result.ok ? 'taken' : result.error.code;
}

/** Every file of the store, those that are coming in too. */
const kept = () =>
  readdirSync(store.folder, { recursive: true }).filter((name) => statSync(join(store.folder, String(name))).isFile());

/** A PDF of a page for each list of lines, in Helvetica with Windows' letters. */
function pdf(pages: readonly (readonly string[])[], about = ''): Buffer {
  const font = pages.length * 2 + 3;
  const kids = pages.map((_, page) => `${page * 2 + 3} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...pages.flatMap((lines, page) => {
      const text = `BT /F1 14 Tf 72 720 Td 20 TL ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${page * 2 + 4} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
        `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
      ];
    }),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< ${about} >>`,
  ];
  let text = '%PDF-1.7\n';
  const at = objects.map((object, index) => {
    const begins = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(begins).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${at.join('')}trailer << /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const word = (body: string, parts: { readonly [name: string]: string } = {}) =>
  zipped({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
    ...parts,
  });
const paragraph = (...runs: string[]) => `<w:p>${runs.map((run) => `<w:r><w:t>${run}</w:t></w:r>`).join('')}</w:p>`;
const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#0f3329' } });

const MARKED: readonly (readonly [what: string, bytes: () => Buffer | Promise<Buffer>, name: string, at: string])[] = [
  ['a PDF with its mark on the first page', () => pdf([['KVALIFICERAT HEMLIG', 'Plan']]), 'plan.pdf', 'content'],
  [
    'a PDF with its mark on the last of forty pages',
    () => pdf([...Array(39).fill(['Plan']), ['HEMLIG']]),
    'plan.pdf',
    'content',
  ],
  ['a PDF with the lowest class', () => pdf([['BEGR\u00c4NSAT HEMLIG/RESTRICTED', '1 (2)']]), 'plan.pdf', 'content'],
  ['a PDF that says it in its title', () => pdf([['Plan']], '/Title (KONFIDENTIELL)'), 'plan.pdf', 'metadata'],
  [
    'a PDF that says it in its keywords, in wide letters',
    () => pdf([['Plan']], `/Keywords <FEFF${Buffer.from('BEGRÄNSAT HEMLIG', 'utf16le').swap16().toString('hex')}>`),
    'plan.pdf',
    'metadata',
  ],
  ['a PDF of another country', () => pdf([['NATO RESTRICTED']]), 'plan.pdf', 'content'],
  [
    'a Word document, its mark in two runs',
    () => word(paragraph('HEM', 'LIG') + paragraph('Plan')),
    'plan.docx',
    'content',
  ],
  [
    'a Word document with its mark in the head',
    () =>
      word(paragraph('Plan'), { 'word/header1.xml': `<w:hdr>${paragraph('HEMLIG enligt OSL 15 kap. 2 §')}</w:hdr>` }),
    'plan.docx',
    'content',
  ],
  [
    'a Word document that says it of itself',
    () =>
      word(paragraph('Plan'), { 'docProps/custom.xml': '<p name="Klass"><vt:lpwstr>KONFIDENTIELL</vt:lpwstr></p>' }),
    'plan.docx',
    'metadata',
  ],
  [
    'a picture that says it of itself',
    () =>
      picture()
        .withExif({ IFD0: { ImageDescription: 'HEMLIG' } })
        .jpeg()
        .toBuffer(),
    'bild.jpg',
    'metadata',
  ],
  ['a picture that is called so', () => picture().png().toBuffer(), 'HEMLIG bergrum.png', 'name'],
  ['a PDF that is called so in small letters', () => pdf([['Plan']]), 'kvalificerat_hemlig-plan.pdf', 'name'],
];

for (const [what, bytes, name, at] of MARKED) {
  test(`law 46a: ${what} is refused, and nothing of it is kept`, async () => {
    const before = kept();
    told.length = 0;
    assert.equal(await send(await bytes(), name), 'classified');
    assert.deepEqual(kept(), before);
    assert.deepEqual(told, [at]);
  });
}

test('law 46a: what its sender declares is refused, whatever it says itself', async () => {
  const before = kept();
  told.length = 0;
  assert.equal(await send(pdf([['Hyresavi']]), 'hyresavi.pdf', true), 'classified');
  assert.deepEqual([kept(), told], [before, ['declared']]);
});

test('ordinary documents are taken, also those that have the words in a sentence', async () => {
  told.length = 0;
  const lines = ['Hyresavi februari', 'Min adress är hemlig.', 'HEMLIGA TANTEN, biograf', 'Konfidentiellt samtal'];
  assert.equal(await send(pdf([lines], '/Title (Hemlig trädgård)'), 'hemligheten.pdf'), 'taken');
  assert.equal(await send(word(paragraph(...lines)), 'hemlig trädgård.docx'), 'taken');
  assert.equal(await send(Buffer.from('%PDF-1.7\nnothing to read\n%%EOF\n'), 'trasig.pdf'), 'taken');
  assert.deepEqual(told, ['unread: broken']);
});

test('of a Word document that is longer than is read the beginning is read, and the log says that it was cut', async () => {
  told.length = 0;
  const long = paragraph('Plan '.repeat(2_200_000));
  assert.equal(await send(word(paragraph('HEMLIG') + long), 'plan.docx'), 'classified');
  assert.equal(await send(word(long), 'plan.docx'), 'taken');
  assert.deepEqual(told, ['content', 'unread: long']);
});

test('while too many wait to be read a PDF is taken by its name and metadata, and pictures are drawn', async () => {
  const gate = Promise.withResolvers<void>();
  const before = Array.from({ length: 21 }, () => readings(() => gate.promise));
  try {
    told.length = 0;
    const xmp = '<x:xmpmeta><dc:title>HEMLIG</dc:title></x:xmpmeta>';
    assert.equal(await send(pdf([['Plan']]), 'HEMLIG plan.pdf'), 'classified');
    assert.equal(await send(Buffer.concat([pdf([['Plan']]), Buffer.from(xmp)]), 'plan.pdf'), 'classified');
    assert.equal(await send(pdf([['Plan']]), 'plan.pdf'), 'taken');
    assert.deepEqual(told, ['name', 'metadata', 'unread: busy']);
    assert.ok('pixels' in (await drawFirstPage({ pdf: pdf([['Plan']]), width: 100 })));
  } finally {
    gate.resolve();
    await Promise.all(before);
  }
});

test('a mark is a line of its own, or words that are nothing else', () => {
  for (const text of [
    'HEMLIG',
    '  [HEMLIG] ',
    'HEMLIG/SECRET',
    'HEMLIG 1 (4)',
    'x\nKONFIDENTIELL\ny',
    'Nivå: KVALIFICERAT HEMLIG',
  ])
    assert.ok(isMarked(text), text);
  for (const text of [
    'hemlig',
    'Hemlig',
    'HEMLIG ADRESS',
    'Märkt HEMLIG',
    'HEMLIGT',
    'OKONFIDENTIELL',
    'SECRET',
    'begränsat hemlig',
  ])
    assert.ok(!isMarked(text), text);
  assert.ok(isMarkedName('2026-02 BEGRÄNSAT_HEMLIG.pdf') && isMarkedName('A\u030aR HEMLIG.pdf'));
  assert.ok(!isMarkedName('hemlig.pdf') && !isMarkedName('HEMLIGHET.pdf'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { deflateSync, inflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { boxesOf } from './cover.ts';
import { occurrences } from './find.ts';
import { maskPdf, readPdf } from './index.ts';

const SECRET = 'Kanarie Svensson';
const HEAD = { title: 'Maskerad kopia', language: 'sv', date: '2026-02-03', alt: ['Sida 1 av 2', 'Sida 2 av 2'] };

/** A PDF with a secret wherever one can hide: text, a line broken in two, metadata, an attachment, an earlier version. */
function source(): Uint8Array {
  const page = (lines: readonly string[]) =>
    `BT /F1 14 Tf 72 720 Td 20 TL ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const stream = (text: string, head = '') => `<< ${head} /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R /Names << /EmbeddedFiles << /Names [(a.txt) 9 0 R] >> >> >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 7 0 R >> >> >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Contents 6 0 R /Resources << /Font << /F1 7 0 R >> >> >>',
    stream(
      page(['Utredning om skolan', `Eleven ${SECRET} har anmalt.`, 'Vittnet heter Kanarie', 'Svensson och bor dar.']),
    ),
    stream(page(['Oppet stycke', 'Hemligt stycke om sjukdom'])),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream(`<x:xmpmeta><dc:title>${SECRET}</dc:title></x:xmpmeta>`, '/Type /Metadata /Subtype /XML'),
    '<< /Type /Filespec /F (a.txt) /EF << /F 10 0 R >> >>',
    stream(SECRET, '/Type /EmbeddedFile'),
    `<< /Title (${SECRET}) /Author (${SECRET}) >>`,
  ];
  let text = '%PDF-1.7\n';
  const at: number[] = [];
  for (const [index, object] of objects.entries()) {
    at.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = (begin: number, offsets: readonly number[]) =>
    `xref\n${begin} ${offsets.length}\n${offsets.map((one) => `${String(one).padStart(10, '0')} 00000 n \n`).join('')}`;
  const first = text.length;
  text += `xref\n0 1\n0000000000 65535 f \n${table(1, at).slice(5)}trailer\n<< /Size 12 /Root 1 0 R /Info 11 0 R >>\nstartxref\n${first}\n%%EOF\n`;
  // An incremental update: the words of the second page before it are still in the file.
  const changed = text.length;
  text += `6 0 obj\n${stream(page(['Oppet stycke', 'Hemligt stycke om sjukdom']))}\nendobj\n`;
  const second = text.length;
  text += `${table(6, [changed])}trailer\n<< /Size 12 /Root 1 0 R /Info 11 0 R /Prev ${first} >>\nstartxref\n${second}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Every byte of a file and of each of its streams, unpacked. */
function everything(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const parts = [bytes.toString('latin1'), bytes.toString('utf16le')];
  for (let from = bytes.indexOf('stream'); from >= 0; from = bytes.indexOf('stream', from + 6)) {
    const begin = bytes.indexOf('\n', from) + 1;
    try {
      parts.push(inflateSync(bytes.subarray(begin)).toString('latin1'));
    } catch {
      // Not packed: its bytes are in the file as they are.
    }
  }
  return parts.join('\n');
}

async function extracted(pdf: Uint8Array) {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages = [...document.pages()];
  const texts = pages.map((page) => page.getText());
  const pictures = await Promise.all(pages.map((page) => page.render({ scale: 1, renderFormFields: true })));
  return { texts, pictures };
}

/** The share of black among the pixels of a part of a picture, by points from its upper left corner. */
function black(picture: { width: number; data: Uint8Array }, [left, top, right, bottom]: readonly number[]): number {
  let dark = 0;
  let all = 0;
  for (let y = top ?? 0; y < (bottom ?? 0); y++)
    for (let x = left ?? 0; x < (right ?? 0); x++) {
      const at = (y * picture.width + x) * 4;
      all++;
      if ((picture.data[at] ?? 0) + (picture.data[at + 1] ?? 0) + (picture.data[at + 2] ?? 0) < 60) dark++;
    }
  return dark / all;
}

test('law 17b: what is masked is gone from the copy: from its text, its pictures, its metadata, attachments and earlier versions', async () => {
  const original = source();
  assert.match(everything(original), new RegExp(SECRET), 'the source has it');
  const secretLine = (await readPdf(original))[1]?.lines.findIndex((line) => line.includes('sjukdom')) ?? -1;
  const masks = { words: ['kanarie svensson', 'finns inte'], lines: [{ page: 1, line: secretLine }], pages: [] };
  const copy = await maskPdf(original, masks, HEAD);
  assert.deepEqual([copy.pages, copy.notFound], [2, ['finns inte']]);
  assert.doesNotMatch(
    everything(copy.pdf),
    /Kanarie|Svensson|sjukdom|Utredning om/i,
    'not a byte of the source’s words',
  );
  const [before, after] = [await extracted(original), await extracted(copy.pdf)];
  assert.match(before.texts.join(), /Kanarie.*sjukdom/s);
  assert.equal(after.texts.join('').trim(), '', 'nothing can be selected or copied');
  const [first, second] = after.pictures;
  assert.ok(first && second && before.pictures[0]);
  const name = [119, 129, 231, 143];
  assert.ok(black(first, name) > 0.99, 'the name is black');
  assert.ok(black(before.pictures[0], name) < 0.5, 'and was letters before');
  assert.ok(black(first, [152, 150, 199, 163]) > 0.99, 'its first half at the end of a line');
  assert.ok(black(first, [73, 170, 132, 184]) > 0.99, 'its second half on the next line');
  const open = [72, 108, 200, 124];
  assert.ok(black(first, open) > 0 && black(first, open) < 0.5, 'the open line can be read');
  // Page two is turned: its lines run downwards, the first to the right.
  assert.deepEqual([second.width, second.height], [842, 595]);
  assert.ok(black(second, [699, 74, 711, 240]) > 0.99, 'the line that was chosen');
  assert.ok(black(second, [718, 74, 732, 150]) < 0.5, 'and not the one beside it');
  assert.match(Buffer.from(copy.pdf).toString('latin1'), /pdfaid:part>2/, 'PDF/A');
});

test('a page can be masked whole, and what cannot be read is refused', async () => {
  const copy = await maskPdf(source(), { words: [], lines: [], pages: [0] }, HEAD);
  const { pictures } = await extracted(copy.pdf);
  assert.ok(pictures[0] && black(pictures[0], [0, 0, 595, 842]) > 0.99);
  assert.ok(pictures[1] && black(pictures[1], [0, 0, 842, 595]) < 0.1);
  assert.deepEqual(copy.covered, { characters: 0, pages: 1 });
  await assert.rejects(readPdf(Buffer.from('no PDF')), /mask-unreadable/);
});

test('whoever masks reads the lines of each page', async () => {
  const pages = await readPdf(source());
  assert.equal(pages[0]?.lines.length, 4);
  assert.deepEqual(pages[0]?.lines[0], 'Utredning om skolan');
  assert.deepEqual([...(pages[1]?.lines ?? [])].sort(), ['Hemligt stycke om sjukdom', 'Oppet stycke']);
});

/** A PDF of one page; the objects after the page's own from 4. */
function onePage(page: string, ...objects: (string | Buffer)[]): Buffer {
  const all = [
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 12 Tf 0 g)>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${page}>>`,
    ...objects,
  ];
  const body = all.map((object, n) =>
    Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...body, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')]);
}

function streamOf(content: string | Buffer, head = ''): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`<<${head}/Length ${bytes.length}>>stream\n`), bytes, Buffer.from('\nendstream')]);
}

/** A PDF of so many empty pages. */
function pagesOf(count: number): Buffer {
  const kids = Array.from({ length: count }, (_, n) => `${n + 3} 0 R`).join(' ');
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>';
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    ...Array(count).fill(page),
  ];
  const body = all.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer<</Root 1 0 R>>\n%%EOF\n`);
}

test('three hundred pages are read and no more', async () => {
  assert.equal((await readPdf(pagesOf(300))).length, 300);
  await assert.rejects(readPdf(pagesOf(301)), { code: 'mask-too-long', detail: '301 pages' });
});

const ANNA = 'BT /F1 14 Tf 72 720 Td (Eleven Anna) Tj ET';
const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const MASK_ANNA = { words: ['Anna'], lines: [], pages: [] };

test('fields and notes, whose words cannot be searched, are never left beside masked text: the page is masked whole or refused', async () => {
  const look = '/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>';
  const drawn = streamOf('BT /F1 14 Tf 2 4 Td (Anna Andersson) Tj ET', look);
  const on = (annotation: string) =>
    onePage('/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]', streamOf(ANNA), FONT, annotation, drawn);
  const overlaid = {
    field: '<</Subtype/Widget/FT/Tx/T(namn)/V(Anna Andersson)/Rect[72 600 272 620]/F 4/AP<</N 7 0 R>>>>',
    'field without a look': '<</Subtype/Widget/FT/Tx/T(namn)/V(Anna Andersson)/Rect[72 600 272 620]/F 4>>',
    note: '<</Subtype/FreeText/Contents(Anna Andersson)/Rect[72 600 272 620]/F 4/AP<</N 7 0 R>>>>',
    'link with a look': '<</Subtype/Link/Rect[72 600 272 620]/F 4/AP<</N 7 0 R>>>>',
  };
  for (const [what, annotation] of Object.entries(overlaid)) {
    const [page] = await readPdf(on(annotation));
    assert.deepEqual([page?.lines, page?.overlaid], [['Eleven Anna'], true], what);
    await assert.rejects(maskPdf(on(annotation), MASK_ANNA, HEAD), /mask-overlaid/, what);
  }
  const line = { words: [], lines: [{ page: 0, line: 0 }], pages: [] };
  await assert.rejects(maskPdf(on(overlaid.field), line, HEAD), /mask-overlaid/);
  const whole = await maskPdf(on(overlaid.field), { ...MASK_ANNA, pages: [0] }, HEAD);
  const [picture] = (await extracted(whole.pdf)).pictures;
  assert.ok(picture && black(picture, [0, 0, 595, 842]) > 0.99);
  const link = '<</Subtype/Link/Rect[72 600 272 620]/A<</S/URI/URI(https://exempel.invalid)>>>>';
  assert.equal((await maskPdf(on(link), MASK_ANNA, HEAD)).covered.characters, 4, 'a link draws nothing of its own');
});

test('an occurrence is found however it is broken or written', () => {
  const hidden = (page: string, word: string) => {
    const characters = Array.from(page, (text) => ({ text, box: null }));
    const found = occurrences(characters, [word]);
    return characters.map(({ text }, index) => (found.has(index) ? '#' : text)).join('');
  };
  const number = '19900101-1234';
  assert.equal(hidden(`${number} och 19900101-\r\n1234.`, number), `${'#'.repeat(13)} och ${'#'.repeat(15)}.`);
  for (const hyphen of ['\u2010', '\u2011', '\u2013', '\u2212', '\u0002', '\u00ad', '\ufffe', '\u200b', ''])
    assert.doesNotMatch(hidden(`nr 19900101${hyphen}1234.`, number), /\d/, JSON.stringify(hyphen));
  assert.equal(hidden('nr 19900101-1234.', '199001011234'), 'nr #############.');
  assert.equal(hidden('Hej A\u030asa och O\u0308stman', 'Åsa'), 'Hej #### och O\u0308stman', 'letter and ring');
  assert.equal(hidden('Hej Åsa', 'A\u030asa'), 'Hej ###');
  assert.equal(hidden('Hej Asa', 'Åsa'), 'Hej Asa', 'another name');
  for (const page of ['Hej \u00a8Ostman', 'Hej O\u00a8stman', 'Hej O \u00a8stman'])
    assert.doesNotMatch(hidden(page, 'Östman'), /O|stman/, page);
  assert.equal(hidden('of\ufb01cer', 'ic'), 'of##er', 'a ligature goes whole');
});

test('a character that shows and has no place cannot be covered', () => {
  const characters = [...'A\r\n'].map((text) => ({ text, box: null }));
  assert.deepEqual(boxesOf(characters, new Set([1, 2])), []);
  assert.throws(() => boxesOf(characters, new Set([0])), /mask-without-place/);
});

test('a copy has the colours and the size of its source', async () => {
  const red = onePage('/Contents 4 0 R', streamOf('1 0 0 rg 0 0 595 842 re f'));
  const [picture] = (await extracted((await maskPdf(red, { words: [], lines: [], pages: [] }, HEAD)).pdf)).pictures;
  // Not near the edge, where it is smoothed.
  assert.deepEqual([...(picture?.data.subarray(400_000, 400_003) ?? [])], [255, 0, 0]);
});

test('one masking at a time, and none takes more memory than its bound', async () => {
  let live = 0;
  let most = 0;
  const count = (worker: Worker) => {
    most = Math.max(most, ++live);
    worker.once('exit', () => live--);
  };
  process.on('worker', count);
  try {
    const greedy = onePage(
      '/Contents 4 0 R',
      streamOf(deflateSync(Buffer.alloc(300_000_000, 32), { level: 1 }), '/Filter/FlateDecode'),
    );
    const [first, second] = await Promise.allSettled([readPdf(greedy), readPdf(source())]);
    assert.equal(first.status, 'rejected', 'a page of three hundred megabytes');
    assert.equal(second.status, 'fulfilled', 'takes nothing else with it');
    assert.equal(most, 1);
  } finally {
    process.off('worker', count);
  }
  await assert.rejects(maskPdf(source(), MASK_ANNA, HEAD, 2000), /mask-too-large/);
});

test('a file that takes longer than it may is given up with its thread, and the next is read', async () => {
  await assert.rejects(readPdf(source(), 1), { code: 'mask-unreadable', message: /took too long/ });
  assert.equal((await readPdf(source())).length, 2);
});

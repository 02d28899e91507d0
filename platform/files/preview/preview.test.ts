import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { closePreviews, keepBytes, openFiles, previewOf } from '../index.ts';
import { drawFirstPage, readPdf } from './pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-preview-'));
after(async () => {
  await closePreviews();
  rmSync(folder, { recursive: true, force: true });
});
const store = await openFiles(folder);
const BILL = new URL(
  '../../../towns/ekhamn/services/ekonomiskt-bistand-ateransokan/examples/files/hyresavi.pdf',
  import.meta.url,
);

/** A PDF of one page, with objects after the page's own. */
function pdf(page: string, ...objects: (string | Buffer)[]): Buffer {
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R${page}>>`,
  ];
  const body = [...all, ...objects].map((object, n) =>
    Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...body, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')]);
}

function stream(dictionary: string, bytes: Buffer | string): Buffer {
  const content = Buffer.from(bytes);
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${content.length}>>stream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
}

/** The share of a picture that is not white. */
async function ink(picture: Buffer): Promise<number> {
  const { data } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((light) => light < 200).length / data.length;
}

test('the first page of a document becomes a picture of its shape with its ink, small and large', async () => {
  const kept = await keepBytes(store, readFileSync(BILL));
  for (const [size, width] of [
    ['small', 160],
    ['large', 1000],
  ] as const) {
    const picture = await previewOf(store, { ...kept, type: 'application/pdf' }, size);
    assert.ok(picture);
    const shape = await sharp(picture).metadata();
    assert.deepEqual([shape.format, shape.width], ['jpeg', width]);
    assert.ok(Math.abs((shape.height ?? 0) / width - Math.SQRT2) < 0.02, 'as high as an A4');
    const share = await ink(picture);
    assert.ok(share > 0.001 && share < 0.5, `${share} of it is ink`);
  }
});

test('a picture becomes a smaller one, turned as it is meant to be seen', async () => {
  const held = sharp({ create: { width: 400, height: 200, channels: 3, background: '#0f3329' } });
  const kept = await keepBytes(store, await held.withMetadata({ orientation: 6 }).jpeg().toBuffer());
  const picture = await previewOf(store, { ...kept, type: 'image/jpeg' }, 'small');
  assert.ok(picture);
  const { width, height } = await sharp(picture).metadata();
  assert.deepEqual([width, height], [160, 320]);
});

test('what cannot be drawn gives no picture, and the next document is drawn as before', async () => {
  const pixels = deflateSync(Buffer.alloc(20_000_000), { level: 1 });
  const image = '/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode';
  const drawImage = '/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>';
  const broken: { readonly [what: string]: Buffer } = {
    'no document at all': Buffer.from('%PDF-1.7\nhej'),
    'a document without pages': Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>'),
    'a page of no width': pdf('/MediaBox[0 0 0 0]/Rotate 90/Contents 4 0 R', stream('', '')).subarray(0, 60),
    'a roll of paper': pdf('/MediaBox[0 0 10 9000]'),
    'a picture of ten gigapixels': pdf(
      drawImage,
      stream('', 'q 600 0 0 800 0 0 cm /I Do Q'),
      stream(`${image}/Width 100000/Height 100000`, pixels),
    ),
  };
  for (const [what, bytes] of Object.entries(broken)) {
    const answer = await drawFirstPage({ pdf: bytes, width: 100 }, 4000);
    if (what !== 'a picture of ten gigapixels') assert.ok('error' in answer, what);
  }
  assert.ok(process.memoryUsage.rss() < 900_000_000, 'and none of it takes the memory');
  const kept = await keepBytes(store, readFileSync(BILL));
  assert.ok(await previewOf(store, { ...kept, type: 'application/pdf' }, 'small'));
});

test('a page that takes too long is given up, and what a document would run or open is not', async () => {
  const slow = pdf(
    '/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>',
    stream('', '/F Do '.repeat(3000)),
    stream(
      '/Type/XObject/Subtype/Form/BBox[0 0 600 800]',
      '0 0 m 600 800 l 1 w 0.5 0.1 0.9 RG S 3 3 500 500 re f '.repeat(3000),
    ),
  );
  const begun = performance.now();
  const answer = await drawFirstPage({ pdf: slow, width: 1000 }, 300);
  assert.deepEqual(answer, { error: 'took too long' });
  assert.ok(performance.now() - begun < 10_000);
  const active = pdf('/MediaBox[0 0 600 800]/AA<</O<</S/JavaScript/JS(while(true){})>>>>', '<</S/Launch/F(/bin/sh)>>');
  assert.ok('pixels' in (await drawFirstPage({ pdf: active, width: 100 })), 'its page is white, and that is all');
});

test('a page that could not be ordered holds up no other', async () => {
  const cannotBeSent = { pdf: (() => 0) as unknown as Uint8Array, width: 100 };
  await assert.rejects(drawFirstPage(cannotBeSent), /could not be cloned/);
  assert.ok('pixels' in (await drawFirstPage({ pdf: pdf('/MediaBox[0 0 600 800]'), width: 100 })));
});

test('fifty thousand characters of a title are read, and of a longer one its first, never what lay in memory', async () => {
  const titled = (title: string) =>
    Buffer.from(
      pdf('/MediaBox[0 0 600 800]', `<</Title(${title})>>`)
        .toString('latin1')
        .replace('/Root 1 0 R', '/Root 1 0 R/Info 4 0 R'),
      'latin1',
    );
  const title = `HEMLIG ${'x'.repeat(49_993)}`;
  for (const more of ['', 'y', 'y'.repeat(1_000_000)]) {
    const path = join(folder, 'rubrik.pdf');
    writeFileSync(path, titled(title + more));
    const { about } = await readPdf(path);
    assert.ok(about[0] === title, `${about[0]?.length} characters, ${more.length} too many`);
  }
});

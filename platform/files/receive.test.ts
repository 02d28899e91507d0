import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { DEFAULT_RULES, type FileRules, openFile, openFiles, receiveFile } from './index.ts';
import { zipped } from './zip.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-files-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const store = await openFiles(join(folder, 'files'));

// Longer than the chunks of a stream.
const PDF = Buffer.from(`%PDF-1.7\n${'1 0 obj\n<<>>\nendobj\n'.repeat(20_000)}trailer\n%%EOF\n`);

let number = 0;
async function send(bytes: Uint8Array, name: string, rules: FileRules = DEFAULT_RULES) {
  const path = join(folder, `upload-${number++}`);
  writeFileSync(path, bytes);
  return receiveFile(store, { path, name, size: bytes.length }, rules);
}

async function refused(bytes: Uint8Array, name: string, rules?: FileRules): Promise<string> {
  const result = await send(bytes, name, rules);
  if (result.ok) return 'taken';
  assert.ok(result.error.message.sv.length > 10 && result.error.message.en.length > 10);
  return result.error.code;
}

function picture(width = 40, height = 20) {
  return sharp({ create: { width, height, channels: 3, background: '#0f3329' } });
}

/** A picture as a phone makes it: with camera, position and a turn. */
function photo(): Promise<Buffer> {
  return picture()
    .withExif({
      IFD0: { Make: 'KANARIE', ImageDescription: 'CANARY-EXIF' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 20/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

test('a PDF is kept byte for byte under its hash, private and readable as a stream', async () => {
  const result = await send(PDF, 'Hyresavi februari.PDF');
  assert.ok(result.ok);
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  assert.deepEqual(result.value, { sha256, size: PDF.length, type: 'application/pdf', name: 'Hyresavi februari.pdf' });
  assert.deepEqual(await buffer(await openFile(store, sha256)), PDF);
  assert.equal(statSync(join(store.folder, sha256.slice(0, 2), sha256)).mode & 0o077, 0);
});

test('the same bytes are kept once', async () => {
  const first = await send(PDF, 'a.pdf');
  const second = await send(PDF, 'b.pdf');
  assert.ok(first.ok && second.ok);
  assert.equal(first.value.sha256, second.value.sha256);
});

test('a picture loses all metadata, and is turned as it is meant to be seen', async () => {
  const sent = await photo();
  assert.ok(sent.includes('KANARIE'), 'the picture that is sent has metadata');
  const result = await send(sent, 'IMG_0001.JPG');
  assert.ok(result.ok);
  const kept = await buffer(await openFile(store, result.value.sha256));
  assert.ok(!kept.includes('KANARIE') && !kept.includes('CANARY') && !kept.includes('Exif'));
  const path = join(store.folder, result.value.sha256.slice(0, 2), result.value.sha256);
  const { width, height, exif, icc, xmp, orientation } = await sharp(path).metadata();
  assert.deepEqual({ width, height }, { width: 20, height: 40 });
  assert.deepEqual([exif, icc, xmp, orientation], [undefined, undefined, undefined, undefined]);
});

test('a service that needs the original gets it', async () => {
  const sent = await photo();
  const result = await send(sent, 'x.jpg', { ...DEFAULT_RULES, keepOriginal: true });
  assert.ok(result.ok && result.value.size === sent.length);
  const half = sent.subarray(0, sent.length - 200);
  assert.equal(await refused(half, 'x.jpg', { ...DEFAULT_RULES, keepOriginal: true }), 'broken-image');
});

test('a PNG stays a PNG, and text hidden behind its end goes', async () => {
  const sent = Buffer.concat([await picture().png().toBuffer(), Buffer.from('<script>CANARY</script>')]);
  const result = await send(sent, 'skärm.png');
  assert.ok(result.ok);
  assert.equal(result.value.type, 'image/png');
  assert.ok(!(await buffer(await openFile(store, result.value.sha256))).includes('CANARY'));
});

test('the name says nothing about the kind', async () => {
  assert.equal(await refused(Buffer.from('<html><script>'), 'avi.pdf'), 'wrong-type');
  assert.equal(await refused(Buffer.from('MZ\u0090 program'), 'bild.jpg'), 'wrong-type');
  const result = await send(await picture().png().toBuffer(), 'avi.pdf.exe');
  assert.ok(result.ok);
  assert.equal(result.value.name, 'avi.pdf.png');
});

test('empty, too large and broken files are refused in words', async () => {
  assert.equal(await refused(Buffer.alloc(0), 'x.pdf'), 'empty');
  assert.equal(await refused(PDF, 'x.pdf', { ...DEFAULT_RULES, maxSize: PDF.length - 1 }), 'too-large');
  assert.equal(await refused((await picture().jpeg().toBuffer()).subarray(0, 200), 'x.jpg'), 'broken-image');
  assert.equal(await refused(Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]), 'x.jpg'), 'broken-image');
});

test('a picture with too many pixels is refused before it is decoded', async () => {
  assert.equal(
    await refused(await picture(101, 100).png().toBuffer(), 'x.png', { ...DEFAULT_RULES, maxPixels: 10_000 }),
    'too-many-pixels',
  );
  assert.equal(
    await refused(await picture(100, 100).png().toBuffer(), 'x.png', { ...DEFAULT_RULES, maxPixels: 10_000 }),
    'taken',
  );
});

/** A picture that says it is so large and holds next to nothing: what is looked at before it is decoded. */
async function claiming(width: number, height: number, interlaced = false): Promise<Buffer> {
  const png = await picture(1, 1).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt8(interlaced ? 1 : 0, 28);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

test('sixty megapixels are decoded and one row more is not; twenty when they come in passes', async () => {
  assert.equal(await refused(await claiming(7500, 8000), 'x.png'), 'broken-image');
  assert.equal(await refused(await claiming(7500, 8001), 'x.png'), 'too-many-pixels');
  assert.equal(await refused(await claiming(5000, 4000, true), 'x.png'), 'broken-image');
  assert.equal(await refused(await claiming(5000, 4001, true), 'x.png'), 'too-many-pixels');
});

test('HEIC is told apart, so that the person knows what to do', async () => {
  assert.equal(await refused(Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), 'IMG.heic'), 'heic');
});

test('a question takes only its own kinds', async () => {
  assert.equal(await refused(PDF, 'x.pdf', { ...DEFAULT_RULES, types: ['image/jpeg'] }), 'wrong-type');
});

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const WORD_RULES: FileRules = { ...DEFAULT_RULES, types: [WORD] };

test('a Word document is taken where it may be, with macros never', async () => {
  const word = zipped({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>'.repeat(500) });
  assert.equal(await refused(word, 'brev.docx', WORD_RULES), 'taken');
  const macros = zipped({ 'word/document.xml': '<w:document/>', 'word/vbaProject.bin': 'Sub' });
  assert.equal(await refused(macros, 'brev.docx', WORD_RULES), 'wrong-type');
  assert.equal(await refused(zipped({ 'hej.txt': 'word/document.xml' }), 'brev.docx', WORD_RULES), 'wrong-type');
  assert.equal(await refused(word, 'brev.docx'), 'wrong-type');
});

test('a zip bomb is refused: one that says what it becomes, one that lies, and one that uses its bytes twice', async () => {
  const zeros = Buffer.alloc(40_000_000);
  const honest = zipped(
    Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'word/document.xml'].map((name) => [name, zeros])),
  );
  assert.ok(honest.length < 4_000_000, 'a few bytes that become 240 million');
  assert.equal(await refused(honest, 'brev.docx', WORD_RULES), 'bomb');
  const lying = zipped({ 'word/document.xml': zeros }, { says: 1000 });
  assert.equal(await refused(lying, 'brev.docx', WORD_RULES), 'bomb');
  const twice = zipped({ 'word/document.xml': 'text'.repeat(99), b: 'text'.repeat(99) }, { sameBytes: true });
  assert.equal(await refused(twice, 'brev.docx', WORD_RULES), 'wrong-type');
});

test('a file that is two files is refused: a zip behind a PDF or a picture, anything before a PDF', async () => {
  const zip = zipped({ 'word/document.xml': 'x', 'program.exe': 'MZ' });
  assert.equal(await refused(Buffer.concat([PDF, zip]), 'avi.pdf'), 'two-in-one');
  for (const behind of ['!', '\n%%EOF\n', 'PK\u0005\u0006', 'x'.repeat(70_000)])
    assert.equal(
      await refused(Buffer.concat([PDF, zip, Buffer.from(behind)]), 'avi.pdf'),
      'two-in-one',
      behind.slice(0, 9),
    );
  const looksLike = Buffer.from(`%PDF-1.7\nstream PK\u0005\u0006${'\0'.repeat(30)} endstream\n%%EOF\n`, 'latin1');
  assert.equal(await refused(looksLike, 'avi.pdf'), 'taken', 'four bytes alone are no zip');
  assert.equal(await refused(Buffer.concat([await photo(), zip]), 'bild.jpg'), 'two-in-one');
  assert.equal(await refused(Buffer.concat([await picture().png().toBuffer(), zip]), 'bild.png'), 'two-in-one');
  assert.equal(await refused(Buffer.concat([zip, PDF]), 'brev.docx', WORD_RULES), 'wrong-type');
  assert.equal(await refused(Buffer.concat([Buffer.from('<script>alert(1)</script>'), PDF]), 'avi.pdf'), 'wrong-type');
  const hidden = Buffer.concat([await photo(), Buffer.from('<script>KANARIE</script>')]);
  const taken = await send(hidden, 'bild.jpg');
  assert.ok(taken.ok, 'what stands behind a picture goes when it is written anew');
  assert.ok(!(await buffer(await openFile(store, taken.value.sha256))).includes('KANARIE'));
});

test("drawings with script, pages and programs are nobody's attachment, whatever they are called", async () => {
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const text of [svg, '<!doctype html><script>alert(1)</script>', '\u007fELF', '#!/bin/sh\n', 'GIF89a'])
    assert.equal(await refused(Buffer.from(text, 'latin1'), 'bild.png'), 'wrong-type', text);
});

test('a picture too large to be turned keeps the note of how it is held, and nothing else', async () => {
  const sent = await picture(4200, 3100)
    .withExif({ IFD0: { Make: 'KANARIE' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 20/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const result = await send(sent, 'IMG_0002.JPG');
  assert.ok(result.ok);
  const kept = await buffer(await openFile(store, result.value.sha256));
  assert.ok(sent.includes('KANARIE') && !kept.includes('KANARIE'));
  const path = join(store.folder, result.value.sha256.slice(0, 2), result.value.sha256);
  const { width, orientation, exif } = await sharp(path).metadata();
  assert.deepEqual([width, orientation], [4200, 6]);
  // Of the GPS directory not even the pointer (tag 0x8825) is left.
  assert.ok(
    exif !== undefined && !exif.includes(Buffer.from([0x88, 0x25])) && !exif.includes(Buffer.from([0x25, 0x88])),
  );
});

test('nothing is left behind in the entrance', () => {
  assert.deepEqual(readdirSync(join(store.folder, 'incoming')), []);
});

test('what is no hash is no path', async () => {
  for (const sha256 of ['../../etc/passwd', '', 'A'.repeat(64), 'a'.repeat(64)]) {
    await assert.rejects(openFile(store, sha256), { code: 'file-missing' });
  }
});

test('no file of a stranger fills the disk: there is always room left', async () => {
  const path = join(folder, 'upload-last');
  writeFileSync(path, PDF);
  const full = { ...store, keepFree: Number.MAX_SAFE_INTEGER };
  await assert.rejects(receiveFile(full, { path, name: 'a.pdf', size: PDF.length }), {
    code: 'disk-full',
    status: 503,
  });
});

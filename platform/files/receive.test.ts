import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { DEFAULT_RULES, type FileRules, openFile, openFiles, receiveFile } from './index.ts';

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

test('HEIC is told apart, so that the person knows what to do', async () => {
  assert.equal(await refused(Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), 'IMG.heic'), 'heic');
});

test('a question takes only its own kinds', async () => {
  assert.equal(await refused(PDF, 'x.pdf', { ...DEFAULT_RULES, types: ['image/jpeg'] }), 'wrong-type');
});

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test('a Word document is taken where it may be, with macros never', async () => {
  const rules: FileRules = { ...DEFAULT_RULES, types: [WORD] };
  const zip = (parts: string) => Buffer.from(`PK\u0003\u0004 … ${parts} PK\u0005\u0006`, 'latin1');
  assert.equal(await refused(zip('word/document.xml'), 'brev.docx', rules), 'taken');
  assert.equal(await refused(zip('word/document.xml word/vbaProject.bin'), 'brev.docx', rules), 'wrong-type');
  assert.equal(await refused(zip('hej.txt'), 'brev.docx', rules), 'wrong-type');
  assert.equal(await refused(zip('word/document.xml'), 'brev.docx'), 'wrong-type');
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

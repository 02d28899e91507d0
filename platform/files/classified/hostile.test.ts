// Files made to take long: by expressions that begin anew at each letter each of these took minutes or for ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMarked, isMarkedName } from './marks.ts';
import { linesOfXml, packets } from './xml.ts';

const MILLIONS = 1_500_000;
/** So long that what is read of it letter by letter is read in no time, and what begins anew at each letter is not. */
const repeated = (part: string) => part.repeat(Math.ceil(MILLIONS / part.length));
const LIMIT = { timeout: 60_000 };

test('packets that never end are read so far and no further', LIMIT, () => {
  const { texts, cut } = packets(Buffer.from('<x:xmpmeta'.repeat(MILLIONS)));
  assert.deepEqual([texts.length, cut], [20, true]);
});

test('a mark in a packet is found before and behind others, and of one without an end', LIMIT, () => {
  const title = '<x:xmpmeta><dc:title>HEMLIG</dc:title>';
  const other = '<x:xmpmeta><dc:title>Plan</dc:title></x:xmpmeta>';
  for (const file of [`${title}</x:xmpmeta>${other}`, `${other.repeat(100)}${title}</x:xmpmeta>`, title])
    assert.ok(packets(Buffer.from(`%PDF-1.7 ${file} %%EOF`)).texts.some(isMarked), file.slice(0, 80));
  assert.deepEqual(packets(Buffer.from(other)), { texts: ['\n\nPlan\n\n'], cut: false });
});

test('XML in which nothing is closed is text to its end', LIMIT, () => {
  for (const part of ['<', '<w:r ', '<w:p a="', '="', '&#', '&#1', '&#x', '<a ="="']) {
    const xml = `<w:p>HEMLIG</w:p>${repeated(part)}`;
    assert.ok(isMarked(linesOfXml(xml)), part);
  }
});

test('elements without number are lines', LIMIT, () => {
  for (const part of ['<>', '<a b="c">', '</w:p>']) assert.ok(isMarked(linesOfXml(`${repeated(part)}HEMLIG`)), part);
});

test('letters with signs without number, and lines without end, are looked at once', LIMIT, () => {
  const line = (part: string) => `${repeated(part)}\nHEMLIG\n${repeated(part)}`;
  for (const part of ['\u0301\u0316', 'a\u0301\u0316', 'HEMLIG 1', 'HEMLIG /', ' ', 'HEMLIG', '\n'])
    assert.ok(isMarked(line(part)), part);
  assert.ok(!isMarked(`HEMLIG ${repeated('1')}`), 'no mark is so long');
  assert.ok(isMarkedName(`${repeated('\u0301\u0316')} HEMLIG plan.pdf`));
});

test('runs are one line however they look, and a field, a cell or a paragraph is another', () => {
  const run = (text: string) => `<w:r><w:rPr><w:b w:val="1"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const marked = (xml: string) => isMarked(linesOfXml(xml));
  assert.ok(marked(`<w:p>${run('KVALIFICERAT ')}<w:proofErr w:type="spellStart"/>${run('HEM')}${run('LIG')}</w:p>`));
  assert.ok(marked(`<w:tc><w:p>${run('HEMLIG')}</w:p></w:tc><w:tc><w:p>${run('Plan')}</w:p></w:tc>`));
  assert.ok(marked(`<w:p>${run('HEMLIG ')}<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>`));
  assert.ok(!marked(`<w:p>${run('HEMLIG ')}${run('adress')}</w:p>`));
});

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import { loadTexts } from '#platform/text/index.ts';
import { EXAMPLE, words } from './example.testing.ts';
import type { LetterBlock, LetterModel } from './model.ts';
import { closeLetters, letterPdf } from './pdf.ts';
import { pdfText } from './pdf-text.testing.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));
const t = texts.for('sv');
after(closeLetters);

function saying(...paragraphs: string[]): LetterModel {
  const blocks = paragraphs.map((text): LetterBlock => ({ kind: 'paragraph', content: words(text) }));
  return { ...EXAMPLE, blocks };
}

test('a letter becomes a tagged PDF/A-2a with its title, language and headings', async () => {
  const pdf = Buffer.from(await letterPdf(EXAMPLE, { t })).toString('latin1');
  assert.match(pdf, /<pdfaid:part>2<\/pdfaid:part>/);
  assert.match(pdf, /<pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(pdf, /\/MarkInfo <<\s*\/Marked true/);
  assert.match(pdf, /\/Lang \(sv/);
  for (const tag of ['H1', 'H2', 'H3', 'P', 'L', 'Table', 'TH', 'TD'])
    assert.match(pdf, new RegExp(`/S /${tag}\\s`), tag);
});

test('on paper the lines of the window stand once, in place of the head’s own, and the letter is as accessible', async () => {
  const postal = ['Leyla Nyström', 'Varvsgatan 14 B', '000 12 Ekhamn'];
  const printed = Buffer.from(await letterPdf(EXAMPLE, { t, postal }));
  const text = pdfText(printed);
  for (const line of postal) assert.equal(text.split(line).length, 2, line);
  assert.ok(text.includes('SN 2026-000123'));
  assert.match(
    Buffer.from(await letterPdf(EXAMPLE, { t, postal, standard: 'ua-1' })).toString('latin1'),
    /pdfuaid:part/,
  );
  const nameOnly = pdfText(await letterPdf(EXAMPLE, { t, postal: ['Leyla Nyström'] }));
  assert.ok(!nameOnly.includes('Varvsgatan'), 'the address that the letter knows does not come along');
});

test('every word of the letter stands in the PDF', async () => {
  const text = pdfText(await letterPdf(EXAMPLE, { t, origin: 'https://ekhamn.example' }));
  for (const word of [
    'Ekhamns kommun',
    'Leyla Nyström',
    '3 februari 2026',
    'SN 2026-000123',
    'Så har vi räknat',
    '11 420',
  ]) {
    assert.ok(text.includes(word), `${word} in ${text}`);
  }
  for (const word of ['Viktigt', 'Mina sidor', 'Först', 'El', 'Sida 1 av 1', 'version 14'])
    assert.ok(text.includes(word), word);
});

for (const language of ['sv', 'en'] as const) {
  test(`the same letter also compiles as PDF/UA-1 (${language})`, async () => {
    const model = { ...EXAMPLE, language };
    const pdf = await letterPdf(model, { t: texts.for(language), standard: 'ua-1', origin: 'https://ekhamn.example' });
    assert.match(Buffer.from(pdf).toString('latin1'), /<pdfuaid:part>1<\/pdfuaid:part>/);
  });
}

test('Typst source in a letter is printed, not run', async () => {
  const attack = '#read("/etc/passwd") #{ 1 + 1 } $x^2$ = *fet* @preview/x:1.0.0 \\ ` [länk] <märke> "]; #panic()';
  const pdf = await letterPdf(saying(attack), { t });
  assert.ok(pdfText(pdf).includes(attack), pdfText(pdf));
  assert.ok(!pdfText(pdf).includes('root:'));
});

test('the subject, the recipient and the facts are data too', async () => {
  const attack = '#read("/etc/passwd")';
  const model = { ...EXAMPLE, subject: attack, recipient: { name: attack }, facts: [{ label: attack, value: attack }] };
  assert.equal(pdfText(await letterPdf(model, { t })).split(attack).length - 1, 4);
});

test('the same letter gives the same bytes', async () => {
  const first = await letterPdf(EXAMPLE, { t });
  await letterPdf(saying('Ett annat brev emellan.'), { t });
  assert.deepEqual(await letterPdf(EXAMPLE, { t }), first);
});

test('characters without a glyph are marked, and the letter is made all the same', async () => {
  const text = pdfText(await letterPdf(saying('Läkare: 王芳 😀 \u0007 Κώστας'), { t }));
  assert.ok(text.includes('Läkare:'));
  assert.ok(text.includes('▯▯'), text);
  assert.ok(text.includes('Κώστας'), text);
});

test('what breaks the layout fails with the reason in the log, never to the reader', async () => {
  await assert.rejects(letterPdf({ ...EXAMPLE, date: 'i morgon' }, { t }), { code: 'letter-pdf', status: 500 });
});

test('two hundred letters do not grow memory', async () => {
  const print = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1) {
      const [first] = saying(`Brev nummer ${n} ${'med egna ord '.repeat(20)}`).blocks;
      await letterPdf(
        { ...EXAMPLE, subject: `Brev ${n}`, blocks: [...(first ? [first] : []), ...EXAMPLE.blocks] },
        { t },
      );
    }
  };
  // Without giving back what each letter left behind the compiler keeps several megabytes a letter. What the garbage
  // collector has not yet looked at may come to some tens of megabytes at any moment.
  await print(0, 60);
  const before = process.memoryUsage().rss;
  await print(60, 260);
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grown < 100, `${grown.toFixed(1)} MB for two hundred letters`);
});

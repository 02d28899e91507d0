import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csv, schema } from './index.ts';
import { formOf, RENEWAL } from './testing/forms.ts';

const form = formOf(RENEWAL);
const HEAD =
  'manad,andrat_hushall,hushallet.vuxna.ref,hushallet.vuxna.namn,hushallet.vuxna.fodelsedatum,hushallet.barn.ref,' +
  'hushallet.barn.namn,hushallet.barn.fodelsedatum,hushallet.barn.alder,hushallet.barn.lunch_hemma,hushallet.antal,' +
  'inkomster.slag,inkomster.vad,inkomster.belopp,barnens_inkomst,summa_inkomster';

test('an application is a line, its values stand in columns named by their path, entries of a group in one cell', () => {
  const data = {
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [
      { slag: 'lon', belopp: '4380' },
      { slag: 'annat', vad: 'Gåva, "mormor"', belopp: '-1.5' },
    ],
    summa_inkomster: '4378.5',
  };
  const [head, line, end] = csv(form, [data]).split('\r\n');
  assert.equal(head, HEAD);
  assert.equal(line, '2026-02,false,,,,,,,,,,lon | annat," | Gåva, ""mormor""",4380 | -1.5,,4378.5');
  assert.equal(end, '');
});

test('what a spreadsheet would run is text, and a number stays a number', () => {
  const one = formOf(`
pages: [ { id: a, questions: [ { id: q, type: text, label: { sv: Q, en: Q } } ] } ]
`);
  const cells = (text: string) => csv(one, [{ q: text }]).split('\r\n')[1];
  assert.equal(cells('=HYPERLINK("http://x")'), '"\'=HYPERLINK(""http://x"")"');
  for (const text of ['+1', '@SUM(A1)', '\tx', '-1+1']) assert.match(cells(text) ?? '', /^"?'/);
  assert.equal(cells('-12.5'), '-12.5');
});

/** A reader of RFC 4180, to read what was written. */
function read(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('property: whatever is written, a reader finds every line whole', () => {
  const properties = Object.keys(schema(form)['properties'] as object);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (texts) => {
      const rows = read(
        csv(
          form,
          texts.map((text) => ({ manad: text })),
        ),
      );
      assert.equal(rows.length, texts.length + 1);
      assert.equal(new Set(rows.map((row) => row.length)).size, 1);
      const first = rows.slice(1).map((row) => row[0]?.replace(/^'(?='*[=+\-@\t\r])/, ''));
      assert.deepEqual(first, texts);
      assert.ok(properties.every((name) => rows[0]?.some((column) => column.split('.')[0] === name)));
    }),
    { numRuns: 300, examples: [[["'+"]]] },
  );
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { csvOf, MOST_ROWS, type Sheet, wholeList, xlsxOf } from './sheet.ts';

const DANGEROUS = ['=1+1', '+46 70', '-5', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x";"y")', '＝1'];
const sheet: Sheet = {
  name: 'Att göra: mitt/ditt [nu] med ett mycket långt namn',
  head: ['Person', 'Belopp', 'Frist'],
  rows: [
    [{ text: 'Åsa "Ö"; Berg' }, { number: '-1234.50' }, { day: '2026-02-03' }],
    [{ text: 'två\nrader' }, null, null],
    ...DANGEROUS.map((text) => [{ text }, null, null]),
    [{ text: 'noll\u0001 & <b>' }, null, null],
  ],
};

/** Reads CSV as RFC 4180 says, with a semicolon between cells. */
function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ';') {
      rows.push(row);
      row = [];
    }
  }
  return rows.filter((each) => each.some((cell) => cell !== ''));
}

test('csv is read back as it was written, and no cell begins a formula', () => {
  const text = Buffer.from(csvOf(sheet)).toString();
  assert.equal(text.charCodeAt(0), 0xfeff);
  const [head, first, second, ...rest] = cells(text.slice(1));
  assert.deepEqual(head, ['Person', 'Belopp', 'Frist']);
  assert.deepEqual(first, ['Åsa "Ö"; Berg', '-1234,50', '2026-02-03']);
  assert.deepEqual(second, ['två\nrader', '', '']);
  assert.deepEqual(
    rest.slice(0, DANGEROUS.length).map(([cell]) => cell),
    DANGEROUS.map((cell) => `'${cell}`),
  );
});

/** The parts of a workbook as another program unpacks them; undefined where there is none. */
function unpacked(bytes: Uint8Array): Readonly<Record<string, string>> | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'torget-sheet-'));
  try {
    const path = join(folder, 'list.xlsx');
    writeFileSync(path, bytes);
    const program = `import sys, zipfile, json
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({i.filename: z.read(i).decode() for i in z.infolist()}))`;
    return JSON.parse(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface ReadCell {
  readonly place: string;
  readonly type: string;
  readonly style: string;
  text: string;
}

function readSheet(text: string): { cells: ReadCell[]; elements: Set<string> } {
  const found: ReadCell[] = [];
  const elements = new Set<string>();
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    elements.add(name);
    if (name === 'c')
      found.push({
        place: `${attributes['r']}`,
        type: `${attributes['t'] ?? ''}`,
        style: `${attributes['s'] ?? ''}`,
        text: '',
      });
  });
  parser.on('text', (part) => {
    const last = found.at(-1);
    if (last) last.text += part;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return { cells: found, elements };
}

test('a workbook is well-formed, its parts are those it names, and words are words in it', (t) => {
  const parts = unpacked(xlsxOf(sheet));
  if (parts === undefined) {
    console.log('NOT RUN: a workbook read by another program (no Python here)');
    return t.skip('NOT RUN: no Python here');
  }
  for (const text of Object.values(parts)) readSheet(text);
  const named = [...(parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(
    named.toSorted(),
    Object.keys(parts)
      .filter((name) => name.startsWith('xl/') && !name.endsWith('.rels'))
      .toSorted(),
  );
  assert.match(parts['xl/workbook.xml'] ?? '', /<sheet name="Att göra {2}mitt ditt {2}nu {2}med et" /);
  const { cells: read, elements } = readSheet(parts['xl/worksheets/sheet1.xml'] ?? '');
  assert.ok(!elements.has('f'), 'no formula');
  const at = (place: string) => read.find((cell) => cell.place === place);
  assert.deepEqual(at('A1'), { place: 'A1', type: 'inlineStr', style: '2', text: 'Person' });
  assert.deepEqual(at('B2'), { place: 'B2', type: '', style: '', text: '-1234.50' });
  assert.deepEqual(at('C2'), { place: 'C2', type: '', style: '1', text: '46056' }, 'days since 1899-12-30');
  for (const [index, text] of DANGEROUS.entries())
    assert.deepEqual(
      at(`A${index + 4}`)
        ?.text.trimStart()
        .replace('\n', ''),
      text.trimStart(),
      text,
    );
  assert.ok(read.filter(({ text }) => /[^\d.-]/.test(text)).every(({ type }) => type === 'inlineStr'));
  assert.equal(at(`A${DANGEROUS.length + 4}`)?.text, 'noll & <b>');
});

test('a list of ten thousand rows leaves the house whole, and one row more is told, not cut', () => {
  const most = Array.from({ length: 10_000 }, (_, n) => n);
  assert.equal(MOST_ROWS, most.length);
  assert.equal(wholeList(most), most);
  assert.throws(() => wholeList([...most, 0]), { code: 'list-too-long', status: 422 });
});

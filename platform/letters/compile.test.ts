import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileLetter, compileText } from './compile.ts';

function faults(source: string, options = {}): string[] {
  const result = compileLetter(source, undefined, options);
  return result.ok ? [] : result.error.map((fault) => `${fault.line}:${fault.column} ${fault.code}`);
}

test('headings 2 and 3, paragraphs, lists, tables, strong and own links are letters', () => {
  const source =
    '## A\n\nText **fet** [sida](/mina-sidor)\n\n- ett\n- två\n\n1. ett\n\n### B\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n';
  const result = compileLetter(source, undefined);
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.body.map((block) => block.kind),
    ['heading', 'paragraph', 'list', 'list', 'heading', 'table'],
  );
});

for (const [name, source, expected] of [
  ['a heading of level 1', 'Text\n\n# Rubrik', '3:1 letter-heading'],
  ['a letter that begins with level 3', '### Rubrik', '1:1 letter-heading'],
  ['HTML', 'Text\n\n<div>', '3:1 letter-element'],
  ['inline HTML', 'Text <br> mer', '1:6 letter-element'],
  ['a picture', '![bild](/x.png)', '1:1 letter-element'],
  ['emphasis', 'en *kursiv* text', '1:4 letter-element'],
  ['code', '    kod', '1:1 letter-element'],
  ['a quote', '> citat', '1:1 letter-element'],
  ['a list in a list', '- ett\n  - två', '2:3 letter-element'],
  ['a link to another host', '[x](https://example.org)', '1:1 letter-link'],
  ['a link that only looks like a path', '[x](//example.org)', '1:1 letter-link'],
  ['a script address', '[x](javascript:alert)', '1:1 letter-link'],
  ['an open brace', 'Hej {namn\noch mer', '1:5 letter-brace-open'],
  ['a stray brace', 'Hej }', '1:5 letter-brace-stray'],
  ['an unknown block', '{{hej}}', '1:1 letter-block-unknown'],
  ['an unknown option', '{{reasons lang=sv}}', '1:1 letter-block-option'],
  ['a block inside a text', 'Se {{reasons}} här', '1:4 letter-block-inline'],
  ['nothing', '  \n', '1:1 letter-empty'],
  ['a control character', 'a\u0007b', '1:1 letter-character'],
] as const) {
  test(`${name} is refused with its place`, () => assert.deepEqual(faults(source), [expected]));
}

test('places count from where the body begins in its file', () => {
  assert.deepEqual(faults('Hej }\n\n# X', { line: 7 }), ['7:5 letter-brace-stray', '9:1 letter-heading']);
});

test('a fault in FEEL is placed inside the placeholder, also after other placeholders on the line', () => {
  const result = compileLetter(
    'Hej\n\n{a} och {okand}',
    { a: { kind: 'number' } },
    { file: 'letters/x.sv.md', line: 5 },
  );
  assert.ok(!result.ok);
  const [fault] = result.error;
  assert.equal(fault?.file, 'letters/x.sv.md');
  assert.deepEqual([fault?.line, fault?.column], [7, 10]);
});

test('all faults are told at once, the subject included', () => {
  const found = faults('# A\n\n> b', { subject: 'Hej {', subjectLine: 3 });
  assert.deepEqual(found, ['3:5 letter-brace-open', '1:1 letter-heading', '3:1 letter-element']);
});

test('an expression may hold what Markdown would read', () => {
  const result = compileLetter('Du får {a * b * c} och {if a < 1 then "_x_" else "[y](z)"}, {{a: 1}.a}.', undefined);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(result.value.reads, ['a', 'b', 'c']);
});

test('the names a letter reads and the blocks it uses are known', () => {
  const result = compileLetter('{case.number} {b}\n\n{{reasons}}\n\n{{computation caption="För {x}"}}', undefined, {
    subject: 'Beslut {application.manad}',
  });
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(result.value.reads, ['application', 'b', 'case']);
  assert.deepEqual(result.value.blocks, ['reasons', 'computation']);
});

test('a text of one line keeps Markdown as it stands', () => {
  const result = compileText('*Hej* \\{namn\\}', undefined);
  assert.deepEqual(result.ok && result.value.pieces, [{ kind: 'text', text: '*Hej* {namn}' }]);
});

test('a source of a hundred thousand characters or two thousand placeholders is read, a longer one refused', () => {
  assert.deepEqual(faults('a'.repeat(100_000)), []);
  assert.deepEqual(faults('{a} '.repeat(2000)), []);
  assert.deepEqual(faults('a'.repeat(100_001)), ['1:1 letter-too-long']);
  assert.deepEqual(faults('{a} '.repeat(2001)), ['1:1 letter-too-long']);
});

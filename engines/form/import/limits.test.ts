import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Diagrams, FALSE, TooMany } from './decide.ts';
import { sizeOf } from './files.ts';
import { slug } from './ids.ts';
import { type Imported, importForm } from './index.ts';
import { parseExpression, Untranslatable } from './js.ts';
import { Notes } from './notes.ts';
import { fileCount, lengthLimit } from './shapes.ts';
import { Words } from './words.ts';

const AT = { at: 'q' };

function imported(component: object): Imported {
  const read = importForm('formio', { title: 'Form', display: 'form', components: [component] }, 'prov');
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const codes = (notes: { readonly list: Imported['notes'] }) => notes.list.map(({ kind, code }) => `${kind} ${code}`);

test('a label holds a thousand characters and a hint two thousand; what is longer is cut, and told', () => {
  for (const [most, what] of [
    [1000, 'label'],
    [2000, 'hint'],
  ] as const) {
    const notes = new Notes();
    const words = new Words('sv', notes);
    assert.equal(words[what]('å'.repeat(most), AT)?.sv, 'å'.repeat(most));
    assert.deepEqual(codes(notes), []);
    assert.equal(words[what]('å'.repeat(most + 1), AT)?.sv, `${'å'.repeat(most - 1)}…`);
    assert.deepEqual(codes(notes), ['lost text-cut']);
  }
});

test('longer text comes in pieces of five thousand characters, and nothing of it is lost', () => {
  const pieces = (...long: readonly number[]) =>
    new Words('sv', new Notes())
      .paragraphs(long.map((count) => `<p>${'å'.repeat(count)}</p>`).join(''), AT)
      .map(({ sv }) => sv?.length);
  assert.deepEqual(pieces(5000), [5000]);
  assert.deepEqual(pieces(5001), [5000, 1]);
  assert.deepEqual(pieces(2499, 2499), [5000], 'with the empty line between them');
  assert.deepEqual(pieces(2499, 2500), [2499, 2500]);
});

test('code of five thousand tokens and a hundred levels is read; one more is untranslatable', () => {
  const sum = (tokens: number): string =>
    tokens % 2 === 1 ? `1${'+1'.repeat((tokens - 1) / 2)}` : `-${sum(tokens - 1)}`;
  assert.equal(parseExpression(sum(4999)).kind, 'binary');
  assert.equal(parseExpression(sum(5000)).kind, 'binary');
  assert.throws(() => parseExpression(sum(5001)), Untranslatable);
  const nested = (levels: number) => `${'('.repeat(levels - 1)}1${')'.repeat(levels - 1)}`;
  assert.equal(parseExpression(nested(100)).kind, 'literal');
  assert.throws(() => parseExpression(nested(101)), Untranslatable);
});

test('ids are of fifty letters at most, so that a number has room behind them', () => {
  assert.deepEqual([slug('a'.repeat(50)).length, slug('a'.repeat(51)).length], [50, 50]);
});

test('a file is of 15 MB at most, a question of 20 files and 20 000 letters, whatever the source allowed', () => {
  const notes = new Notes();
  assert.deepEqual(sizeOf(15, notes, AT), { 'max-size': '15 MB' });
  assert.deepEqual(codes(notes), []);
  assert.deepEqual(sizeOf(16, notes, AT), {});
  assert.deepEqual(codes(notes), ['different file-size']);
  assert.deepEqual(
    [20, 21].map((max) => fileCount(undefined, max).max),
    ['20', '20'],
  );
  assert.deepEqual(
    [20_000, 20_001].map((most) => lengthLimit(most, undefined)['max-length']),
    ['20000', '20000'],
  );
});

test('a list has four hundred options, and a grid a hundred rows', () => {
  const asked = (component: object) => imported({ key: 'q', label: 'Q', ...component }).form.pages[0]?.questions[0];
  const options = (count: number) => {
    const values = Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `V${n}` }));
    return asked({ type: 'radio', values })?.options?.length;
  };
  assert.deepEqual([options(400), options(401)], [400, 400]);
  const rows = (maxLength: number) => {
    const components = [{ type: 'textfield', key: 'inner', label: 'Inner' }];
    return asked({ type: 'datagrid', components, validate: { maxLength } })?.repeat?.max;
  };
  assert.deepEqual([rows(99), rows(100), rows(101)], [99, 100, 100]);
});

test('a question under thirty levels is asked; what stands deeper is not, and is told', () => {
  const under = (levels: number): object =>
    levels === 0
      ? { type: 'textfield', key: 'deep', label: 'Deep' }
      : { type: 'well', key: `w${levels}`, components: [under(levels - 1)] };
  const beside = (levels: number) =>
    imported({ type: 'well', key: 'w', components: [{ type: 'textfield', key: 'a', label: 'A' }, under(levels)] });
  const asked = ({ form }: Imported) => form.pages.flatMap(({ questions }) => questions.map(({ id }) => id));
  const told = ({ notes }: Imported) => notes.filter(({ kind }) => kind === 'lost').length;
  assert.deepEqual([asked(beside(29)), told(beside(29))], [['a', 'deep'], 0]);
  assert.deepEqual([asked(beside(30)), told(beside(30))], [['a'], 1]);
});

test('a flow is simplified up to sixty thousand nodes and as many steps of a cover', () => {
  const nodes = new Diagrams();
  for (let variable = 0; variable < 59_999; variable++) nodes.atom(variable);
  assert.throws(() => nodes.atom(59_999), TooMany);
  const steps = new Diagrams();
  for (let step = 0; step < 60_000; step++) steps.cover(FALSE, FALSE);
  assert.throws(() => steps.cover(FALSE, FALSE), TooMany);
});

test('a row of XGov repeats a hundred times at most, whatever the source allowed', () => {
  const most = (rows: number | undefined) => {
    const children = [{ name: 'inner', type: 'TextField', title: 'Inner' }];
    const options = { maxMultiInputFieldRows: rows };
    const component = { name: 'q', type: 'MultiInputField', title: 'Q', children, options };
    const source = { startPage: '/p', pages: [{ path: '/p', title: 'P', components: [component] }] };
    const read = importForm('xgov', source, 'prov');
    assert.ok(read.ok, JSON.stringify(read));
    return [
      read.value.form.pages[0]?.questions[0]?.repeat?.max,
      read.value.notes.some(({ code }) => code === 'row-limit'),
    ];
  };
  assert.deepEqual(
    [1, 100, 101, 0].map((rows) => most(rows)[0]),
    [1, 100, 100, 1],
  );
  assert.deepEqual(most(undefined), [20, true], 'what the source does not say is told');
  assert.deepEqual(most(101)[1], false);
});

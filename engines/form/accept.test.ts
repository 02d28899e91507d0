import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { type Answers, accept, type Fields, view } from './index.ts';
import { formOf, OPTIONS, RENEWAL } from './testing/forms.ts';

const form = formOf(RENEWAL);
const send = (page: string, fields: { [name: string]: string }, answers: Answers = {}) => {
  const all: Fields = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));
  return accept(form, page, all, { ...OPTIONS, answers });
};

test('a good page gives the new answers and goes on', () => {
  const result = send('manad', { 'manad-month': 'februari', 'manad-year': '2026' });
  assert.deepEqual(result, { kind: 'on', answers: { manad: '2026-02' } });
});

test('what is missing is said at the field with the label, in both languages, and nothing typed is lost', () => {
  const result = send('manad', { 'manad-month': '', 'manad-year': '' });
  assert.equal(result.kind, 'again');
  assert.deepEqual(result.kind === 'again' && result.errors, [
    {
      field: 'manad-month',
      pointer: '/manad',
      rule: 'required',
      message: {
        sv: 'Svara på frågan ”Vilken månad söker du för?”',
        en: 'Answer the question “Which month do you apply for?”',
      },
    },
  ]);
});

test('a question that an answer brings up is shown before it is asked for', () => {
  const first = send('hushall', { _shown: 'andrat_hushall', andrat_hushall: 'yes' });
  assert.deepEqual(first, { kind: 'stay', answers: { andrat_hushall: true }, open: [] });
  const second = send(
    'hushall',
    { _shown: 'andrat_hushall hushallet', andrat_hushall: 'yes' },
    { andrat_hushall: true },
  );
  assert.equal(second.kind, 'again');
  assert.deepEqual(second.kind === 'again' && second.errors.map(({ rule }) => rule), ['required']);
});

test('an answer that is hidden by another stays in the draft', () => {
  const hushallet = { vuxna: [], barn: [] };
  const result = send(
    'hushall',
    { _shown: 'andrat_hushall', andrat_hushall: 'no' },
    { andrat_hushall: true, hushallet },
  );
  assert.deepEqual(result, { kind: 'on', answers: { andrat_hushall: false, hushallet } });
});

const lon = { slag: 'lon', belopp: '4380' };
const entry = {
  _shown: 'inkomster inkomster-slag inkomster-belopp',
  'inkomster-slag': 'a_kassa',
  'inkomster-belopp': '3 264',
};

test('add opens an empty entry; what stood open is saved first', () => {
  const opened = send('inkomster', { _do: 'add:inkomster' });
  assert.deepEqual(opened, { kind: 'stay', answers: { inkomster: [] }, open: [{ group: 'inkomster', entry: 'new' }] });
  const again = send('inkomster', { ...entry, _do: 'add:inkomster', _open: 'inkomster:new' }, { inkomster: [lon] });
  assert.deepEqual(again, {
    kind: 'stay',
    answers: { inkomster: [lon, { slag: 'a_kassa', belopp: '3264' }] },
    open: [{ group: 'inkomster', entry: 'new' }],
  });
});

test('continue saves the open entry and goes on; an empty new one is dropped', () => {
  const saved = send('inkomster', { ...entry, _open: 'inkomster:new' });
  assert.deepEqual(saved, { kind: 'on', answers: { inkomster: [{ slag: 'a_kassa', belopp: '3264' }] } });
  const empty = { ...entry, 'inkomster-slag': '', 'inkomster-belopp': '', _open: 'inkomster:new' };
  assert.deepEqual(send('inkomster', empty), { kind: 'on', answers: { inkomster: [] } });
});

test('a first entry that is needed and left empty is asked for by its fields', () => {
  const row = '{ id: namn, type: text, label: { sv: Namn, en: Name } }';
  const one = formOf(`pages:
  - id: barn
    title: { sv: Barn, en: Children }
    questions:
      - { id: barn_rader, type: group, label: { sv: Barn, en: Children }, repeat: { min: 1, max: 3 }, questions: [ ${row} ] }
`);
  const fields = {
    _open: ['barn_rader:new:0'],
    _shown: ['barn_rader barn_rader-namn'],
    'barn_rader-namn': [''],
    _do: ['continue'],
  };
  const result = accept(one, 'barn', fields, { ...OPTIONS, answers: {} });
  assert.deepEqual(result.kind === 'again' && result.errors.map(({ field }) => field), ['barn_rader-namn']);
});

test('a new entry that is sent twice is saved once; another one beside it, from a second tab, is kept', () => {
  const sent = { ...entry, _do: 'save:inkomster', _open: 'inkomster:new:1' };
  const kept = { belopp: '3264', slag: 'a_kassa' }; // in the order of the store
  const twice = send('inkomster', sent, { inkomster: [lon, kept] });
  assert.deepEqual(twice.kind === 'stay' && twice.answers['inkomster'], [lon, kept]);
  const other = send('inkomster', { ...sent, 'inkomster-belopp': '3 265' }, { inkomster: [lon, kept] });
  assert.deepEqual(other.kind === 'stay' && other.answers['inkomster'], [
    lon,
    kept,
    { slag: 'a_kassa', belopp: '3265' },
  ]);
  const same = send('inkomster', { ...sent, _open: 'inkomster:new:2' }, { inkomster: [lon, kept] });
  assert.equal(same.kind === 'stay' && Array.isArray(same.answers['inkomster']) && same.answers['inkomster'].length, 3);
});

test('change opens an entry, saving it replaces it in its place', () => {
  const before = { inkomster: [lon, { slag: 'a_kassa', belopp: '1' }] };
  const opened = send('inkomster', { _do: 'change:inkomster:1' }, before);
  assert.deepEqual(opened.kind === 'stay' && opened.open, [{ group: 'inkomster', entry: 1 }]);
  const saved = send('inkomster', { ...entry, _do: 'save:inkomster', _open: 'inkomster:1' }, before);
  assert.deepEqual(saved.kind === 'stay' && saved.answers['inkomster'], [lon, { slag: 'a_kassa', belopp: '3264' }]);
});

test('remove takes the entry away, and the open one is dropped when it is the one removed', () => {
  const before = { inkomster: [lon, { slag: 'a_kassa', belopp: '1' }] };
  const gone = send('inkomster', { _do: 'remove:inkomster:0' }, before);
  assert.deepEqual(gone.kind === 'stay' && gone.answers['inkomster'], [{ slag: 'a_kassa', belopp: '1' }]);
  const open = send('inkomster', { ...entry, _do: 'remove:inkomster:new', _open: 'inkomster:new' }, before);
  assert.deepEqual(open.kind === 'stay' && open.answers, before);
});

test('a bad entry is shown again with its errors, and the entries saved are as they were', () => {
  const bad = { ...entry, 'inkomster-belopp': 'ca 3200', _open: 'inkomster:new' };
  const result = send('inkomster', bad, { inkomster: [lon] });
  assert.equal(result.kind, 'again');
  if (result.kind !== 'again') return;
  assert.deepEqual(
    result.errors.map(({ field, pointer, message }) => [field, pointer, message.sv]),
    [['inkomster-belopp', '/inkomster/1/belopp', 'Skriv beloppet med siffror, till exempel 3\u00a0264']],
  );
  assert.deepEqual(result.open, [{ group: 'inkomster', entry: 'new' }]);
  const shown = view(form, 'inkomster', {
    ...OPTIONS,
    answers: { inkomster: [lon] },
    fields: result.fields,
    open: result.open,
  });
  const open = shown?.questions[0]?.open;
  assert.deepEqual(open?.questions.find(({ name }) => name === 'inkomster-belopp')?.fields['inkomster-belopp'], [
    'ca 3200',
  ]);
});

test('an entry that brings up another question is shown again with it, nothing saved or lost', () => {
  const result = send('inkomster', { ...entry, 'inkomster-slag': 'annat', _open: 'inkomster:new' });
  assert.equal(result.kind, 'again');
  if (result.kind !== 'again') return;
  assert.deepEqual(result.errors, []);
  const shown = view(form, 'inkomster', { ...OPTIONS, answers: {}, fields: result.fields, open: result.open });
  assert.deepEqual(
    shown?.questions[0]?.open?.questions.map(({ name }) => name),
    ['inkomster-slag', 'inkomster-vad', 'inkomster-belopp'],
  );
});

test('a household row is added and taken away in the fields alone', () => {
  const fields = {
    andrat_hushall: 'yes',
    'hushallet-vuxna': '1',
    'hushallet-vuxna-1-namn': 'Maja Berg',
    'hushallet-vuxna-1-fodelsedatum': '1985-01-24',
    'hushallet-barn': '0',
    _do: 'row:hushallet:barn',
  };
  const more = send('hushall', fields, { andrat_hushall: true });
  assert.equal(more.kind, 'again');
  assert.deepEqual(more.kind === 'again' && [more.errors, more.fields['hushallet-barn']], [[], ['1']]);
  const less = send('hushall', { ...fields, _do: 'unrow:hushallet:vuxna:1' }, { andrat_hushall: true });
  assert.deepEqual(less.kind === 'again' && [less.fields['hushallet-vuxna'], less.fields['hushallet-vuxna-1-namn']], [
    ['0'],
    undefined,
  ]);
});

test('a ref that the registers did not give is not taken from the browser', () => {
  const person = (ref: string) => ({
    'hushallet-vuxna': '1',
    'hushallet-vuxna-1-namn': 'Maja Berg',
    'hushallet-vuxna-1-fodelsedatum': '19850124',
    'hushallet-vuxna-1-ref': ref,
    andrat_hushall: 'yes',
  });
  const refOf = (ref: string) => {
    const result = send('hushall', person(ref));
    return result.kind === 'on'
      ? (result.answers['hushallet'] as { vuxna: { ref: string | null }[] }).vuxna[0]?.ref
      : 'refused';
  };
  assert.equal(refOf('ref-vuxen'), 'ref-vuxen');
  assert.equal(refOf('ref-someone-else'), null);
});

test('a rule across answers is broken when it is false, not when something optional is missing', () => {
  const rule = formOf(`
pages:
  - id: tid
    title: { sv: När?, en: When? }
    questions:
      - { id: fran, type: date, label: { sv: Från, en: From } }
      - { id: till, type: date, optional: true, label: { sv: Till, en: To } }
    validation:
      - { rule: till >= fran, message: { sv: Till måste vara efter från, en: To must be after from }, at: till }
`);
  const send = (fields: { [name: string]: string }) =>
    accept(rule, 'tid', Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, [v]])), {
      ...OPTIONS,
      answers: {},
    });
  assert.equal(send({ fran: '2026-02-03' }).kind, 'on');
  const bad = send({ fran: '2026-02-03', 'till-day': '2', 'till-month': '2', 'till-year': '2026' });
  assert.deepEqual(bad.kind === 'again' && bad.errors.map(({ field, message }) => [field, message.en]), [
    ['till-day', 'To must be after from'],
  ]);
});

const CHANGED = formOf(`
pages:
  - id: forst
    questions:
      - { id: flera, type: yes-no, label: { sv: Flera?, en: Several? } }
  - id: rader
    questions:
      - id: rader
        type: group
        label: { sv: Rader, en: Rows }
        repeat: { min: 1, max: 3 }
        questions:
          - { id: vad, type: text, label: { sv: Vad, en: What } }
          - { id: antal, type: whole-number, label: { sv: Antal, en: Count }, when: flera = true }
          - { id: intyg, type: file, optional: true, label: { sv: Intyg, en: Certificate } }
`);

test('an entry that lacks something since an answer elsewhere was changed stands open until it is whole', () => {
  const answers = { flera: true, rader: [{ vad: 'a' }, { vad: 'b' }] };
  const shown = { _shown: ['rader'], _do: ['continue'] };
  const first = accept(CHANGED, 'rader', shown, { ...OPTIONS, answers });
  assert.deepEqual([first.kind, first.kind === 'stay' && first.open], ['stay', [{ group: 'rader', entry: 0 }]]);
  assert.equal(view(CHANGED, 'rader', { ...OPTIONS, answers })?.questions[0]?.open?.entry, 0);
  const row = (entry: string, vad: string) => ({
    _shown: ['rader rader-vad rader-antal rader-intyg'],
    _open: [`rader:${entry}`],
    _do: ['continue'],
    'rader-vad': [vad],
    'rader-antal': ['2'],
  });
  const second = accept(CHANGED, 'rader', row('0', 'a'), { ...OPTIONS, answers });
  assert.ok(second.kind === 'stay');
  assert.deepEqual(second.open, [{ group: 'rader', entry: 1 }]);
  assert.equal(accept(CHANGED, 'rader', row('1', 'b'), { ...OPTIONS, answers: second.answers }).kind, 'on');
});

test('an entry with a file that is sent twice is saved once: the second upload has another id', () => {
  const file = (id: string) =>
    JSON.stringify({ file: id, name: 'a.pdf', type: 'application/pdf', size: 1, sha256: 'a'.repeat(64) });
  const sent = (id: string, answers: Answers) => {
    const fields = {
      _shown: ['rader rader-vad rader-intyg'],
      _open: ['rader:new:0'],
      _do: ['continue'],
      'rader-vad': ['a'],
      'rader-intyg': [file(id)],
    };
    const done = accept(CHANGED, 'rader', fields, { ...OPTIONS, answers });
    assert.ok(done.kind === 'on');
    return done.answers;
  };
  // The store gives the keys back in an order of its own.
  const stored = [
    { vad: 'a', intyg: { size: 1, file: 'x', name: 'a.pdf', type: 'application/pdf', sha256: 'a'.repeat(64) } },
  ];
  const twice = sent('y', { ...sent('x', { flera: false }), rader: stored });
  assert.equal((twice['rader'] as Json[]).length, 1);
});

test('the first entry stands open until the question is answered, and is passed by when it is left empty', () => {
  const opened = (answers: Answers) =>
    view(form, 'inkomster', { ...OPTIONS, answers })?.questions.find(({ name }) => name === 'inkomster')?.open?.entry;
  assert.equal(opened({}), 'new');
  const shown = view(form, 'inkomster', { ...OPTIONS, answers: {} })?.shown ?? '';
  const passed = send('inkomster', {
    _shown: shown,
    _open: 'inkomster:new:0',
    'inkomster-belopp': '',
    _do: 'continue',
  });
  assert.deepEqual(passed, { kind: 'on', answers: { inkomster: [] } });
  assert.equal(opened({ inkomster: [] }), undefined);
});

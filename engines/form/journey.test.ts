import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, before, journey } from './index.ts';
import { formOf, OPTIONS, RENEWAL } from './testing/forms.ts';

const form = formOf(RENEWAL);
const done = {
  manad: '2026-02',
  andrat_hushall: false,
  inkomster: [{ slag: 'lon', belopp: '4380.5' }],
  barnens_inkomst: null,
};

test('an empty draft stands on the first page, and all pages after it are ahead', () => {
  const { next, pages } = journey(form, {}, OPTIONS);
  assert.deepEqual(next, { page: 'manad' });
  assert.deepEqual(
    pages.map(({ page, state }) => [page.id, state]),
    [
      ['manad', 'next'],
      ['hushall', 'ahead'],
      ['inkomster', 'ahead'],
      ['barnen', 'ahead'],
    ],
  );
});

test('when everything is answered the journey leads to the check', () => {
  const { next, data, missing, errors } = journey(form, done, OPTIONS);
  assert.deepEqual(next, { check: true });
  assert.deepEqual([missing, errors], [[], []]);
  assert.deepEqual(data.json, {
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [{ slag: 'lon', belopp: '4380.5' }],
    summa_inkomster: '4380.5',
  });
});

test('a hidden answer is absent in the data and in what is computed from it, and stays in the draft', () => {
  const answers = { ...done, hushallet: { vuxna: [], barn: [] } };
  const result = journey(form, answers, OPTIONS);
  assert.equal(result.data.json['hushallet'], undefined);
  assert.ok(result.hidden.includes('hushallet'));
  const shown = journey(form, { ...answers, andrat_hushall: true }, OPTIONS);
  assert.deepEqual(shown.data.json['hushallet'], { vuxna: [], barn: [], antal: 0 });
});

test('a hidden page hides the pages that depend on its answers: the chain settles in one pass', () => {
  const childless = { ...done, andrat_hushall: true, hushallet: { vuxna: [], barn: [] }, barnens_inkomst: '100' };
  const result = journey(form, childless, OPTIONS);
  assert.ok(!result.pages.some(({ page }) => page.id === 'barnen'));
  assert.equal(result.data.json['barnens_inkomst'], undefined);
});

test('an answer inside a repeated group that is hidden does not reach the data', () => {
  const inkomster = [{ slag: 'lon', vad: 'glömd', belopp: '1' }];
  assert.deepEqual(journey(form, { ...done, inkomster }, OPTIONS).data.json['inkomster'], [
    { slag: 'lon', belopp: '1' },
  ]);
});

test('an answer that does not hold stops the journey on its page with the reason', () => {
  const result = journey(form, { ...done, inkomster: [{ slag: 'lon', belopp: '200001' }] }, OPTIONS);
  assert.deepEqual(result.next, { page: 'inkomster' });
  assert.deepEqual(
    result.errors.map(({ pointer, rule }) => [pointer, rule]),
    [['/inkomster/0/belopp', 'too-large']],
  );
});

test('a register fact stands in for an answer that is not given, but the page is still to be seen', () => {
  const result = journey(form, { manad: '2026-02', andrat_hushall: true }, OPTIONS);
  assert.deepEqual(result.next, { page: 'hushall' });
  const { hushallet } = result.data.json as { hushallet: { barn: readonly { alder: number }[]; antal: number } };
  assert.deepEqual([hushallet.barn[0]?.alder, hushallet.antal], [6, 2]);
});

test('a condition that is null counts as false and leaves a warning', () => {
  const bare = formOf(`
pages:
  - id: a
    questions:
      - { id: antal, type: whole-number, optional: true, label: { sv: Antal, en: Number } }
  - id: b
    when: antal > 2
    questions:
      - { id: varfor, type: text, label: { sv: Varför?, en: Why? } }
`);
  const result = journey(bare, { antal: null }, OPTIONS);
  assert.deepEqual(result.next, { check: true });
  assert.ok(result.warnings.some((warning) => warning.startsWith('antal > 2')));
});

test('who is not eligible is stopped after the page that says so, and only then', () => {
  const stop = formOf(`
pages:
  - id: fodd
    questions: [ { id: fodd, type: date, label: { sv: När är du född?, en: When were you born? } } ]
    eligible:
      - { when: "fodd > today() - duration(\\"P18Y\\")", stop: { title: { sv: Du är för ung, en: You are too young }, text: { sv: Vänta., en: Wait. } } }
  - id: namn
    questions: [ { id: namn, type: text, label: { sv: Namn, en: Name } } ]
`);
  assert.deepEqual(journey(stop, {}, OPTIONS).next, { page: 'fodd' });
  const young = journey(stop, { fodd: '2010-01-01' }, OPTIONS);
  assert.ok('stop' in young.next && young.next.stop.title.sv === 'Du är för ung');
  assert.equal(young.pages[1]?.state, 'ahead');
  assert.deepEqual(journey(stop, { fodd: '2008-02-03' }, OPTIONS).next, { page: 'namn' });
});

test('continue leads to the page after, and to what is missing when that lies before it', () => {
  const full = journey(form, done, OPTIONS);
  assert.deepEqual(after(full, 'manad'), { page: 'hushall' });
  assert.deepEqual(after(full, 'barnen'), { check: true });
  assert.equal(before(full, 'hushall'), 'manad');
  assert.equal(before(full, 'manad'), undefined);
  const { andrat_hushall: _gone, ...holed } = done;
  assert.deepEqual(after(journey(form, holed, OPTIONS), 'inkomster'), { page: 'hushall' });
});

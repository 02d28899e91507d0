import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '@torget/feel';
import { type Form, load } from '@torget/form';
import { KEPT_MS, keptFacts, wayOf } from './kept.ts';
import { withLookUps } from './look-ups.ts';
import type { Opened } from './owner.ts';

function formOf(rule: string): Form {
  const loaded = load(`
pages:
  - id: bil
    questions:
      - { id: antal, type: whole-number, label: { sv: Antal, en: Number }, min: 0, max: 9 }
    validation:
      - { rule: '${rule}', message: { sv: Fel, en: Wrong } }
`);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.value;
}

const MORNING = '2026-02-03T08:00:00Z';
const EVENING = '2026-02-03T22:00:00Z';
/** Three hours later, and another day in Sweden. */
const NIGHT = '2026-02-03T23:30:00Z';

function opened(form: Form, id: string, at: string, answers = { antal: '1' }): Opened {
  const facts = keptFacts(id, JSON.stringify(encode({ register: {} })));
  return { draft: { id, answers, facts }, service: { form }, options: { at, facts } } as unknown as Opened;
}

test('the same answers give the kept way all day, and another answer, form, register or day a new one', () => {
  const form = formOf('today() = date("2026-02-03")');
  const first = wayOf(opened(form, 'a', MORNING));
  assert.deepEqual(first.errors, []);
  assert.equal(wayOf(opened(form, 'a', EVENING)), first);
  assert.equal(wayOf(opened(form, 'a', NIGHT)).errors.length, 1);
  assert.equal(wayOf(opened(form, 'a', MORNING, { antal: '12' })).errors[0]?.rule, 'too-large');
  assert.notEqual(wayOf(opened(formOf('true'), 'a', MORNING)), first);
});

test('a form that asks for the time of day gets its way anew at each instant', () => {
  const form = formOf('now() < date and time("2026-02-03T20:00:00Z")');
  assert.deepEqual(wayOf(opened(form, 'b', MORNING)).errors, []);
  assert.equal(wayOf(opened(form, 'b', EVENING)).errors.length, 1);
});

test('facts are read anew as soon as their text is another', () => {
  const text = (name: string) => JSON.stringify(encode({ register: { name } }));
  const first = keptFacts('c', text('Leyla'));
  assert.equal(keptFacts('c', text('Leyla')), first);
  assert.deepEqual(keptFacts('c', text('Hamid')), { register: { name: 'Hamid' } });
});

test('of many drafts the one that was written longest ago is forgotten', () => {
  const text = JSON.stringify(encode({}));
  const first = keptFacts('first', text);
  for (let n = 0; n < 199; n++) keptFacts(`draft ${n}`, text);
  assert.equal(keptFacts('first', text), first);
  keptFacts('one more', text);
  assert.notEqual(keptFacts('first', text), first);
});

test('a draft that no page is asked of is forgotten in minutes, also when another process has sealed or deleted it', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const text = JSON.stringify(encode({ register: { name: 'Leyla' } }));
  const first = keptFacts('d', text);
  t.mock.timers.tick(KEPT_MS - 1);
  assert.equal(keptFacts('d', text), first, 'the next page keeps it');
  t.mock.timers.tick(KEPT_MS - 1);
  assert.equal(keptFacts('d', text), first);
  t.mock.timers.tick(KEPT_MS);
  assert.notEqual(keptFacts('d', text), first);
});

test('a page about which no register has anything leaves the facts, and the way that is known by them, as they are', async () => {
  const form = formOf('true');
  const before = opened(form, 'e', MORNING);
  const lookUp = { names: ['company' as const], ask: async () => [] };
  for (const page of form.pages) {
    const { opened: after, found } = await withLookUps(before, page, { 'antal-nummer': ['5560360793'] }, { lookUp });
    assert.deepEqual([after === before, found], [true, false]);
    assert.equal(wayOf(after), wayOf(before));
  }
});

test('two hundred drafts are kept in memory, and the one that was read longest ago goes first', () => {
  const text = (n: number) => JSON.stringify(encode({ register: { name: `${n}` } }));
  const first = keptFacts('draft-0', text(0));
  for (let n = 1; n < 200; n++) keptFacts(`draft-${n}`, text(n));
  assert.equal(keptFacts('draft-0', text(0)), first);
  keptFacts('draft-200', text(200));
  assert.notEqual(keptFacts('draft-0', text(0)), first);
});

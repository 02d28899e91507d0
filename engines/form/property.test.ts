import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Answers, accept, type Fields, journey, view } from './index.ts';
import { formOf, OPTIONS, RENEWAL } from './testing/forms.ts';

const form = formOf(RENEWAL);

/** What a person may do on a page, good and bad: pages in any order, any button, any text. */
const typed = fc.constantFrom('', 'yes', 'no', '2', '2026', '3 264', 'ca 3', 'lon', 'annat', 'Maja', '1985-01-24', '1');
const NAMES = [
  'manad-month',
  'manad-year',
  'andrat_hushall',
  'hushallet-vuxna',
  'hushallet-vuxna-1-namn',
  'hushallet-vuxna-1-fodelsedatum',
  'hushallet-barn',
  'inkomster-slag',
  'inkomster-vad',
  'inkomster-belopp',
  'barnens_inkomst',
];
const move = fc.record({
  page: fc.constantFrom(...form.pages.map((page) => page.id)),
  fields: fc.dictionary(
    fc.constantFrom(...NAMES),
    typed.map((value) => [value]),
  ),
  button: fc.constantFrom(
    'continue',
    'add:inkomster',
    'save:inkomster',
    'change:inkomster:0',
    'remove:inkomster:0',
    'row:hushallet:barn',
    'again',
    'x:y',
  ),
  open: fc.constantFrom('', 'inkomster:new', 'inkomster:0', 'inkomster:7', 'inkomster:x'),
});

function walk(moves: readonly { page: string; fields: Fields; button: string; open: string }[]): Answers {
  let answers: Answers = {};
  for (const { page, fields, button, open } of moves) {
    const before = JSON.stringify(answers);
    const result = accept(form, page, { ...fields, _do: [button], _open: [open] }, { ...OPTIONS, answers });
    assert.equal(JSON.stringify(answers), before, 'accept changes nothing that it was given');
    if (result.kind !== 'again') answers = result.answers;
    else view(form, page, { ...OPTIONS, answers, fields: result.fields, open: result.open });
  }
  return answers;
}

test('property: whatever is sent, back and forth, every saved answer holds', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      const { errors } = journey(form, walk(moves), OPTIONS);
      assert.deepEqual(errors, []);
    }),
    { numRuns: 300 },
  );
});

test('property: the journey is a function of the answers alone, not of the way to them', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
      const answers = walk(moves);
      const shuffled = Object.fromEntries(Object.entries(answers).reverse());
      const [one, two] = [journey(form, answers, OPTIONS), journey(form, shuffled, OPTIONS)];
      assert.deepEqual([one.next, one.data.json, one.hidden], [two.next, two.data.json, two.hidden]);
    }),
    { numRuns: 200 },
  );
});

test('property: going back and sending a page as it is shown changes nothing', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      const answers = walk(moves);
      for (const { page, state } of journey(form, answers, OPTIONS).pages) {
        if (state !== 'done') continue;
        const shown = view(form, page.id, { ...OPTIONS, answers });
        const fields = Object.assign(
          { _shown: [shown?.shown ?? ''] },
          ...(shown?.questions ?? []).map((each) => each.fields),
        );
        const result = accept(form, page.id, fields as Fields, { ...OPTIONS, answers });
        assert.ok(result.kind === 'on');
        assert.deepEqual(journey(form, result.answers, OPTIONS).data.json, journey(form, answers, OPTIONS).data.json);
      }
    }),
    { numRuns: 200 },
  );
});

test('property: exactly one page is next, or none and the check', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 10 }), (moves) => {
      const { pages, next } = journey(form, walk(moves), OPTIONS);
      const states = pages.map(({ state }) => state).join(' ');
      assert.match(states, /^(done ?)*(next ?)?(ahead ?)*$/);
      assert.equal('page' in next, states.includes('next'));
    }),
    { numRuns: 200 },
  );
});

/** The same form with a rule and a stop, which make its computed values known earlier than its questions do. */
const ruled = formOf(
  RENEWAL.replace(
    '  - id: barnen\n',
    `    validation: [ { rule: count(inkomster) < 3, message: { sv: Högst två, en: At most two } } ]
    eligible: [ { when: "har_barn and summa_inkomster > 1", stop: { title: { sv: Stopp, en: Stop }, text: { sv: Nej, en: No } } } ]
  - id: barnen
`,
  ),
);

test('property: a journey since another, and a page of it, are what they are from the start', () => {
  fc.assert(
    fc.property(fc.constantFrom(form, ruled), fc.array(move, { maxLength: 12 }), (one, moves) => {
      let answers: Answers = {};
      let since = journey(one, answers, OPTIONS);
      for (const { page, fields, button, open } of moves) {
        const sent = { ...fields, _do: [button], _open: [open] };
        // As they are read again: alike, and not the same objects.
        const around = { ...OPTIONS, answers: JSON.parse(JSON.stringify(answers)) as Answers };
        const result = accept(one, page, sent, { ...around, since });
        assert.deepEqual(result, accept(one, page, sent, around));
        assert.deepEqual(view(one, page, { ...around, since }), view(one, page, around));
        if (result.kind !== 'again') answers = result.answers;
        const made = journey(one, answers, { ...OPTIONS, since });
        assert.deepEqual(made, journey(one, answers, OPTIONS));
        since = made;
      }
      const other = { ...OPTIONS, facts: { register: null } };
      assert.deepEqual(journey(one, answers, { ...other, since }), journey(one, answers, other));
    }),
    { numRuns: 200 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../load.ts';
import { outline } from './outline.ts';

const FORM = `pages:
  - id: barn
    title: { sv: Barn, en: Children }
    questions:
      - { id: har, type: yes-no, label: { sv: Har du barn?, en: Do you have children? } }
      - { id: antal, type: whole-number, label: { sv: Hur många?, en: How many? }, min: 1, max: 9, when: WHEN }
      - { id: vem, type: child, label: { sv: Vem?, en: Who? } }
      - { id: dag, type: date, label: { sv: Vilken dag?, en: Which day? } }
      - { id: hur, type: choice, label: { sv: Hur?, en: How? }, options: { post: { sv: Med post, en: By post }, bud: { sv: Med bud } } }
      - { id: vad, type: choices, label: { sv: Vad?, en: What? }, options: { a: { sv: A }, b: { sv: B } } }
      - { id: epost, type: email, label: { sv: Din e-post, en: Your email }, errors: { required: { sv: Skriv en, en: Write one } } }
      - id: rader
        type: group
        label: { sv: Rader, en: Rows }
        repeat: { min: 0, max: 3 }
        questions:
          - { id: slag, type: choice, label: { sv: Slag, en: Kind }, options: { x: { sv: Annat, en: Other } } }
          - { id: mer, type: text, label: { sv: Mer, en: More }, when: 'slag = "x"', max-length: 20 }
  - id: sist
    title: { sv: Sist, en: Last }
    questions: [ { id: text, type: text, optional: true, label: { sv: Text, en: Text } } ]
    validation: [ { rule: RULE, message: { sv: Fel, en: Wrong } } ]
    eligible: [ { when: har = false, stop: { title: { sv: Stopp, en: Stop }, text: { sv: Så är det, en: So it is } } } ]
conditions:
  med_bud: hur = "bud"
  storfamilj: har and antal > 4
`;

function formWith(rule: string, when = 'har = true') {
  const quoted = JSON.stringify(rule);
  const form = load(FORM.replace('RULE', quoted).replace('WHEN', when));
  assert.ok(form.ok, JSON.stringify(form));
  return outline(form.value);
}

function words(rule: string) {
  return formWith(rule)[1]?.rules[0]?.rule.words;
}

const TOLD = [
  ['har = true', '”Har du barn?” är ja', '“Do you have children?” is yes'],
  ['not(har)', '”Har du barn?” är nej', '“Do you have children?” is no'],
  ['hur = "post"', '”Hur?” är ”Med post”', '“How?” is “By post”'],
  ['not(med_bud)', '”Hur?” är inte ”Med bud”', '“How?” is not “Med bud”'],
  [
    'storfamilj or med_bud',
    '(”Har du barn?” är ja och ”Hur många?” är mer än 4) eller ”Hur?” är ”Med bud”',
    '(“Do you have children?” is yes and “How many?” is more than 4) or “How?” is “Med bud”',
  ],
  ['antal = null', '”Hur många?” är inte besvarad', '“How many?” is not answered'],
  ['vem.ref = null', '”Vem?” är inte valt ur registret', '“Who?” is not chosen from the register'],
  ['antal between 2 and 5', '”Hur många?” är mellan 2 och 5', '“How many?” is between 2 and 5'],
  ['dag >= today()', '”Vilken dag?” är tidigast dagens datum', '“Which day?” is no earlier than today’s date'],
  [
    'dag < today() - duration("P1Y6M")',
    '”Vilken dag?” är före dagens datum minus 1 år och 6 månader',
    '“Which day?” is before today’s date minus 1 year and 6 months',
  ],
  ['hur in ("post", "bud")', '”Hur?” är ”Med post” eller ”Med bud”', '“How?” is “By post” or “Med bud”'],
  ['list contains(vad, "b")', '”Vad?” har med ”B”', '“What?” includes “B”'],
  ['count(rader) <= 2', 'antalet i ”Rader” är högst 2', 'the number of “Rows” is at most 2'],
  ['(hur = "post") = false', '”Hur?” är inte ”Med post”', '“How?” is not “By post”'],
  [
    'not(har and hur = "post")',
    'det stämmer inte att (”Har du barn?” är ja och ”Hur?” är ”Med post”)',
    'it is not so that (“Do you have children?” is yes and “How?” is “By post”)',
  ],
  [
    'register.person.alder < 18',
    'registrets uppgift person.alder är mindre än 18',
    'the register’s person.alder is less than 18',
  ],
  ['every r in rader satisfies r.slag = "x"', 'every r in rader satisfies r.slag = "x"', undefined],
] as const;

for (const [rule, sv, en] of TOLD)
  test(`in words: ${rule}`, () => {
    assert.deepEqual(words(rule), { sv, en: en ?? sv });
  });

test('a question inside a group is spoken of by its own name there, and says its errors', () => {
  const [first] = formWith('har');
  const group = first?.questions.find(({ question }) => question.id === 'rader');
  assert.equal(group?.questions[1]?.when?.words.sv, '”Slag” är ”Annat”');
  assert.deepEqual(
    group?.questions[1]?.errors.map(({ message }) => message.sv),
    ['Ange mer', 'Mer får vara högst 20 tecken, nu är det 21'],
  );
});

test('the errors of a question are those that wrong answers get: none, unreadable, beyond each limit, its own words', () => {
  const [first] = formWith('har');
  const said = (id: string) =>
    first?.questions
      .find(({ question }) => question.id === id)
      ?.errors.map(({ rule, message }) => `${rule}: ${message.sv}`);
  assert.deepEqual(said('antal'), [
    'required: Svara på frågan ”Hur många?”',
    'whole-number: Skriv ett heltal, till exempel 3',
    'too-small: Svaret på ”Hur många?” måste vara minst 1',
    'too-large: Svaret på ”Hur många?” får vara högst 9',
  ]);
  assert.deepEqual(said('epost'), ['required: Skriv en', 'email: Skriv e-postadressen så här: namn@exempel.se']);
  assert.deepEqual(said('rader'), []);
});

test('pages have whom they are for, where they end, and what is said there', () => {
  const [, last] = formWith('har');
  assert.equal(last?.ends[0]?.when.words.en, '“Do you have children?” is no');
  assert.equal(last?.ends[0]?.when.feel, 'har = false');
  assert.equal(last?.ends[0]?.stop.title.sv, 'Stopp');
});

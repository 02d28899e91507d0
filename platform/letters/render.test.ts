import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { Decimal, date, dateTime, duration, type FeelContext } from '@torget/feel';
import { type HouseLanguage, loadTexts } from '#platform/text/index.ts';
import { compileLetter } from './compile.ts';
import type { BlockContent, SignatureContent } from './content.ts';
import type { LetterWarning } from './fill.ts';
import { type LetterModel, letterHash, letterText } from './model.ts';
import { renderLetter } from './render.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));

interface Given {
  readonly context?: FeelContext;
  readonly blocks?: BlockContent;
  readonly language?: HouseLanguage;
  readonly subject?: string;
  readonly warnings?: LetterWarning[];
}

function letter(source: string, given: Given = {}): LetterModel {
  const { context = {}, blocks = {}, language = 'sv', subject = 'Ämne', warnings = [] } = given;
  const compiled = compileLetter(source, undefined, { subject });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return renderLetter(compiled.value, context, blocks, {
    language,
    instant: '2026-02-03T07:00:00Z',
    t: texts.for(language),
    head: { kind: 'decision', date: '2026-02-03', caseNumber: 'SN 2026-000123', sender: { town: 'Ekhamns kommun' } },
    warn: (warning) => warnings.push(warning),
  });
}

/** The letter's text with white space folded, without its subject. */
function said(source: string, given: Given = {}): string {
  const model = letter(source, given);
  return letterText({ ...model, subject: '' })
    .replace(/\s+/g, ' ')
    .trim();
}

const amount = { belopp: new Decimal('11420'), ore: new Decimal('6200.5'), ett: new Decimal(1) };

test('a number followed by kronor is an amount of money', () => {
  assert.equal(said('Du får {belopp} kronor.', { context: amount }), 'Du får 11 420 kronor.');
  assert.equal(
    said('Du får {ore} kronor och {ett} kronor.', { context: amount }),
    'Du får 6 200,50 kronor och 1 krona.',
  );
  assert.equal(said('Du får {belopp} kr', { context: amount }), 'Du får 11 420 kr');
  assert.equal(said('You get {belopp}\nkronor', { context: amount, language: 'en' }), 'You get 11,420 kronor');
});

test('a word that only begins like kronor is left alone', () => {
  assert.equal(said('{belopp} kronoparker', { context: amount }), '11 420 kronoparker');
});

test('values print by type, in the language', () => {
  const context: FeelContext = {
    dag: date('2026-02-03'),
    tid: dateTime('2026-02-03T08:00:00+01:00'),
    manad: '2026-02',
    text_dag: '2026-03-01',
    frist: duration('P14D'),
    ja: true,
    namn: ['Adam', 'Bo', 'Eva'],
  };
  const source = '{dag} | {tid} | {manad} | {text_dag} | {frist} | {ja} | {namn}';
  assert.equal(
    said(source, { context }),
    '3 februari 2026 | 3 februari 2026 klockan 8.00 | februari 2026 | 1 mars 2026 | 14 dagar | ja | Adam, Bo och Eva',
  );
  assert.equal(
    said(source, { context, language: 'en' }),
    '3 February 2026 | 3 February 2026 at 8:00 | February 2026 | 1 March 2026 | 14 days | yes | Adam, Bo and Eva',
  );
});

test('the subject is filled too', () => {
  assert.equal(
    letter('x', { subject: 'Beslut för {application.manad}', context: { application: { manad: '2026-02' } } }).subject,
    'Beslut för februari\u00a02026',
  );
});

test('what a person wrote stays text: no Markdown, no placeholder, no link', () => {
  const context = { fritext: '**fet** {belopp} [x](/y)\n\n## Rubrik {{reasons}}' };
  const model = letter('Du skrev: {fritext}', { context });
  assert.deepEqual(model.blocks, [
    {
      kind: 'paragraph',
      content: [{ kind: 'text', text: 'Du skrev: **fet** {belopp} [x](/y) ## Rubrik {{reasons}}' }],
    },
  ]);
});

test('a value in a link is one segment and cannot lead elsewhere', () => {
  const [block] = letter('[x](/arenden/{id}/brev)', { context: { id: '../..//evil?x#y' } }).blocks;
  assert.deepEqual(block?.kind === 'paragraph' && block.content, [
    { kind: 'link', to: '/arenden/..%2F..%2F%2Fevil%3Fx%23y/brev', content: [{ kind: 'text', text: 'x' }] },
  ]);
});

test('a null value is a dash and is reported with its place', () => {
  const warnings: LetterWarning[] = [];
  assert.equal(said('Hej\n\nDu får {belopp} kronor', { context: { belopp: null }, warnings }), 'Hej Du får – kronor');
  assert.deepEqual(warnings, [{ code: 'null-value', detail: 'belopp', place: { line: 3, column: 8 } }]);
});

test('a heading or a paragraph that the case leaves empty is left out', () => {
  const sometimes = '## {if skal = "" then "" else "Varför"}\n\n{skal}\n\nHej';
  assert.equal(said(sometimes, { context: { skal: '' } }), 'Hej', 'no empty heading');
  assert.equal(said(sometimes, { context: { skal: 'Därför.' } }), 'Varför Därför. Hej');
});

test('a building block without content is left out and reported', () => {
  const warnings: LetterWarning[] = [];
  assert.equal(said('Hej\n\n{{computation}}', { warnings }), 'Hej');
  assert.deepEqual(warnings, [{ code: 'block-empty', detail: 'computation', place: { line: 3, column: 1 } }]);
});

test('a computation prints its amounts and its sum', () => {
  const rows = [
    { label: 'Riksnorm', amount: '5220' },
    { label: 'Lön', amount: '-3285.5' },
    { label: 'Bistånd', amount: amount.belopp, total: true },
  ];
  const [block] = letter('{{computation caption="Beräkning för februari"}}', {
    blocks: { computation: { rows } },
  }).blocks;
  assert.deepEqual(block, {
    kind: 'computation',
    caption: 'Beräkning för februari',
    rows: [
      { label: 'Riksnorm', amount: '5\u00a0220' },
      { label: 'Lön', amount: '\u22123\u00a0285,50' },
      { label: 'Bistånd', amount: '11\u00a0420', total: true },
    ],
  });
});

test('law 23a: an automated decision names function, rules and delegation and offers an officer', () => {
  const automated = {
    function: 'beslutsfunktionen för återansökan',
    rules: '4f1c9ae2',
    delegation: 'SN delegationsordning 3.4',
    review: '/mina-sidor/arenden/1/provning',
  };
  const model = letter('{{automated-notice}}', { blocks: { automated } });
  const text = letterText(model);
  for (const part of [
    automated.function,
    automated.rules,
    automated.delegation,
    'Låt en handläggare pröva',
    'automatiskt',
  ]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(JSON.stringify(model).includes('"to":"/mina-sidor/arenden/1/provning"'));
});

test('who decided, who presented and who took part is said (FL 31 §)', () => {
  const decided = {
    by: { name: 'Maryam Haddad', title: 'socialsekreterare' },
    board: 'socialnämnden',
    delegation: 'punkt 3.2',
    fl33: true,
  };
  assert.equal(
    said('{{signature}}', { blocks: { signature: { decided, stamp: ['version 14', 'handling 7'] } } }),
    'Maryam Haddad, socialsekreterare, har fattat beslutet för socialnämnden enligt punkt 3.2. Ingen föredragande. ' +
      'Ingen annan har medverkat vid den slutliga handläggningen. version 14 · handling 7',
  );
});

/** What the signature of a letter says, in Swedish and in English. */
const SIGNED: readonly (readonly [what: string, content: SignatureContent, sv: string, en: string])[] = [
  [
    'an officer’s decision',
    {
      decided: {
        by: { name: 'Maryam Haddad', title: 'socialsekreterare' },
        board: 'socialnämnden',
        delegation: 'SN 3.2',
        presenter: { name: 'Jonas Frid', title: 'handläggare' },
        participants: [{ name: 'Eva Lund' }],
        fl33: true,
      },
      contact: { unit: 'Försörjningsstöd', phone: '0980-31 92 20', email: 'f@ekhamn.exempel', hours: 'måndag 9–11' },
    },
    'Maryam Haddad, socialsekreterare, har fattat beslutet för socialnämnden enligt SN 3.2. Föredragande: Jonas Frid, ' +
      'handläggare. Vid den slutliga handläggningen har också medverkat: Eva Lund. ' +
      'Försörjningsstöd, 0980-31 92 20, f@ekhamn.exempel, måndag 9–11',
    'Maryam Haddad, socialsekreterare, made the decision for socialnämnden under SN 3.2. Presented by: Jonas Frid, ' +
      'handläggare. Also took part in the final handling: Eva Lund. Försörjningsstöd, 0980-31 92 20, f@ekhamn.exempel, måndag 9–11',
  ],
  [
    'names that are left out (FL 33 § st. 4)',
    { decided: { by: { title: 'socialsekreterare' }, board: 'nämnden', presenter: {}, participants: [], fl33: true } },
    'Beslutet är fattat för nämnden av socialsekreterare. Föredragande: handläggare. Ingen annan har medverkat vid den ' +
      'slutliga handläggningen. Namn är utelämnat (33 § fjärde stycket förvaltningslagen).',
    'The decision was made for nämnden, by: socialsekreterare. Presented by: officer. Nobody else took part in the ' +
      'final handling. A name is left out (Section 33, fourth paragraph, of the Administrative Procedure Act).',
  ],
  [
    'names that are left out where FL 33 § does not apply (FL 2 §)',
    { decided: { by: { title: 'rektor' }, board: 'nämnden', participants: [], fl33: false } },
    'Beslutet är fattat för nämnden av rektor. Ingen föredragande. Ingen annan har medverkat vid den slutliga ' +
      'handläggningen. Namn är utelämnat.',
    'The decision was made for nämnden, by: rektor. Nobody presented the matter. Nobody else took part in the final ' +
      'handling. A name is left out.',
  ],
  [
    'an automated decision',
    { decided: { function: 'Försörjningsstöd, bifall', board: 'socialnämnden', delegation: 'SN 3.4' } },
    'Beslutet är fattat för socialnämnden av en automatiserad beslutsfunktion, Försörjningsstöd, bifall, enligt SN 3.4. Ingen föredragande. Ingen annan har medverkat vid den slutliga handläggningen.',
    'The decision was made for socialnämnden by an automated function, Försörjningsstöd, bifall, under SN 3.4. Nobody presented the matter. Nobody else took part in the final handling.',
  ],
  [
    'who writes',
    { writer: { name: 'Petra Lind', title: 'handläggare' } },
    'Petra Lind, handläggare',
    'Petra Lind, handläggare',
  ],
  ['who writes by title alone', { writer: { title: 'handläggare' } }, 'Handläggare', 'Handläggare'],
  ['nobody but the unit', { contact: { unit: 'Förskola' } }, 'Förskola', 'Förskola'],
];

for (const [what, signature, sv, en] of SIGNED) {
  test(`a signature tells ${what}`, () => {
    assert.equal(said('{{signature}}', { blocks: { signature } }), sv);
    assert.equal(said('{{signature}}', { blocks: { signature }, language: 'en' }), en);
  });
}

test('the hash follows the words and not the order of keys', () => {
  const model = letter('Du får {belopp} kronor.', { context: amount });
  const turned = Object.fromEntries(Object.entries(model).reverse()) as unknown as LetterModel;
  assert.equal(letterHash(turned), letterHash(model));
  assert.equal(letterHash(JSON.parse(JSON.stringify(model))), letterHash(model));
  assert.notEqual(letterHash({ ...model, subject: 'Annat' }), letterHash(model));
  assert.match(letterHash(model), /^[\da-f]{64}$/);
});

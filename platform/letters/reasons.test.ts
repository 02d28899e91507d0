// FL 32 §: a decision's reasons name the provisions and the decisive circumstances.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { TracedRule } from '@torget/decision';
import { Decimal } from '@torget/feel';
import { type HouseLanguage, loadTexts } from '#platform/text/index.ts';
import type { ReasonsContent } from './content.ts';
import type { LetterWarning } from './fill.ts';
import { inlineText } from './model.ts';
import { reasons } from './reasons.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));

function rule(number: number, hit: boolean, annotations: { readonly [name: string]: string }): TracedRule {
  return { number, id: `r${number}`, hit, conditions: [], outputs: {}, annotations };
}

function traced(...rules: TracedRule[]): ReasonsContent['trace'] {
  const input = { label: 'Inkomst', expression: 'inkomst', value: { value: '3285.5', marks: { '': 'number' } } };
  return [{ id: 'd', name: 'Bistånd', kind: 'table', inputs: [input], rules, value: { value: null } }];
}

function told(content: ReasonsContent, language: HouseLanguage = 'sv', warnings: LetterWarning[] = []): string[] {
  const filling = {
    context: { namn: 'Leyla' },
    language,
    instant: '2026-02-03T07:00:00Z',
    warn: (warning: LetterWarning) => warnings.push(warning),
  };
  return reasons(content, filling, texts.for(language)).map((block) =>
    block.kind === 'paragraph' ? inlineText(block.content).replace(/\s/g, ' ') : block.kind,
  );
}

const right = {
  Lagrum: 'SoL (2025:400) 12 kap. 1 §',
  Skal: 'Du har {inkomst} kronor i inkomst.',
  Reason: 'You earn {inkomst} kronor.',
};

test('law 11a: a rule that hit says its facts and its provision; one that did not says nothing', () => {
  const trace = traced(rule(1, true, right), rule(2, false, { Skal: 'Nej', Lagrum: 'FL 1 §' }));
  assert.deepEqual(told({ trace: trace ?? [] }), [
    'Du har 3 285,50 kronor i inkomst. Det står i 12 kap. 1 § socialtjänstlagen.',
  ]);
  assert.deepEqual(told({ trace: trace ?? [] }, 'en'), [
    'You earn 3,285.50 kronor. This follows from Chapter 12, Section 1 of the Social Services Act.',
  ]);
});

test('another fact gives another text', () => {
  const trace = traced(rule(1, true, { ...right, Skal: '{namn} har {barn} barn och {inkomst} kronor.' })) ?? [];
  const [first] = told({ trace, facts: { barn: new Decimal(2) } });
  assert.match(first ?? '', /^Leyla har 2 barn och 3 285,50 kronor\./);
});

test('law 11b: another rule gives another text: another provision, another reason', () => {
  const said = (change: object) => told({ trace: traced(rule(1, true, { ...right, ...change })) ?? [] })[0];
  const texts = [{}, { Lagrum: 'SoL (2025:400) 12 kap. 7 §' }, { Skal: 'Du tjänar {inkomst} kronor.' }].map(said);
  assert.equal(new Set(texts).size, 3, texts.join('\n'));
  assert.match(texts[1] ?? '', /12 kap\. 7 § socialtjänstlagen/);
});

test('a rule without a reason text gives no paragraph', () => {
  const warnings: LetterWarning[] = [];
  assert.deepEqual(told({ trace: traced(rule(1, true, { Lagrum: 'FL 1 §' })) ?? [] }, 'sv', warnings), []);
  assert.deepEqual(
    warnings.map((warning) => warning.code),
    ['no-reasons'],
  );
});

test('the same reason from two rules is said once', () => {
  assert.equal(told({ trace: traced(rule(1, true, right), rule(2, true, right)) ?? [] }).length, 1);
});

test('the officer’s words come first, and the ground’s provision when nobody has named one', () => {
  assert.deepEqual(
    told({ text: 'Du har sparade pengar.\n\nDe räcker\ntill hyran.', basis: ['SoL (2025:400) 12 kap. 1 §'] }),
    ['Du har sparade pengar.', 'De räcker till hyran.', 'Beslutet är fattat enligt 12 kap. 1 § socialtjänstlagen.'],
  );
});

test('reasons without a provision are reported', () => {
  const warnings: LetterWarning[] = [];
  told({ text: 'Du har sparade pengar.' }, 'sv', warnings);
  assert.deepEqual(warnings, [{ code: 'no-reasons', detail: 'no provision' }]);
});

test('a reason text that is no text is left out and reported', () => {
  const warnings: LetterWarning[] = [];
  assert.deepEqual(told({ trace: traced(rule(1, true, { Skal: 'Du har {inkomst' })) ?? [] }, 'sv', warnings), []);
  assert.deepEqual(
    warnings.map((warning) => warning.code),
    ['reason-broken', 'no-reasons'],
  );
});

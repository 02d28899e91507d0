// Parts of a model that the example town does not use are drawn as well: knowledge, defaults, long tables, warnings.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { evaluate, load } from '@torget/decision';
import { type FeelContext, fromJson, type Json } from '@torget/feel';
import { htmlOf } from '#platform/design/index.ts';
import { type HouseLanguage, loadTexts } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { StoredEvaluation } from '../../queries/evaluation.ts';
import type { Tell } from './logic.tsx';
import { Asks, Citations, Warnings } from './parts.tsx';
import { StepView } from './step.tsx';
import { type Story, storyOf } from './story.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../../../..'));

const many = Array.from(
  { length: 50 },
  (_, index) =>
    `<rule id="l${index}"><inputEntry><text>${index}</text></inputEntry><outputEntry><text>${index * 2}</text></outputEntry></rule>`,
).join('');
const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
  <inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
  <businessKnowledgeModel id="moms" name="moms" label="Moms"><encapsulatedLogic><formalParameter name="pris" typeRef="number"/>
    <literalExpression><text>pris * 1.25</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decision id="lang" name="lang" label="Lång tabell"><informationRequirement><requiredInput href="#x"/></informationRequirement>
    <decisionTable><input label="x"><inputExpression><text>x</text></inputExpression></input><output name="u"/>${many}</decisionTable></decision>
  <decision id="svar" name="svar" label="Svaret"><informationRequirement><requiredInput href="#x"/></informationRequirement>
    <informationRequirement><requiredDecision href="#lang"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#moms"/></knowledgeRequirement>
    <decisionTable hitPolicy="FIRST"><input label="pris med moms"><inputExpression><text>moms(x)</text></inputExpression></input>
      <output name="u"><defaultOutputEntry><text>"&lt;annars&gt;"</text></defaultOutputEntry></output><annotation name="Lagrum"/>
      <annotation name="Skal"/><annotation name="Reason"/>
      <rule id="s1"><inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>"dyrt"</text></outputEntry>
        <annotationEntry><text>FL (2017:900) 32 §</text></annotationEntry><annotationEntry><text>Priset är {x} kronor.</text></annotationEntry>
        <annotationEntry><text>The price is {x} kronor.</text></annotationEntry></rule></decisionTable></decision>
</definitions>`;

function told(
  input: Json,
  language: HouseLanguage = 'sv',
  xml = MODEL,
): { tell: Tell; story: Story; run: StoredEvaluation } {
  const loaded = load([{ file: 'decisions.dmn', xml }]);
  assert.ok(loaded.ok);
  const facts = fromJson(input) as FeelContext;
  const { trace, warnings } = evaluate(loaded.value, 'svar', facts, { instant: '2026-02-03T08:00:00+01:00' });
  const story = storyOf(loaded.value, 'svar', trace);
  const request = { t: texts.for(language), language } as Request;
  const labels = new Map(story.steps.map(({ name, label }) => [name, label]));
  const tell: Tell = {
    request,
    language,
    cited: story.citations.map(({ basis }) => basis),
    labelOf: (name) => labels.get(name) ?? name,
    filling: { context: facts, language, instant: '2026-02-03T08:00:00+01:00' },
  };
  return { tell, story, run: { trace, warnings } as unknown as StoredEvaluation };
}

/** The page's step of that name. */
function step(label: string, input: Json, language: HouseLanguage = 'sv'): string {
  const { tell, story } = told(input, language);
  const found = story.steps.find((one) => one.label === label);
  assert.ok(found);
  return htmlOf(<StepView tell={tell} step={found} />).replace(/[\s\u00a0]+/g, ' ');
}

test('a rule that hit says so in words, with its reason filled in and its provision linked to the citation', () => {
  const html = step('Svaret', { x: 200 });
  assert.match(html, /<tr class="is-hit"><th[^>]*>1 <strong class="govuk-tag">Slog till<\/strong>/);
  assert.match(html, /Priset är 200 kronor\./);
  assert.match(html, /<a class="govuk-link" href="#lagrum-1">32 § förvaltningslagen<\/a>/);
  assert.match(html, /I ärendet<\/th><td data-label="pris med moms"><strong>250</);
  assert.match(step('Svaret', { x: 200 }, 'en'), /The price is 200 kronor\.[\s\S]*Section 32 of the Administrative/);
});

test('when no rule hits the default is marked, and what a rule would have said stays as written', () => {
  const html = step('Svaret', { x: 4 });
  assert.match(html, /<tr class="is-hit"><th[^>]*>Annars <strong class="govuk-tag">Slog till/);
  assert.match(html, /&lt;annars>|&lt;annars&gt;/);
  assert.match(html, /Priset är \{x\} kronor\./);
  assert.doesNotMatch(html, /href="#lagrum/);
});

test('business knowledge shows what it takes and how it reckons', () => {
  const html = step('Moms', { x: 4 });
  assert.match(html, /Tar emot: pris/);
  assert.match(html, /<code class="d-feel">pris \* 1\.25<\/code>/);
});

test('of a long table those that hit come first, and the whole is there', () => {
  const html = step('Lång tabell', { x: 7 });
  const [before = '', after = ''] = html.split('<details');
  assert.equal(before.match(/<tr class="is-hit">/g)?.length, 1);
  assert.match(before, /Slog till/);
  assert.equal(after.match(/<th scope="row" class="d-dmn__rule">/g)?.length, 50);
});

test('what speaks to the officer in a list of remarks comes as a question to a person', () => {
  const remark = MODEL.replace('hitPolicy="FIRST"', 'hitPolicy="RULE ORDER"').replace(
    'name="Skal"',
    'name="Handlaggare"',
  );
  const shown = (input: Json, model: string) => htmlOf(<Asks {...told(input, 'sv', model)} service={{} as Service} />);
  assert.match(shown({ x: 200 }, remark), /<tr class="is-ask">[\s\S]*Priset är[\s\S]*href="#steg-3">Svaret, regel 1</);
  assert.equal(shown({ x: 4 }, remark), '');
  assert.equal(shown({ x: 200 }, MODEL), '');
});

test('warnings are told at the decision and rule where they arose', () => {
  const { tell, story, run } = told({ x: 'sju' });
  const service = {} as Service;
  const html = htmlOf(<Warnings tell={tell} story={story} run={run} service={service} />);
  assert.match(html, /Varningar/);
  assert.match(html, /is-ask/);
  assert.equal(htmlOf(<Warnings {...told({ x: 7 })} service={service} />), '');
});

test('each citation names its rules', () => {
  const html = htmlOf(<Citations {...told({ x: 200 })} service={{} as Service} />);
  assert.match(html, /<li id="lagrum-1"><strong>32[\s\u00a0]§ förvaltningslagen<\/strong> SFS 2017:900/);
  assert.match(html, /<a class="govuk-link" href="#steg-3">Svaret, regel 1<\/a>/);
});

// FL 25 §: what an author of a service is told about who is heard before it is decided against her.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Change, codes, compiled } from '../testing.ts';

const PROCESS = 'process.bpmn';
const process = (from: string, to: string): Change => ({ file: PROCESS, from, to });
const faultsOf = async (changes: readonly Change[], files: { readonly [path: string]: string } = {}) =>
  (await compiled(changes, files)).faults;

const EXCEPTION =
  '<zeebe:input source="=if application.antal &gt; 5 then &quot;fl-25-obehovligt&quot; else null" target="unheard" />';
const AT_DESK = '<zeebe:properties><zeebe:property name="communication" value="at-desk" /></zeebe:properties>';
const MARK = '<zeebe:properties><zeebe:property name="legal-step" value="fl-25" /></zeebe:properties>';

const LETTER = {
  'letters/horan.sv.md': `---
to: applicant
kind: request
subject: { sv: Får vi fråga, en: May we ask }
---

Du får det här enligt 25 § förvaltningslagen.

{{signature}}
`,
  'letters/horan.en.md': 'You get this under Section 25 of the Administrative Procedure Act.\n\n{{signature}}\n',
  'forms/svar.yaml': `pages:
  - id: svar
    title: { sv: Yttra dig, en: Comment }
    questions:
      - { id: yttrande, type: long-text, optional: true, label: { sv: Yttrande, en: Comment } }
`,
};

/** The letter and the party's task, before the officer's. */
function heard({ mark = MARK, within = 'P14D', timer = true }): readonly Change[] {
  const header = within === '' ? '' : `<zeebe:header key="answer-within" value="${within}" />`;
  const edge = `<bpmn:boundaryEvent id="Tid" attachedToRef="Svara"><bpmn:timerEventDefinition id="T"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P15D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sequenceFlow id="h4" sourceRef="Tid" targetRef="Besluta" />`;
  const steps = `<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Fraga" />
    <bpmn:sendTask id="Fraga"><bpmn:extensionElements><zeebe:taskDefinition type="letter.send" /><zeebe:taskHeaders><zeebe:header key="letter" value="horan" /><zeebe:header key="to" value="applicant" />${header}</zeebe:taskHeaders>${mark}</bpmn:extensionElements></bpmn:sendTask>
    <bpmn:sequenceFlow id="h2" sourceRef="Fraga" targetRef="Svara" />
    <bpmn:userTask id="Svara"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="svar" /><zeebe:assignmentDefinition candidateGroups="party/applicant" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="h3" sourceRef="Svara" targetRef="Besluta" />${timer ? edge : ''}`;
  return [process('<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Besluta" />', steps), process(AT_DESK, '')];
}

test('law 8a: a decision that may go against the party says by which exception she is unheard, and not the same one always', async () => {
  const [missing, ...more] = await faultsOf([process(EXCEPTION, '')]);
  assert.deepEqual([missing?.code, missing?.file, missing?.element, more], ['law-exception', PROCESS, 'Beslut', []]);
  assert.match(missing?.message.sv ?? '', /Beslut kan gå parten emot/);
  const always = '<zeebe:input source="=&quot;fl-25-obehovligt&quot;" target="unheard" />';
  assert.deepEqual(codes(await faultsOf([process(EXCEPTION, always)])), ['law-exception']);
  const approves = '=if application.antal &gt; 5 then &quot;rejected&quot; else &quot;approved&quot;';
  const approval = process(approves, '=&quot;approved&quot;');
  assert.deepEqual(await faultsOf([process(EXCEPTION, ''), approval]), [], 'an approval goes against nobody');
});

test('law 8a: a service that sends no communication is told so, unless it says that officers do it', async () => {
  const [told, ...more] = await faultsOf([process(AT_DESK, '')]);
  assert.deepEqual(
    [told?.code, told?.severity, told?.element, more],
    ['law-no-communication', 'warning', 'Beslut', []],
  );
  assert.deepEqual(await faultsOf(heard({}), LETTER), []);
});

test('law 8a: a letter that cites FL 25 § is marked as the communication, or the party counts as unheard', async () => {
  const faults = await faultsOf(heard({ mark: '' }), LETTER);
  assert.deepEqual(
    faults.map(({ code, element, file }) => [code, element, file]),
    [
      ['law-unmarked', 'Fraga', PROCESS],
      ['law-no-communication', 'Beslut', PROCESS],
    ],
  );
});

test('law 8a: a communication has a last day to answer, and the case goes on after it', async () => {
  const within = await faultsOf(heard({ within: '' }), LETTER);
  assert.deepEqual(
    within.map(({ code, element }) => [code, element]),
    [['law-answer-day', 'Fraga']],
  );
  const silent = await faultsOf(heard({ timer: false }), LETTER);
  assert.deepEqual(
    silent.map(({ code, element }) => [code, element]),
    [['law-answer-day', 'Svara']],
  );
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type FeelContext, fromJson } from '@torget/feel';
import { load as loadForm, type Question } from '@torget/form';
import { advance, load, rootVariables } from '@torget/process';
import { importProcessForms } from './import-bpmn.ts';

const field = (id: string, type: string, inside = '', more = '') =>
  `<camunda:formField id="${id}" label="${id}?" type="${type}"${more}>${inside}</camunda:formField>`;
const checked = (...constraints: readonly string[]) =>
  `<camunda:validation>${constraints
    .map((one) => one.split('='))
    .map(([name, config]) => `<camunda:constraint name="${name}"${config === undefined ? '' : ` config="${config}"`}/>`)
    .join('')}</camunda:validation>`;
const LEVELS = '<camunda:value id="veryHigh" name="Mycket hög"/><camunda:value id="low" name="Låg"/>';
const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  id="d" targetNamespace="t"><process id="loan" isExecutable="true">
  <startEvent id="Ask" name="Sök lån"><extensionElements><camunda:formData>${field('creditSum', 'long', checked('required', 'min=1', 'max=9000'))}
    ${field('case', 'string', checked('maxlength=4000', 'minlength=3'))}</camunda:formData></extensionElements></startEvent>
  <userTask id="rateRisk" name="Bedöm risken"><extensionElements><camunda:formData>
    ${field('riskLevel', 'enum', LEVELS + checked('required', 'validator=a.B'))}${field('paidOn', 'date', '', ' datePattern="dd/MM/yyyy"')}
    ${field('sure', 'boolean', '', ' defaultValue="true"')}${field('shown', 'string', checked('readonly'))}${field('odd', 'money-bag')}
  </camunda:formData></extensionElements></userTask>
  <userTask id="Named" camunda:formKey="eget"/>
  <sequenceFlow id="f1" sourceRef="Ask" targetRef="rateRisk"/><sequenceFlow id="f2" sourceRef="rateRisk" targetRef="Named"/>
  </process></definitions>`;

const folder = mkdtempSync(join(tmpdir(), 'torget-forms-'));
after(() => rmSync(folder, { recursive: true }));
const bpmn = join(folder, 'process.bpmn');
writeFileSync(bpmn, MODEL);

function questions(path: string): readonly Question[] {
  const loaded = loadForm(readFileSync(join(folder, path), 'utf8'), { file: path });
  return loaded.ok ? loaded.value.pages.flatMap((page) => page.questions) : assert.fail(JSON.stringify(loaded.error));
}

test('the fields that Camunda 7 makes forms of become forms of the service, and what is lost is told', async (t) => {
  const said: string[] = [];
  t.mock.method(console, 'log', (line: string) => said.push(line));
  assert.equal(await importProcessForms([bpmn], folder), 0);
  assert.deepEqual(
    questions('form.yaml').map(({ id, type, optional, min, max, maxLength }) => [
      id,
      type,
      optional,
      min,
      max,
      maxLength,
    ]),
    [
      ['credit_sum', 'whole-number', false, 1, 9000, undefined],
      ['case_1', 'long-text', true, undefined, undefined, 4000],
    ],
  );
  const asked = questions('forms/rate-risk.yaml');
  assert.deepEqual(
    asked.map(({ id, type, optional }) => [id, type, optional]),
    [
      ['risk_level', 'choice', false],
      ['paid_on', 'date', true],
      ['sure', 'yes-no', false],
      ['odd', 'text', true],
    ],
  );
  assert.deepEqual(
    asked[0]?.options?.map(({ id, label }) => [id, label.sv]),
    [
      ['very_high', 'Mycket hög'],
      ['low', 'Låg'],
    ],
  );
  for (const lost of ['validator', 'dd/MM/yyyy', 'Förvalet true', 'shown: ', 'money-bag'])
    assert.ok(
      said.some((line) => line.includes(lost)),
      lost,
    );
  assert.equal(said.at(-1), '2 passed, 0 failed');
  writeFileSync(join(folder, 'forms/rate-risk.yaml'), 'pages: []\n');
  await importProcessForms([bpmn], folder);
  assert.equal(
    readFileSync(join(folder, 'forms/rate-risk.yaml'), 'utf8'),
    'pages: []\n',
    'what is the owner’s own stays',
  );
});

test('answers of such a form are the variables and values that the process reads', async () => {
  const loaded = await load(MODEL, { file: 'process.bpmn' });
  assert.ok(loaded.ok && loaded.value[0]);
  const [model] = loaded.value;
  assert.deepEqual(model.warnings, []);
  const application = fromJson({ credit_sum: 500, case_1: 'mitt' });
  const moment = { at: '2026-02-03T08:00:00Z', facts: { application } };
  const started = advance(model, null, { kind: 'start', ...moment });
  assert.ok('state' in started);
  const task = started.effects.find((effect) => effect.kind === 'task-open');
  assert.ok(task?.kind === 'task-open' && task.form === 'rate-risk');
  const output = fromJson({ risk_level: 'very_high', sure: true }) as FeelContext;
  const done = advance(model, started.state, {
    kind: 'task',
    token: task.token,
    act: { do: 'complete', output },
    ...moment,
  });
  assert.ok('state' in done);
  const found = Object.fromEntries(
    Object.entries(rootVariables(done.state)).map(([name, value]) => [name, String(value)]),
  );
  assert.deepEqual(found, { creditSum: '500', case: 'mitt', riskLevel: 'veryHigh', sure: 'true' });
});

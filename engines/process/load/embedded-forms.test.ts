import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flows, Instance, model } from '../testing.ts';

const FORM = JSON.stringify({
  components: [
    { type: 'text', text: '# Bedöm' },
    { type: 'textfield', key: 'Nuvarande.namn', label: 'Namn', disabled: true },
    {
      type: 'group',
      components: [
        {
          type: 'radio',
          key: 'Vacation Approval',
          label: 'Beviljas?',
          values: [{ value: 'Yes', label: 'Ja' }, { value: 'No' }],
          validate: { required: true },
        },
        { type: 'number', key: 'days', decimalDigits: 1, validate: { min: 1, max: 30 } },
      ],
    },
    { type: 'checkbox', key: 'sure' },
    { type: 'button', action: 'submit', key: 'b' },
  ],
});
const S = '<bpmn:startEvent id="S"/>';
const escaped = FORM.replaceAll('"', '&quot;');
const process = (key: string, body = escaped) =>
  model(`<bpmn:extensionElements><zeebe:userTaskForm id="f1">${body}</zeebe:userTaskForm></bpmn:extensionElements>${S}
    <bpmn:userTask id="Godkann_Ledighet"><bpmn:extensionElements><zeebe:formDefinition ${key}/></bpmn:extensionElements></bpmn:userTask>${flows('S>Godkann_Ledighet')}`);

test('a form that lies in the file is read as fields, and its answers have the names that the process reads', async () => {
  const read = await process('formKey="camunda-forms:bpmn:f1"');
  const node = read.nodes.get('Godkann_Ledighet');
  assert.equal(node?.user?.form, 'godkann-ledighet');
  assert.deepEqual(
    node?.fields?.map(({ question, variable, type, required, fixed }) => [question, variable, type, required, fixed]),
    [
      ['nuvarande_namn', 'Nuvarande.namn', 'string', false, true],
      ['vacation_approval', 'Vacation Approval', 'enum', true, false],
      ['days', 'days', 'double', false, false],
      ['sure', 'sure', 'boolean', true, false],
    ],
  );
  const instance = new Instance(read).start();
  instance.complete('Godkann_Ledighet', { vacation_approval: 'yes', sure: true });
  assert.deepEqual(instance.variables(), { 'Vacation Approval': 'Yes', sure: true });
});

test('a form of another name, and one that is no form, stay what the task names', async () => {
  assert.equal((await process('formId="besluta"')).nodes.get('Godkann_Ledighet')?.user?.form, 'besluta');
  assert.equal((await process('formId="f1"', 'nothing')).nodes.get('Godkann_Ledighet')?.user?.form, 'f1');
});

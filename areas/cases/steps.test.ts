import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled, PREPARED } from '#platform/town/testing.ts';
import { lineOf } from './steps.ts';

const step = (id: string, name: string) =>
  `<bpmn:${name}><bpmn:extensionElements><zeebe:properties><zeebe:property name="citizen-step" value="${id}" /></zeebe:properties></bpmn:extensionElements></bpmn:${name.split(' ')[0]}>`;

/** The service whose task lies in a called process: the person sees received, prepared and done. */
async function service() {
  const steps = 'mottagen: { sv: Mottagen, en: Received }';
  const change = [
    { file: 'service.yaml', from: steps, to: `${steps}\n  bereds: { sv: Bereds }\n  klar: { sv: Klar }` },
    {
      file: 'processes/bereda.bpmn',
      from: '<bpmn:startEvent id="BStart" />',
      to: step('bereds', 'startEvent id="BStart"'),
    },
    { file: 'process.bpmn', from: '<bpmn:endEvent id="Slut" />', to: step('klar', 'endEvent id="Slut"') },
  ];
  const { service: found, faults } = await compiled(change, PREPARED);
  return found ?? assert.fail(faults.map(({ message }) => message.en).join('\n'));
}

const at = '2026-02-03T08:00:00+01:00';
const states = (line: ReturnType<typeof lineOf>) => line.map(({ name, state }) => `${name}: ${state}`);

test('the line of steps goes through the processes that are called', async () => {
  const liten = await service();
  const before = {
    statuses: [{ step: 'mottagen', what: 'completed' as const, at }],
    tokens: ['Start'],
    closedAt: null,
  };
  assert.deepEqual(states(lineOf(liten, before, 'sv')), ['Mottagen: now', 'Bereds: todo', 'Klar: todo']);
  const inside = {
    ...before,
    statuses: [...before.statuses, { step: 'bereds', what: 'completed' as const, at }],
    tokens: ['Bereda', 'Besluta'],
  };
  assert.deepEqual(states(lineOf(liten, inside, 'sv')), ['Mottagen: done', 'Bereds: done', 'Klar: todo']);
  assert.deepEqual(states(lineOf(liten, { ...inside, tokens: ['Beslut'] }, 'sv')).at(-1), 'Klar: todo');
});

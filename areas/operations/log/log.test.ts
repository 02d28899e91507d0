import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessModel } from '@torget/process';
import { eventsOf } from './events.ts';
import { ocel } from './ocel.ts';
import type { Story } from './story.ts';
import { readOcel, readXes, xesValue } from './testing.ts';
import { xes } from './xes.ts';

const model = {
  nodes: new Map(
    [
      { id: 'S', kind: 'startEvent', name: 'Kom <in> & "klart"' },
      { id: 'G', kind: 'exclusiveGateway', name: 'Klart?' },
      { id: 'Utred', kind: 'userTask', name: 'Utred' },
      { id: 'E', kind: 'endEvent' },
    ].map((node) => [node.id, node]),
  ),
} as unknown as ProcessModel;

const at = (minute: number) => `2026-02-03T08:${String(minute).padStart(2, '0')}:00.5+01:00`;
type Step = Story['process']['steps'][number];
const step = (id: string, minute: number, element: string, what: Step['what'], by: string | null = 'anna'): Step => ({
  id,
  instance: 'i1',
  at: at(minute),
  element,
  what,
  token: 1,
  by,
});

const STORY: Story = {
  case: {
    id: 'c1',
    service: 'forskoleplats',
    version: 'v',
    board: 'bun',
    application: 'a1',
    receivedAt: at(0),
    registeredAt: at(0),
    closedAt: at(30),
    parties: ['anna'],
    routings: [
      { unit: 'forskola', at: at(0), by: null },
      { unit: 'stod', at: at(5), by: 'petra' },
    ],
    decisions: [{ id: 'd1', at: at(20), outcome: 'approved', decidedBy: 'officer', by: 'petra' }],
  },
  process: {
    key: 'c1',
    instances: [
      { id: 'i1', version: 'v', process: 'P', startedAt: at(0), endedAt: at(21), endedHow: 'completed', parent: null },
    ],
    interventions: [
      { id: 'v1', instance: 'i1', what: 'suspended', at: at(2), by: 'nadia', from: null, to: null },
      { id: 'v2', instance: 'i1', what: 'resumed', at: at(3), by: 'nadia', from: null, to: null },
      { id: 'v3', instance: 'i1', what: 'migrated', at: at(4), by: null, from: 'u', to: 'v' },
    ],
    steps: [
      step('h1', 0, 'S', 'entered'),
      step('h2', 0, 'S', 'completed'),
      step('h3', 0, 'G', 'entered'),
      step('h4', 0, 'Utred', 'entered'),
      step('h5', 20, 'Utred', 'completed', 'petra'),
      step('h6', 21, 'E', 'entered'),
      step('h7', 21, 'E', 'completed'),
    ],
    tasks: [{ id: 't1', instance: 'i1', element: 'Utred', openedAt: at(0), endedAt: at(20), how: 'completed' }],
    incidents: [
      {
        id: 'x1',
        instance: 'i1',
        element: 'E',
        type: 'letter.pdf',
        at: at(22),
        endedAt: at(25),
        how: 'retried',
        by: 'nadia',
      },
    ],
  },
  letters: [
    {
      id: 'l1',
      caseId: 'c1',
      decision: 'd1',
      template: 'beslut',
      kind: 'decision',
      sentAt: at(21),
      openedAt: at(24),
      confirmedAt: null,
    },
  ],
  held: [
    { party: 'petra', unit: 'forskola', roles: ['rektor'], from: '2025-01-01T00:00:00Z', to: at(10) },
    { party: 'petra', unit: 'stod', roles: ['handlaggare', 'samordnare'], from: at(10), to: null },
    { party: 'anna', unit: 'gata', roles: ['handlaggare'], from: '2025-01-01T00:00:00Z', to: null },
  ],
  models: new Map([['i1', model]]),
};

const OTHER: Story = {
  ...STORY,
  case: { ...STORY.case, id: 'c2', application: null, closedAt: null, routings: [], decisions: [] },
  process: { key: 'c2', instances: [], interventions: [], steps: [], tasks: [], incidents: [] },
  letters: [],
};

async function* both() {
  yield STORY;
  yield OTHER;
}

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const valuesOf = (of: { readonly attributes: readonly { name: string; value: string }[] } | undefined, name: string) =>
  of?.attributes.filter((one) => one.name === name).map(({ value }) => value);

test('the object-centric log is OCEL 2.0: its schema holds, all names are declared, all ids are there', async () => {
  const log = readOcel(await whole(ocel(both)));
  const types = new Map<string, number>();
  for (const { type } of log.objects) types.set(type, (types.get(type) ?? 0) + 1);
  const expected = { case: 2, application: 1, process: 1, task: 1, decision: 1, letter: 1, incident: 1 };
  assert.deepEqual(Object.fromEntries(types), expected);
  assert.deepEqual(readOcel(await whole(ocel(async function* () {}))).events, [], 'a log of nothing is a log');
});

test('what changes has a value for each time: the unit of a case, the state of a letter', async () => {
  const log = readOcel(await whole(ocel(both)));
  const of = (id: string) => log.objects.find((one) => one.id === id);
  assert.deepEqual(valuesOf(of('c1'), 'unit'), ['forskola', 'stod']);
  assert.deepEqual(valuesOf(of('c1'), 'state'), ['open', 'closed']);
  assert.deepEqual(valuesOf(of('l1'), 'state'), ['sent', 'opened']);
  assert.deepEqual(valuesOf(of('i1'), 'state'), ['running', 'suspended', 'running', 'completed']);
  assert.deepEqual(valuesOf(of('i1'), 'version'), ['u', 'v']);
  assert.ok(log.events.some(({ type }) => type === 'process suspended'));
  assert.equal(of('l1')?.attributes.find(({ value }) => value === 'opened')?.time, '2026-02-03T07:24:00.5Z');
  assert.deepEqual(of('l1')?.relationships, [
    { objectId: 'c1', qualifier: 'sent in' },
    { objectId: 'd1', qualifier: 'announces' },
  ]);
});

test('an event is about everything it concerns, and a task is opened and ended by the same step', async () => {
  const log = readOcel(await whole(ocel(both)));
  const about = (id: string) =>
    log.events.find((one) => one.id === id)?.relationships.map(({ objectId, qualifier }) => `${qualifier} ${objectId}`);
  assert.deepEqual(about('h4'), ['case c1', 'process i1', 'task t1']);
  assert.deepEqual(about('h5'), ['case c1', 'process i1', 'task t1']);
  assert.deepEqual(about('c1:decided-d1'), ['case c1', 'decision d1']);
  assert.ok(!log.events.some(({ id }) => id === 'h3'), 'a gateway is no activity');
});

test('nobody is named: staff are a role in a unit as they held it then, whoever is a party acts as that', () => {
  const resource = (id: string) => eventsOf(STORY).find((event) => event.id === id)?.doer;
  assert.deepEqual(resource('c1:routed-1'), { kind: 'staff', unit: 'forskola', roles: ['rektor'] });
  assert.deepEqual(resource('h5'), { kind: 'staff', unit: 'stod', roles: ['handlaggare', 'samordnare'] });
  assert.deepEqual(resource('l1:opened'), { kind: 'party' });
  assert.deepEqual(resource('h1'), { kind: 'system' }, 'the machine was set going by a person, and did it itself');
  assert.deepEqual(resource('x1:ended'), { kind: 'other' });
});

test('no id of a person is in either log', async () => {
  for (const text of [await whole(ocel(both)), await whole(xes(both))])
    for (const person of ['anna', 'petra', 'nadia']) assert.ok(!text.includes(person), person);
});

test('XES is well-formed, a trace for each case, its events in the order of time with all that is promised', async () => {
  const log = readXes(await whole(xes(both)));
  const traces = log.children.filter(({ tag }) => tag === 'trace');
  assert.deepEqual(
    traces.map((trace) => xesValue(trace, 'concept:name')),
    ['c1', 'c2'],
  );
  const prefixes = log.children.filter(({ tag }) => tag === 'extension').map(({ attributes }) => attributes['prefix']);
  assert.deepEqual(prefixes, ['concept', 'time', 'lifecycle', 'org']);
  const events = traces[0]?.children.filter(({ tag }) => tag === 'event') ?? [];
  const globals = log.children.find(({ tag, attributes }) => tag === 'global' && attributes['scope'] === 'event');
  for (const event of events)
    for (const { attributes } of globals?.children ?? [])
      assert.ok(xesValue(event, attributes['key'] ?? ''), `every event has ${attributes['key']}`);
  const times = events.map((event) => Temporal.Instant.from(xesValue(event, 'time:timestamp') ?? '').epochMilliseconds);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  const done = events.find(
    (event) => xesValue(event, 'concept:name') === 'Utred' && xesValue(event, 'org:group') === 'stod',
  );
  assert.deepEqual(
    [
      xesValue(done ?? log, 'lifecycle:transition'),
      xesValue(done ?? log, 'org:role'),
      xesValue(done ?? log, 'concept:instance'),
    ],
    ['complete', 'handlaggare+samordnare', 't1'],
  );
  const names = new Set(events.map((event) => xesValue(event, 'concept:name')));
  assert.ok(names.has('Kom <in> & "klart"'), 'names survive escaping');
});

test('what happens by hand is scheduled and taken back, what runs by itself is begun and cancelled', () => {
  const steps = [
    step('w1', 1, 'Utred', 'cancelled'),
    step('w2', 1, 'E', 'cancelled'),
    step('w3', 1, 'gammal', 'entered'),
  ];
  const story = { ...STORY, process: { ...STORY.process, steps, tasks: [] } };
  const transition = (id: string) => eventsOf(story).find((event) => event.id === id)?.transition;
  assert.deepEqual([transition('w1'), transition('w2'), transition('w3')], ['withdraw', 'ate_abort', 'start']);
  assert.equal(
    eventsOf(story).find(({ id }) => id === 'w3')?.activity,
    'gammal',
    'an element no model knows has its id',
  );
});

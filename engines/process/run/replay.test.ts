import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { State } from '../state.ts';
import type { Effect, Event } from '../step.ts';
import { flowIf, flows, model, service } from '../testing.ts';
import { advance } from './advance.ts';

/** Any events in any order on a process with every kind of element: nothing is thrown, lost or left hanging. */

const loop = (inside: string, sequential = false) =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:extensionElements>${inside}</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
const ITEMS =
  '<zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="item" outputCollection="all" outputElement="=item"/>';
const CALL = '<bpmn:extensionElements><zeebe:calledElement processId="q"/></bpmn:extensionElements>';
const ROOTS = `<bpmn:message id="M" name="svar"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;"/></bpmn:extensionElements></bpmn:message>
  <bpmn:signal id="G" name="larm"/><bpmn:escalation id="V" escalationCode="v"/><bpmn:error id="R" errorCode="r"/>`;
const on = (definition: string) => `<bpmn:${definition}/>`;

const ELEMENTS = `<bpmn:startEvent id="S"/><bpmn:inclusiveGateway id="O"/>
  <bpmn:userTask id="A">${loop(ITEMS)}</bpmn:userTask>
  <bpmn:transaction id="T"><bpmn:startEvent id="ts"/><bpmn:userTask id="TA"/><bpmn:callActivity id="TU" isForCompensation="true">${CALL}</bpmn:callActivity>
    <bpmn:boundaryEvent id="TB" attachedToRef="TA">${on('compensateEventDefinition')}</bpmn:boundaryEvent><bpmn:association id="ta" sourceRef="TB" targetRef="TU"/>
    <bpmn:userTask id="TC"/><bpmn:endEvent id="TX">${on('cancelEventDefinition')}</bpmn:endEvent>${flows('ts>TA>TC>TX')}</bpmn:transaction>
  <bpmn:boundaryEvent id="TZ" attachedToRef="T">${on('cancelEventDefinition')}</bpmn:boundaryEvent><bpmn:task id="Z"/>
  <bpmn:subProcess id="U">${loop(ITEMS, true)}<bpmn:startEvent id="us"/>${service('UC', 'x')}
    <bpmn:intermediateThrowEvent id="UV">${on('escalationEventDefinition escalationRef="V"')}</bpmn:intermediateThrowEvent>
    <bpmn:endEvent id="UE">${on('errorEventDefinition errorRef="R"')}</bpmn:endEvent><bpmn:exclusiveGateway id="UX" default="UX_UF"/><bpmn:endEvent id="UF"/>
    ${flows('us>UC>UV>UX>UF')}${flowIf('UX', 'UE', 'fel')}
    <bpmn:subProcess id="UP" triggeredByEvent="true"><bpmn:startEvent id="ups" isInterrupting="false">${on('signalEventDefinition signalRef="G"')}</bpmn:startEvent><bpmn:userTask id="UT"/>${flows('ups>UT')}</bpmn:subProcess></bpmn:subProcess>
  <bpmn:boundaryEvent id="UB" attachedToRef="U">${on('errorEventDefinition')}</bpmn:boundaryEvent>
  <bpmn:boundaryEvent id="UN" attachedToRef="U" cancelActivity="false">${on('escalationEventDefinition escalationRef="V"')}</bpmn:boundaryEvent><bpmn:userTask id="N"/>
  <bpmn:callActivity id="C">${CALL}</bpmn:callActivity>
  <bpmn:adHocSubProcess id="H"><bpmn:userTask id="HA"/><bpmn:userTask id="HB"/></bpmn:adHocSubProcess>
  <bpmn:intermediateCatchEvent id="W"><bpmn:conditionalEventDefinition><bpmn:condition>=klar = true</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>
  <bpmn:inclusiveGateway id="J"/><bpmn:intermediateThrowEvent id="Y">${on('signalEventDefinition signalRef="G"')}</bpmn:intermediateThrowEvent>
  <bpmn:userTask id="L"><bpmn:standardLoopCharacteristics loopMaximum="3"/></bpmn:userTask><bpmn:endEvent id="E"/>
  <bpmn:subProcess id="P" triggeredByEvent="true"><bpmn:startEvent id="ps">${on('messageEventDefinition messageRef="M"')}</bpmn:startEvent><bpmn:userTask id="PA"/>${flows('ps>PA')}</bpmn:subProcess>
  ${flows('S>O', 'O>A>J', 'O>T>J', 'O>U>J', 'O>C>J', 'O>H>J', 'O>W>J', 'TZ>Z>J', 'UB>J', 'UN>N', 'J>Y>L>E')}`;

const MOMENT = { at: '2026-02-03T08:00:00+01:00', facts: {} };
const id = fc.nat(70);

/** Events by numbers that may or may not be open. */
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('complete' as const),
      token: id,
      output: fc.constantFrom({}, { fel: false }, { fel: true }),
    }),
  },
  fc.record({ kind: fc.constantFrom('abandon' as const, 'continue' as const, 'finish' as const), token: id }),
  fc.record({ kind: fc.constant('error' as const), token: id, code: fc.constantFrom('r', 'x') }),
  fc.record({ kind: fc.constant('escalation' as const), token: id, code: fc.constantFrom('v', 'x') }),
  fc.record({ kind: fc.constant('failed' as const), token: id }),
  fc.record({ kind: fc.constant('activate' as const), token: id, element: fc.constantFrom('HA', 'HB', 'A') }),
  fc.record({ kind: fc.constantFrom('message' as const, 'signal' as const, 'timer' as const), subscription: id }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      variables: fc.constantFrom({ klar: true }, { klar: false }),
    }),
  },
);

/** Most numbers mean one of those that are open, so that plays come far; the others are wrong ones. */
function aimed(drawn: object, state: State | null): Event {
  const at = (number: number, open: readonly { readonly id: number }[]) =>
    number % 7 === 0 || open.length === 0 ? number : (open[number % open.length]?.id ?? 0);
  const waiting = (state?.tokens ?? []).filter((token) => token.state === 'waiting' || token.element === 'H');
  const token = 'token' in drawn ? { token: at(Number(drawn.token), waiting) } : {};
  const subscription =
    'subscription' in drawn ? { subscription: at(Number(drawn.subscription), state?.subscriptions ?? []) } : {};
  return { ...drawn, ...token, ...subscription, ...MOMENT } as Event;
}

/** What leads an instance to its end, when nobody disturbs it any more. */
function onward(state: State | null): object | undefined {
  if (state === null || state.ended !== undefined) return undefined;
  const token = state.tokens.find((one) => one.state === 'waiting' && one.element !== 'W');
  if (token !== undefined) return { kind: 'complete', token: token.id, output: { fel: false } };
  if (state.tokens.some((one) => one.element === 'W')) return { kind: 'set', variables: { klar: true } };
  const chosen = state.tokens.find((one) => one.element === 'H');
  return chosen && { kind: 'finish', token: chosen.id };
}

function holdsTogether(state: State): void {
  const tokens = new Map(state.tokens.map((token) => [token.id, token]));
  const scopes = new Set(state.scopes.map((scope) => scope.id));
  const ids = [...tokens.keys(), ...scopes, ...state.subscriptions.map((one) => one.id)];
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(state.next > Math.max(0, ...ids));
  for (const token of tokens.values()) {
    assert.ok(scopes.has(token.scope), `${token.element} is in no scope`);
    assert.ok(token.thrower === undefined || token.thrower === 0 || tokens.has(token.thrower));
    // What stands for others has others inside, or is an ad-hoc sub-process that waits for staff.
    const own = state.scopes.find((scope) => scope.token === token.id);
    const inside =
      state.tokens.some((one) => one.scope === own?.id) || state.tokens.some((one) => one.thrower === token.id);
    if (token.state === 'scope' || token.state === 'loop')
      assert.ok(own && (inside || token.element === 'H'), token.element);
    if (token.state === 'compensating') assert.ok(inside);
  }
  for (const scope of state.scopes) assert.ok(scope.token === undefined || tokens.has(scope.token), scope.element);
  for (const one of state.subscriptions)
    assert.ok(one.scope === undefined ? tokens.has(one.token) : scopes.has(one.scope));
  for (const one of state.done ?? []) assert.ok(scopes.has(one.scope), `${one.element} is remembered for no scope`);
  if (state.ended !== undefined) assert.deepEqual([state.tokens, state.subscriptions, state.done], [[], [], undefined]);
}

test('events in any order keep the state whole, and its history replays to the same state', async () => {
  const m = await model(ELEMENTS, ROOTS);
  const seen = { ended: 0, compensating: 0, kinds: new Set<string>() };
  fc.assert(
    fc.property(fc.array(event, { minLength: 5, maxLength: 120 }), (events) => {
      let live: State | null = null;
      const taken: Event[] = [];
      const first: Event = { kind: 'start', variables: { klar: false, fel: false }, ...MOMENT };
      const drawn: object[] = [first, ...events];
      // Half of the plays are led to an end, the others stay in the middle.
      for (let turn = 0; turn < drawn.length + (events.length % 2) * 60; turn += 1) {
        const next: object | undefined = drawn[turn] ?? onward(live);
        if (next === undefined) break;
        const one = turn < drawn.length ? aimed(next, live) : ({ ...next, ...MOMENT } as Event);
        const before: string = JSON.stringify(live);
        const result = advance(m, live, one);
        assert.equal(JSON.stringify(live), before);
        if ('refused' in result) continue;
        live = result.state;
        taken.push(one);
        holdsTogether(live);
        for (const effect of result.effects) seen.kinds.add(effect.kind);
        if (live.tokens.some((token) => token.state === 'compensating')) seen.compensating += 1;
      }
      if (live?.ended !== undefined) seen.ended += 1;
      assert.deepEqual(replay(m, taken), live);
    }),
    { numRuns: 400 },
  );
  const rare: readonly Effect['kind'][] = ['call-process', 'call-process-cancel', 'signal', 'ended', 'task-cancel'];
  for (const kind of rare) assert.ok(seen.kinds.has(kind), `${kind} has never come`);
  assert.ok(seen.ended > 20 && seen.compensating > 20, JSON.stringify([seen.ended, seen.compensating]));
});

/** From the stored form of each state to the next, as a runtime does it. */
function replay(m: Parameters<typeof advance>[0], events: readonly Event[]): State | null {
  let state: State | null = null;
  for (const one of events) {
    const stored: State | null = state === null ? null : (JSON.parse(JSON.stringify(state)) as State);
    const result = advance(m, stored, one);
    if ('refused' in result) assert.fail(result.refused.message.en);
    state = result.state;
  }
  return state;
}

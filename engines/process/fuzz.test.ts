import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { check } from './check/check.ts';
import { draw } from './draw/draw.ts';
import { load } from './load/load.ts';
import { advance } from './run/advance.ts';
import type { State } from './state.ts';
import type { Event } from './step.ts';
import { bpmn, flowIf, flows, model, service } from './testing.ts';

/** Engines never throw for input, whatever the input is. */

const ROOTS =
  '<bpmn:message id="M" name="svar"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message>';
const TIMER = '<bpmn:timerEventDefinition><bpmn:timeCycle>R3/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>';
const ELEMENTS = `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="P"/><bpmn:userTask id="A"/>
  <bpmn:boundaryEvent id="B" attachedToRef="A" cancelActivity="false">${TIMER}</bpmn:boundaryEvent><bpmn:task id="R"/>
  <bpmn:subProcess id="U"><bpmn:startEvent id="s"/>${service('C', 'x', '<zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping>')}${flows('s>C')}</bpmn:subProcess>
  <bpmn:boundaryEvent id="F" attachedToRef="U"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>
  <bpmn:intermediateCatchEvent id="W"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent>
  <bpmn:exclusiveGateway id="X" default="X_J"/><bpmn:parallelGateway id="J"/><bpmn:endEvent id="E"/>
  ${flows('S>P>A>X>J>E', 'P>U>J', 'P>W>J', 'B>R', 'F>R')}${flowIf('X', 'A', 'igen')}`;

test('a damaged file gives a model or faults in both languages, never an exception', async () => {
  const xml = bpmn(ELEMENTS, ROOTS);
  const damage = fc.tuple(
    fc.nat(xml.length),
    fc.nat(30),
    fc.constantFrom('', '<', '>', '"', '&', '/>', '=', 'x', '<!--', ']]>'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (cuts) => {
      const damaged = cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), xml);
      const result = await load(damaged, { file: 'x.bpmn' });
      for (const fault of result.ok ? [] : result.error) {
        assert.ok(fault.message.sv.length > 5 && fault.message.en.length > 5 && fault.advice.sv.length > 5);
        assert.ok(fault.line >= 1 && fault.column >= 1 && fault.file === 'x.bpmn');
      }
      for (const one of result.ok ? result.value : []) {
        check(one);
        draw(one);
      }
    }),
    { numRuns: 200 },
  );
});

test('any event on any state is taken or refused, and a refusal gives no state', async () => {
  const m = await model(ELEMENTS, ROOTS);
  const id = fc.nat(40);
  const event = fc.oneof(
    fc.record({ kind: fc.constant('complete' as const), token: id, output: fc.constant({ igen: false, a: null }) }),
    fc.record({ kind: fc.constant('error' as const), token: id, code: fc.constantFrom('', 'x') }),
    fc.record({ kind: fc.constantFrom('timer' as const, 'message' as const), subscription: id }),
    fc.record({ kind: fc.constant('set' as const), variables: fc.constant({ igen: true }), scope: id }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const moment = { at: '2026-02-03T08:00:00+01:00', facts: { case: { id: 'k' } } };
      let state: State | null = null;
      for (const one of [{ kind: 'start' as const }, ...events]) {
        const result = advance(m, state, { ...one, ...moment } as Event);
        if ('refused' in result) assert.ok(result.refused.message.sv !== '' && result.refused.message.en !== '');
        else state = result.state;
      }
      const ids = [...(state?.tokens ?? []), ...(state?.scopes ?? []), ...(state?.subscriptions ?? [])].map(
        (one) => one.id,
      );
      assert.equal(new Set(ids).size, ids.length);
      const tokens = new Set(state?.tokens.map((token) => token.id));
      assert.ok((state?.subscriptions ?? []).every((one) => tokens.has(one.token)));
      assert.ok((state?.scopes ?? []).every((scope) => scope.token === undefined || tokens.has(scope.token)));
      assert.ok((state?.scopes.length ?? 1) >= 1 && (state?.next ?? 0) > Math.max(0, ...ids));
    }),
    { numRuns: 300 },
  );
});

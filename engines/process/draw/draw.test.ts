import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../load/load.ts';
import { flows, model } from '../testing.ts';
import { describe } from './describe.ts';
import { draw, painted } from './draw.ts';
import { drawing } from './drawing.ts';
import { wrap } from './text.ts';

const LAID_OUT = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="urn:test">
<collaboration id="K"><participant id="P" name="Kommunen" processRef="p"/></collaboration>
<process id="p" name="Prova &lt;b&gt; &amp; &quot;rita&quot;" isExecutable="true">
<startEvent id="S" name="Kom in"/><userTask id="A" name="Handläggare &lt;bedömer&gt;"/><endEvent id="E"/>
<sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" name="klart" sourceRef="A" targetRef="E"/>
</process>
<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="L" bpmnElement="K">
<bpmndi:BPMNShape id="d0" bpmnElement="P" isHorizontal="true"><dc:Bounds x="100" y="40" width="600" height="200"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="d1" bpmnElement="S"><dc:Bounds x="160" y="102" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="d2" bpmnElement="A"><dc:Bounds x="300" y="80" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="d3" bpmnElement="E"><dc:Bounds x="500" y="102" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="d4" bpmnElement="f1"><di:waypoint x="196" y="120"/><di:waypoint x="300" y="120"/></bpmndi:BPMNEdge>
<bpmndi:BPMNEdge id="d5" bpmnElement="f2"><di:waypoint x="400" y="120"/><di:waypoint x="450" y="120"/><di:waypoint x="450" y="60"/><di:waypoint x="518" y="102"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`;

async function laidOut() {
  const result = await load(LAID_OUT);
  assert.ok(result.ok);
  const [first] = result.value;
  assert.ok(first);
  return first;
}

test('the picture shows the author’s own layout', async () => {
  const picture = drawing(await laidOut());
  assert.equal(picture.viewBox, '76 16 648 248');
  const task = picture.shapes.find((group) => group.element === 'A');
  assert.deepEqual(task?.parts[0]?.attributes, { class: 'box h0', x: 300, y: 80, width: 100, height: 80, rx: 8 });
  assert.deepEqual(
    picture.frames.map((frame) => frame.element),
    ['P'],
  );
});

test('every name is escaped and nothing but classes and numbers styles the picture', async () => {
  const svg = draw(await laidOut(), { tokens: { A: 1 }, done: ['S'], taken: ['f1'], hindered: ['A'] });
  assert.ok(!svg.includes('<b>') && !svg.includes('<bedömer>'));
  assert.ok(svg.includes('&#60;bedömer&#62;'));
  assert.ok(!/style=|<script|onload|javascript:/i.test(svg));
  assert.match(svg, /<title id="p-t">Prova &#60;b&#62; &#38; &#34;rita&#34;<\/title>/);
  assert.match(svg, /role="img" aria-labelledby="p-t p-d"/);
});

test('taken flows and done steps carry the pine line, a token stands where the case is', async () => {
  const m = await laidOut();
  const picture = drawing(m, { tokens: { A: 1 }, done: ['S'], taken: ['f1'] });
  const flow = (id: string) => picture.edges.find((group) => group.element === id)?.parts[0]?.attributes['class'];
  assert.equal(flow('f1'), 'flow flow--main');
  assert.equal(flow('f2'), 'flow');
  const state = (id: string) => picture.shapes.find((group) => group.element === id)?.state;
  assert.deepEqual([state('S'), state('A'), state('E')], ['done', 'now', 'ahead']);
  assert.ok(painted(picture).some((part) => part.attributes['class'] === 'token'));
  assert.ok(!painted(drawing(m)).some((part) => part.attributes['class'] === 'token'));
});

test('a token that is hindered is marked by colour and shown with its number over many cases', async () => {
  const picture = drawing(await laidOut(), { tokens: { A: 38 }, hindered: ['A'] });
  const token = picture.labels.find((group) => group.element === 'A');
  assert.equal(token?.parts[0]?.attributes['class'], 'token token--bad');
  assert.equal(token?.parts[1]?.lines?.[0]?.text, '38');
});

test('figures over many cases stand in the box: a colour, and a line at its foot below the name', async () => {
  const picture = drawing(await laidOut(), { heat: { A: 3 }, notes: { A: '2 d 3 tim' } });
  const task = picture.shapes.find((group) => group.element === 'A');
  assert.equal(task?.parts[0]?.attributes['class'], 'box h3');
  const [name, note] = task?.parts.filter((part) => part.tag === 'text') ?? [];
  assert.deepEqual(note?.lines, [{ text: '2 d 3 tim', x: 350, dy: 0 }]);
  const below = Number(name?.attributes['y']) + ((name?.lines?.length ?? 0) - 1) * 14;
  assert.ok(below + 10 < Number(note?.attributes['y']) && Number(note?.attributes['y']) < 160);
});

test('the text alternative lists the steps in the order of the process with their state', async () => {
  const m = await laidOut();
  const steps = describe(m, { done: ['S'], tokens: { A: 1 } });
  assert.deepEqual(steps, [
    { id: 'S', name: 'Kom in', state: 'done' },
    { id: 'A', name: 'Handläggare <bedömer>', state: 'now' },
  ]);
  assert.equal(drawing(m, { tokens: { A: 1 } }).description, 'Nu: Handläggare <bedömer>. Återstår: Kom in.');
  assert.equal(
    drawing(m, { tokens: { A: 1 }, language: 'en' }).description,
    'Now: Handläggare <bedömer>. Ahead: Kom in.',
  );
});

test('a model without a layout is arranged from left to right, with all its elements', async () => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:task id="x"/>${flows('s>x')}`;
  const m = await model(
    `<bpmn:startEvent id="S"/><bpmn:exclusiveGateway id="G" default="G_A"/><bpmn:userTask id="A"/><bpmn:subProcess id="U">${inside}</bpmn:subProcess>
     <bpmn:boundaryEvent id="B" attachedToRef="U"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
     <bpmn:endEvent id="E"/>${flows('S>G>A>U>E', 'B>A')}`,
  );
  const picture = drawing(m);
  const drawn = [...picture.frames, ...picture.shapes].map((group) => group.element).sort();
  assert.deepEqual(drawn, [...m.nodes.keys()].sort());
  assert.ok(picture.edges.every((group) => group.parts.length > 0));
});

test('long names wrap, long words are divided, and what does not fit ends in an ellipsis', () => {
  assert.deepEqual(wrap('Handläggare bedömer', 12, 3), ['Handläggare', 'bedömer']);
  assert.deepEqual(wrap('Återbetalningsskyldighet', 14, 3), ['Återbetalning-', 'sskyldighet']);
  assert.deepEqual(wrap('a b c d', 1, 2), ['a', '…']);
});

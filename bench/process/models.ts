/** The models that are measured, as an author would draw them in the zeebe dialect. */

function bpmn(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  id="d" targetNamespace="urn:bench">${body}</definitions>`;
}

const RULE = '<extensionElements><zeebe:calledDecision decisionId="class" resultVariable="class"/></extensionElements>';
const block = (type: string) => `<extensionElements><zeebe:taskDefinition type="${type}"/></extensionElements>`;

/** start → rule → service (inline) → exclusive gateway → end: what an automated decision is at its smallest. */
export const STRAIGHT = bpmn(`<process id="straight" isExecutable="true">
  <startEvent id="Start"/><businessRuleTask id="Rule">${RULE}</businessRuleTask>
  <serviceTask id="Note">${block('bench.inline')}</serviceTask>
  <exclusiveGateway id="Which" default="toOther"/><endEvent id="Granted"/><endEvent id="Other"/>
  <sequenceFlow id="f1" sourceRef="Start" targetRef="Rule"/><sequenceFlow id="f2" sourceRef="Rule" targetRef="Note"/>
  <sequenceFlow id="f3" sourceRef="Note" targetRef="Which"/>
  <sequenceFlow id="toGranted" sourceRef="Which" targetRef="Granted"><conditionExpression>=class = "low"</conditionExpression></sequenceFlow>
  <sequenceFlow id="toOther" sourceRef="Which" targetRef="Other"/>
</process>`);

/** One user task, as most cases stand for most of their life. */
export const TASK = bpmn(`<process id="task" isExecutable="true">
  <startEvent id="Start"/><userTask id="Decide"><extensionElements><zeebe:userTask/>
    <zeebe:assignmentDefinition candidateGroups="unit/officer"/></extensionElements></userTask><endEvent id="End"/>
  <sequenceFlow id="f1" sourceRef="Start" targetRef="Decide"/><sequenceFlow id="f2" sourceRef="Decide" targetRef="End"/>
</process>`);

/** One job that leaves the house. */
export const OUTSIDE = bpmn(`<process id="outside" isExecutable="true">
  <startEvent id="Start"/><serviceTask id="Pay">${block('bench.outside')}</serviceTask><endEvent id="End"/>
  <sequenceFlow id="f1" sourceRef="Start" targetRef="Pay"/><sequenceFlow id="f2" sourceRef="Pay" targetRef="End"/>
</process>`);

/** Flow elements of one called instance: its nodes and the flows between them. */
const CHILD_ELEMENTS = 5;

/** A root that calls `calls` processes one after the other, with a rule task: the shape of a large authority's models. */
export function realistic(calls: number): { readonly xml: string; readonly elements: number } {
  const ids = Array.from({ length: calls }, (_, at) => `Call${at}`);
  const chain = ['Start', 'Rule', ...ids, 'End'];
  const flows = chain
    .slice(1)
    .map((to, at) => `<sequenceFlow id="f${at}" sourceRef="${chain[at]}" targetRef="${to}"/>`);
  const called = ids.map(
    (id) =>
      `<callActivity id="${id}"><extensionElements><zeebe:calledElement processId="child" propagateAllParentVariables="false" propagateAllChildVariables="false"/>
       <zeebe:ioMapping><zeebe:input source="=class" target="class"/></zeebe:ioMapping></extensionElements></callActivity>`,
  );
  const xml = bpmn(`<process id="realistic" isExecutable="true"><startEvent id="Start"/>
    <businessRuleTask id="Rule">${RULE}</businessRuleTask>${called.join('')}<endEvent id="End"/>${flows.join('')}</process>
  <process id="child" isExecutable="true"><startEvent id="S"/><serviceTask id="T">${block('bench.inline')}</serviceTask><endEvent id="E"/>
    <sequenceFlow id="c1" sourceRef="S" targetRef="T"/><sequenceFlow id="c2" sourceRef="T" targetRef="E"/></process>`);
  return { xml, elements: chain.length + flows.length + calls * CHILD_ELEMENTS };
}

/** Three rules on one amount. */
export const DECISIONS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="dmn" name="dmn" namespace="urn:bench">
  <inputData id="i" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="class" name="class"><variable name="class" typeRef="string"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE"><input id="c"><inputExpression id="e" typeRef="number"><text>amount</text></inputExpression></input>
      <output id="o" typeRef="string"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 1000</text></inputEntry><outputEntry id="b1"><text>"low"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>[1000..5000)</text></inputEntry><outputEntry id="b2"><text>"middle"</text></outputEntry></rule>
      <rule id="r3"><inputEntry id="a3"><text>&gt;= 5000</text></inputEntry><outputEntry id="b3"><text>"high"</text></outputEntry></rule>
    </decisionTable></decision>
</definitions>`;

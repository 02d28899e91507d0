import type { Text } from '@torget/form';
import type { Town } from '#platform/town/index.ts';

/** What a new service is made of beside its form. */
export interface NewService {
  readonly id: string;
  readonly title: Text;
  readonly cost?: Text;
  /** form.yaml. */
  readonly form: string;
}

/**
 * The files of a whole service around a form: an application comes in, an officer answers it, the answer is sent, the
 * case is closed. Nothing is decided under it yet: ground, retention and the way of the case are the owner's to write.
 */
export function serviceFiles(service: NewService, town: Town): { readonly [path: string]: string } {
  const { unit, role } = handlerOf(town);
  return {
    'service.yaml': definition(service, unit),
    'form.yaml': service.form,
    'forms/besvara.yaml': ANSWER,
    'letters/svar.sv.md': LETTER_SV,
    'letters/svar.en.md': LETTER_EN,
    'process.bpmn': processOf(service, `${unit.id}/${role}`),
  };
}

/** The unit that takes new services, and the role in it that works. */
function handlerOf(town: Town): { readonly unit: Town['units'][number]; readonly role: string } {
  const staffed = new Set(
    town.registers?.staff.flatMap(({ assignments }) => assignments.map((each) => each.unit)) ?? [],
  );
  const unit =
    town.units.find(({ id }) => id === 'kansli') ?? town.units.find(({ id }) => staffed.has(id)) ?? town.units[0];
  const role = town.roles.find(({ may }) => may.includes('work'));
  if (unit === undefined || role === undefined) throw new TypeError('a town has units and roles');
  return { unit, role: role.id };
}

function inline(text: Text): string {
  const entries = Object.entries(text).flatMap(([language, words]) =>
    words === undefined ? [] : [`${language}: ${JSON.stringify(words)}`],
  );
  return `{ ${entries.join(', ')} }`;
}

function definition({ id, title, cost }: NewService, unit: Town['units'][number]): string {
  return `id: ${id}
title: ${inline(title)}
summary: ${inline(title)}
audience: [ person, company, association ]
life-events: []
keywords: []
owner: { board: ${unit.board}, unit: ${unit.id} }
sign-in: optional
assurance: loa2
who-may-apply: [ anyone ]
law:
  grounds:
    - id: service
      basis: [ "FL (2017:900) 6 §" ]
      regime: none
secrecy: []
register: diarium
facts: []
cost: { text: ${inline(cost ?? { sv: 'Kostnadsfritt', en: 'Free of charge' })} }
other-ways: { sv: "Ring eller besök kommunen.", en: "Call or visit the municipality." }
steps:
  mottagen: { sv: Mottagen, en: Received }
  besvaras: { sv: Besvaras, en: Being answered }
  klar: { sv: Klar, en: Done }
retention:
  klassa: "1.1"
  outcome: { default: { destroy-after: P2Y, from: closed } }
feedback: { ask-at: every-end }
`;
}

const ANSWER = `pages:
  - id: besvara
    title: { sv: Besvara, en: Answer }
    questions:
      - { id: svar, type: long-text, label: { sv: Svar, en: Answer }, max-length: 3000 }
`;

const LETTER_SV = `---
to: contact
kind: information
subject: { sv: "Svar på ärende {case.number}", en: "Answer in case {case.number}" }
---

{svar}
`;

const LETTER_EN = '{svar}\n';

function processOf({ id, title }: NewService, group: string): string {
  const name = escaped(title.sv);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="Definitions" targetNamespace="https://torget.example/processes">
  <bpmn:process id="${id.replaceAll('-', '_')}" name="${name}" isExecutable="true">
    <bpmn:startEvent id="Mottagen"><bpmn:extensionElements><zeebe:properties><zeebe:property name="citizen-step" value="mottagen" /></zeebe:properties></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="Till_Besvara" sourceRef="Mottagen" targetRef="Besvara" />
    <bpmn:userTask id="Besvara" name="Besvara">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formId="besvara" />
        <zeebe:assignmentDefinition candidateGroups="${group}" />
        <zeebe:properties><zeebe:property name="citizen-step" value="besvaras" /></zeebe:properties>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="Till_Svar" sourceRef="Besvara" targetRef="Svar" />
    <bpmn:sendTask id="Svar" name="Skicka svaret">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="letter.send" />
        <zeebe:taskHeaders><zeebe:header key="letter" value="svar" /><zeebe:header key="to" value="contact" /></zeebe:taskHeaders>
        <zeebe:ioMapping><zeebe:input source="=svar" target="svar" /></zeebe:ioMapping>
        <zeebe:properties><zeebe:property name="citizen-step" value="klar" /></zeebe:properties>
      </bpmn:extensionElements>
    </bpmn:sendTask>
    <bpmn:sequenceFlow id="Till_Klar" sourceRef="Svar" targetRef="Klar" />
    <bpmn:endEvent id="Klar">
      <bpmn:extensionElements><zeebe:taskDefinition type="case.close" /></bpmn:extensionElements>
      <bpmn:messageEventDefinition id="Klar_Meddelande" />
    </bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replace(/\s+/g, ' ');
}

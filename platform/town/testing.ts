// For tests: a small town and a small service in memory or in a temporary folder, with one thing changed at a time.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Fault } from '@torget/feel';
import { loadTown } from './load.ts';
import { compileService } from './service/compile.ts';
import type { CompiledService, Folder, Town } from './types.ts';

/** The example town of this repository. */
export const EKHAMN = fileURLToPath(new URL('../../towns/ekhamn', import.meta.url));

export async function ekhamn(): Promise<Town> {
  const { town, faults } = await loadTown(EKHAMN);
  if (town === undefined) throw new TypeError(JSON.stringify(faults));
  return town;
}

/** A folder of its own with these files, gone after the test file. */
export function temporaryFolder(files: { readonly [path: string]: string }, from?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'torget-town-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  if (from !== undefined) cpSync(from, folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A copy of the example town with some files replaced, loaded. */
export function townWith(files: { readonly [path: string]: string }): ReturnType<typeof loadTown> {
  return loadTown(temporaryFolder(files, EKHAMN));
}

export function codes(faults: readonly Fault[]): readonly string[] {
  return faults.map((fault) => fault.code);
}

/** The files of a service that compiles: one question, one decision by an officer, one letter. */
export const SERVICE: { readonly [path: string]: string } = {
  'service.yaml': `id: liten
title: { sv: Liten tjänst, en: Small service }
summary: { sv: En liten tjänst., en: A small service. }
audience: [ person ]
life-events: [ paverka ]
keywords: [ liten ]
owner: { board: kommunstyrelsen, unit: kansli }
sign-in: required
who-may-apply: [ self ]
law:
  grounds:
    - id: grund
      basis: [ "FL (2017:900) 40 §" ]
      regime: forvaltningsbesvar
      appeal-to: Förvaltningsrätten i Ekhamn
secrecy: []
register: diarium
facts: [ person ]
cost: { text: { sv: Gratis, en: Free } }
other-ways: { sv: Ring., en: Call. }
steps:
  mottagen: { sv: Mottagen, en: Received }
retention: { klassa: "1.1", outcome: { default: { destroy-after: P2Y, from: closed } } }
`,
  'form.yaml': `pages:
  - id: sida
    questions:
      - { id: antal, type: whole-number, label: { sv: Hur många?, en: How many? }, min: 1, max: 9 }
`,
  'forms/besluta.yaml': `pages:
  - id: besluta
    title: { sv: Besluta, en: Decide }
    questions:
      - { id: skal, type: long-text, label: { sv: Skäl, en: Reasons } }
`,
  'letters/beslut.sv.md': `---
to: applicant
kind: decision
subject: { sv: Beslut, en: Decision }
---

Du fick {application.antal}.

{{reasons}}

{{how-to-appeal}}
`,
  'letters/beslut.en.md': 'You got {application.antal}.\n\n{{reasons}}\n\n{{how-to-appeal}}\n',
  'process.bpmn': `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D" targetNamespace="t">
  <bpmn:process id="liten" isExecutable="true">
    <bpmn:startEvent id="Start"><bpmn:extensionElements><zeebe:properties><zeebe:property name="citizen-step" value="mottagen" /></zeebe:properties></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Besluta" />
    <bpmn:userTask id="Besluta">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formId="besluta" />
        <zeebe:assignmentDefinition candidateGroups="kansli/delegat" />
        <zeebe:properties><zeebe:property name="legal-step" value="fl-25" /></zeebe:properties>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Besluta" targetRef="Beslut" />
    <bpmn:serviceTask id="Beslut">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="decision.record" />
        <zeebe:taskHeaders><zeebe:header key="by" value="officer" /></zeebe:taskHeaders>
        <zeebe:ioMapping>
          <zeebe:input source="=&quot;grund&quot;" target="ground" />
          <zeebe:input source="=if application.antal &gt; 5 then &quot;rejected&quot; else &quot;approved&quot;" target="outcome" />
          <zeebe:input source="=skal" target="reasons" />
          <zeebe:input source="=if application.antal &gt; 5 then &quot;fl-25-obehovligt&quot; else null" target="unheard" />
        </zeebe:ioMapping>
        <zeebe:properties><zeebe:property name="communication" value="at-desk" /></zeebe:properties>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="f3" sourceRef="Beslut" targetRef="Brev" />
    <bpmn:sendTask id="Brev">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="letter.send" />
        <zeebe:taskHeaders><zeebe:header key="letter" value="beslut" /><zeebe:header key="to" value="applicant" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
    </bpmn:sendTask>
    <bpmn:sequenceFlow id="f4" sourceRef="Brev" targetRef="Slut" />
    <bpmn:endEvent id="Slut" />
  </bpmn:process>
</bpmn:definitions>
`,
};

const TASK = /<bpmn:userTask id="Besluta">[\s\S]*<\/bpmn:userTask>/.exec(SERVICE['process.bpmn'] ?? '')?.[0] ?? '';

/** The same with the task in a process of its own, which the service's process calls. */
export const PREPARED: { readonly [path: string]: string } = {
  'process.bpmn': (SERVICE['process.bpmn'] ?? '')
    .replace(
      TASK,
      '<bpmn:callActivity id="Bereda" name="Bered ärendet"><bpmn:extensionElements><zeebe:calledElement processId="bereda" /></bpmn:extensionElements></bpmn:callActivity>',
    )
    .replace('targetRef="Besluta"', 'targetRef="Bereda"')
    .replace('sourceRef="Besluta"', 'sourceRef="Bereda"'),
  'processes/bereda.bpmn': `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D2" targetNamespace="t">
  <bpmn:process id="bereda" name="Beredning" isExecutable="true">
    <bpmn:startEvent id="BStart" />
    <bpmn:sequenceFlow id="b1" sourceRef="BStart" targetRef="Besluta" />
    ${TASK}
    <bpmn:sequenceFlow id="b2" sourceRef="Besluta" targetRef="BSlut" />
    <bpmn:endEvent id="BSlut" />
  </bpmn:process>
</bpmn:definitions>
`,
};

/** One change of a file: the text before and after. The text must be there. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The small service with some changes, other files, or without some (`undefined`). */
export function serviceFolder(
  changes: readonly Change[],
  files: { readonly [path: string]: string | undefined } = {},
): Folder {
  const all: { [path: string]: string | undefined } = { ...SERVICE, ...files };
  for (const { file, from, to } of changes) {
    const text = all[file];
    if (text?.includes(from) !== true) throw new TypeError(`${file} does not hold ${from}`);
    all[file] = text.replace(from, to);
  }
  const encoder = new TextEncoder();
  return new Map(
    Object.entries(all).flatMap(([path, text]) => (text === undefined ? [] : [[path, encoder.encode(text)] as const])),
  );
}

/** Compiles the small service with changes, in the example town or another. */
export async function compiled(
  changes: readonly Change[],
  files: { readonly [path: string]: string | undefined } = {},
  town?: Town,
): Promise<CompiledService> {
  return compileService(serviceFolder(changes, files), town ?? (await ekhamn()), { id: 'liten' });
}

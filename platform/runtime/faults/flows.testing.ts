import { chain, processOf, task, work } from '../testing.ts';

/** One way through the runtime: what it is made of, and what it must leave behind once and only once. */
export interface Flow {
  readonly name: string;
  readonly processes: readonly string[];
  /** Process that is started on the case; others that are started after it, on the same case. */
  readonly start: readonly string[];
  /** A message sent with an id, before anybody waits for it. */
  readonly message?: string;
  /** How far the clock is moved once all stands still. */
  readonly wait?: string;
  /** Element → how often it must have been completed. */
  readonly completed: { readonly [element: string]: number };
}

const note = (id: string) => work(id, 'note');
const pay = (id: string) => work(id, 'pay');
const call = (id: string, process: string) =>
  `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${process}"/></bpmn:extensionElements></bpmn:callActivity>`;
const timer = (written: string) =>
  `<bpmn:timerEventDefinition id="def_${written}"><bpmn:timeDuration>${written}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const each = (collection: string, more = '') =>
  `<bpmn:multiInstanceLoopCharacteristics${more}><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=${collection}"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
const camunda = (xml: string) =>
  xml.replace('<bpmn:definitions ', '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ');

const SUB = `<bpmn:subProcess id="Sub"><bpmn:startEvent id="SS"/>${pay('P')}
  <bpmn:boundaryEvent id="PC" attachedToRef="P"><bpmn:compensateEventDefinition id="pc"/></bpmn:boundaryEvent>
  <bpmn:serviceTask id="U" isForCompensation="true"><bpmn:extensionElements><zeebe:taskDefinition type="pay"/></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:association id="as" sourceRef="PC" targetRef="U" associationDirection="One"/>
  <bpmn:intermediateThrowEvent id="Undo"><bpmn:compensateEventDefinition id="cd"/></bpmn:intermediateThrowEvent>
  <bpmn:endEvent id="Err"><bpmn:errorEventDefinition id="ed" errorRef="R"/></bpmn:endEvent>${chain('SS>P>Undo>Err')}</bpmn:subProcess>`;

export const FLOWS: readonly Flow[] = [
  {
    name: 'straight through',
    processes: [processOf('one', `${S}${note('N')}${note('M')}${E}${chain('S>N>M>E')}`)],
    start: ['one'],
    completed: { N: 1, M: 1, E: 1 },
  },
  {
    name: 'a task, then a note',
    processes: [processOf('two', `${S}${task('T')}${note('N')}${E}${chain('S>T>N>E')}`)],
    start: ['two'],
    completed: { T: 1, N: 1, E: 1 },
  },
  {
    name: 'two outside jobs side by side, joined',
    processes: [
      processOf(
        'three',
        `${S}<bpmn:parallelGateway id="F"/>${pay('P')}${pay('Q')}<bpmn:parallelGateway id="J"/>${note('N')}${E}${chain('S>F>P>J>N>E', 'F>Q>J')}`,
      ),
    ],
    start: ['three'],
    completed: { P: 1, Q: 1, N: 1, E: 1 },
  },
  {
    name: 'a timer takes a task away',
    processes: [
      processOf(
        'four',
        `${S}${task('T')}<bpmn:boundaryEvent id="B" attachedToRef="T">${timer('P3D')}</bpmn:boundaryEvent>
         <bpmn:intermediateCatchEvent id="W">${timer('P1D')}</bpmn:intermediateCatchEvent>${note('N')}${E}<bpmn:endEvent id="X"/>
         <bpmn:parallelGateway id="F"/>${chain('S>F>T>X', 'B>N>E', 'F>W>X')}`,
      ),
    ],
    start: ['four'],
    wait: 'P4D',
    completed: { W: 1, B: 1, N: 1, E: 1 },
  },
  {
    name: 'a message that came too early',
    processes: [
      processOf(
        'five',
        `${S}${pay('P')}<bpmn:intermediateCatchEvent id="C"><bpmn:messageEventDefinition id="m" messageRef="M"/></bpmn:intermediateCatchEvent>${note('N')}${E}${chain('S>P>C>N>E')}`,
        `<bpmn:message id="M" name="come"><bpmn:extensionElements><zeebe:subscription correlationKey="=who"/></bpmn:extensionElements></bpmn:message>`,
      ),
    ],
    start: ['five'],
    message: 'come',
    completed: { P: 1, C: 1, N: 1, E: 1 },
  },
  {
    name: 'called processes with work of their own',
    processes: [
      processOf(
        'six',
        `${S}<bpmn:parallelGateway id="F"/>${call('A', 'six-called')}${call('B', 'six-called')}<bpmn:parallelGateway id="J"/>${note('N')}${E}${chain('S>F>A>J>N>E', 'F>B>J')}`,
      ),
      processOf('six-called', `${S}${pay('P')}<bpmn:endEvent id="CE"/>${chain('S>P>CE')}`),
    ],
    start: ['six'],
    completed: { P: 2, CE: 2, A: 1, B: 1, N: 1, E: 1 },
  },
  {
    name: 'a signal to others',
    processes: [
      processOf(
        'seven',
        `${S}<bpmn:intermediateCatchEvent id="H"><bpmn:signalEventDefinition id="h" signalRef="G"/></bpmn:intermediateCatchEvent>${note('N')}${E}${chain('S>H>N>E')}`,
        '<bpmn:signal id="G" name="go"/>',
      ),
      processOf(
        'seven-tells',
        `${S}<bpmn:intermediateThrowEvent id="T"><bpmn:signalEventDefinition id="t" signalRef="G"/></bpmn:intermediateThrowEvent>${E}${chain('S>T>E')}`,
        '<bpmn:signal id="G" name="go"/>',
      ),
    ],
    start: ['seven', 'seven-tells'],
    completed: { H: 1, T: 1, N: 1, E: 2 },
  },
  {
    name: 'asynchronous borders',
    processes: [
      camunda(
        processOf(
          'eight',
          `${S}<bpmn:task id="A" camunda:asyncBefore="true" camunda:asyncAfter="true"/><bpmn:serviceTask id="N" camunda:type="external" camunda:topic="note"/>${E}${chain('S>A>N>E')}`,
        ).replace(' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"', ''),
      ),
    ],
    start: ['eight'],
    completed: { A: 1, N: 1, E: 1 },
  },
  {
    name: 'three side by side, then two one by one',
    processes: [
      processOf(
        'nine',
        `${S}${pay('P').replace('</bpmn:serviceTask>', `${each('[1,2,3]')}</bpmn:serviceTask>`)}
         ${task('T', each('[1,2]', ' isSequential="true"'))}${E}${chain('S>P>T>E')}`,
      ),
    ],
    start: ['nine'],
    completed: { P: 3, T: 2, E: 1 },
  },
  {
    name: 'an error, and what was done is undone',
    processes: [
      processOf(
        'ten',
        `${S}${SUB}<bpmn:boundaryEvent id="BE" attachedToRef="Sub"><bpmn:errorEventDefinition id="be" errorRef="R"/></bpmn:boundaryEvent>
         ${note('N')}${E}<bpmn:endEvent id="X"/>${chain('S>Sub>X', 'BE>N>E')}`,
        '<bpmn:error id="R" errorCode="R"/>',
      ),
    ],
    start: ['ten'],
    completed: { P: 1, U: 1, Undo: 1, BE: 1, N: 1, E: 1 },
  },
];

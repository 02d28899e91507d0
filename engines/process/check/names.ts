import type { Program } from '@torget/feel';
import type { ListenerJob, Node, Place, ProcessModel, Value } from '../model.ts';

/** An expression of the model and the element (or flow) that it belongs to. */
export interface Expression {
  readonly element: string;
  readonly text: string;
  readonly program: Program;
  /** Where the text stands, as `compile` takes it: a check of names compiles the text again with the names in scope. */
  readonly at: Place & { readonly file: string; readonly element: string };
}

/** All expressions, in the order of the XML. */
export function expressions(model: ProcessModel): readonly Expression[] {
  const found: Expression[] = [];
  const add = (element: string, program: Program | undefined): void => {
    if (program === undefined) return;
    const place = model.sources.get(program) ?? { line: 1, column: 1 };
    found.push({ element, text: program.text, program, at: { file: model.file, element, ...place } });
  };
  for (const node of model.nodes.values()) {
    for (const value of values(node)) if (value !== undefined && 'program' in value) add(node.id, value.program);
    for (const program of programs(node)) add(node.id, program);
    for (const flow of node.outgoing) {
      add(flow.id, flow.condition);
      for (const listener of flow.listeners ?? []) add(flow.id, listener.program);
    }
  }
  return found;
}

/** Expressions that are never a literal. */
function programs(node: Node): readonly (Program | undefined)[] {
  const { event, loop, adHoc, listeners } = node;
  const heard = Object.values(listeners ?? {}).flat();
  return [
    node.script?.program,
    event?.condition?.program,
    loop?.completion,
    loop?.condition,
    loop?.output?.element,
    adHoc?.activate,
    adHoc?.completion,
    adHoc?.output?.element,
    ...(node.errors ?? []).map((one) => one.condition),
    ...heard.map((one) => one.program),
  ];
}

/** The jobs that listen at an element, to itself and to what is done with its task. */
function listenerJobs({ jobs, taskJobs = {} }: Node): readonly ListenerJob[] {
  return [...(jobs?.start ?? []), ...(jobs?.end ?? []), ...Object.values(taskJobs).flat()];
}

function values(node: Node): readonly (Value | undefined)[] {
  const { event, task, decision, user, loop, call } = node;
  const crossing = [...(event?.signal?.payload?.each ?? []), ...(call?.input.each ?? [])];
  return [
    loop?.collection,
    loop?.cardinality,
    ...node.inputs.map((mapping) => mapping.source),
    event?.message?.name,
    event?.message?.correlationKey,
    event?.signal?.name,
    event?.timer?.value,
    event?.errorMessage,
    task?.type,
    task?.retries,
    ...listenerJobs(node).flatMap((one) => [one.type, one.retries]),
    decision?.id,
    decision?.binding?.value,
    call?.process,
    call?.binding.value,
    call?.businessKey,
    ...crossing.map((one) => one.source),
    user?.assignee,
    user?.candidateGroups,
    user?.candidateUsers,
    user?.dueDate,
    user?.followUpDate,
    user?.priority,
    ...node.outputs.map((mapping) => mapping.source),
  ];
}

/** A name of a variable or fact, with its path as far as it is written (`application.manad`), and where it stands. */
export interface NameUse {
  readonly element: string;
  readonly name: string;
  readonly path: string;
}

/** What the expressions read, and which variables the model itself makes: what a check of names needs. */
export interface Names {
  readonly reads: readonly NameUse[];
  readonly writes: readonly NameUse[];
}

/**
 * Names read and written. What a task, call or message hands over without output mapping is not known here: the block,
 * the form or the sender says it.
 */
export function names(model: ProcessModel): Names {
  const reads = expressions(model).flatMap(({ element, text, program }) =>
    program.reads.flatMap((name) => paths(text, name).map((path) => ({ element, name, path }))),
  );
  const writes = [...model.nodes.values()].flatMap((node) => {
    const made = [...node.inputs, ...node.outputs].map((mapping) => mapping.target);
    for (const result of variablesOf(node)) if (result !== undefined) made.push(result);
    return made.map((path) => ({ element: node.id, name: path.split('.')[0] ?? path, path }));
  });
  return { reads, writes };
}

/** Variables that an element makes besides its mappings. */
function variablesOf({ decision, script, event, loop, adHoc, call, listeners, initiator, fields = [] }: Node) {
  return [
    ...fields.map(({ variable }) => variable),
    decision?.resultVariable,
    script?.resultVariable,
    event?.codeVariable,
    event?.messageVariable,
    loop?.element,
    loop?.output?.collection,
    adHoc?.output?.collection,
    initiator,
    ...(call?.output.each ?? []).map(({ target }) => target),
    ...Object.values(listeners ?? {}).flatMap((all) => all.map(({ variable }) => variable)),
  ];
}

/** The dotted paths behind a name, each once; the name alone when none is written. */
function paths(text: string, name: string): readonly string[] {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const use = new RegExp(
    `(?<![\\p{L}\\p{N}_.])${escaped}(?:\\s*\\.\\s*[\\p{L}_][\\p{L}\\p{N}_]*)*(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  const found = [...bare.matchAll(use)].map((match) => match[0].replace(/\s*\.\s*/g, '.'));
  return found.length === 0 ? [name] : [...new Set(found)];
}

/** Ids of a model by kind: what coverage counts. */
export interface Elements {
  readonly activities: readonly string[];
  readonly events: readonly string[];
  readonly gateways: readonly string[];
  readonly flows: readonly string[];
}

export function elements(model: ProcessModel): Elements {
  const ids = (test: (kind: string) => boolean): readonly string[] =>
    [...model.nodes.values()].filter((node) => test(node.kind)).map((node) => node.id);
  return {
    activities: ids((kind) => !kind.endsWith('Event') && !kind.endsWith('Gateway')),
    events: ids((kind) => kind.endsWith('Event')),
    gateways: ids((kind) => kind.endsWith('Gateway')),
    flows: [...model.flows.keys()],
  };
}

import type { Fault } from '@torget/feel';
import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import type { Load, Node, ProcessModel } from '../model.ts';
import { dialectOf } from './dialects.ts';
import { child, type Element, list, text, type } from './element.ts';
import type { Unresolved } from './events.ts';
import { layout } from './layout.ts';
import { graph } from './nodes.ts';
import { blame, type Reader, reader, some } from './reader.ts';
import { rules } from './rules.ts';

/**
 * Reads a BPMN 2.0 file into one model per executable process. Everything the engine would not run exactly is a fault
 * with element, line and advice; all faults are told at once. Never rejects: a file that is no XML is a fault too.
 */
export const load: Load = async (xml, options = {}) => {
  const { dialect, text: prepared, mixed } = dialectOf(xml);
  const read = reader(xml, options, dialect);
  if (mixed) blame(read, 'mixed-dialects', { severity: 'warning' });
  const parsed = await parse(prepared, dialect.packages);
  if ('failed' in parsed) return { ok: false, error: [...read.faults, notBpmn(read, parsed.failed)] };
  if (hasDoctype(xml)) blame(read, 'doctype');
  const unresolved = warnings(
    read,
    parsed.warnings.filter((warning) => !qualified(parsed.root, warning)),
  );
  read.unresolved = unresolved;
  read.blanks = namesWithBlanks(parsed.root);
  definitionRules(read, parsed.root);
  const models = list(parsed.root, 'rootElements')
    .filter((element) => type(element) === 'Process' && element['isExecutable'] !== false)
    .map((process) => model(read, parsed.root, process, unresolved));
  if (models.length === 0) blame(read, 'no-process');
  const errors = read.faults.filter((fault) => fault.severity !== 'warning');
  if (errors.length > 0) return { ok: false, error: read.faults };
  return { ok: true, value: models.map((one) => ({ ...one, warnings: read.faults })) };
};

/** What events refer to: it has an id, and two signals do not share a name. */
function definitionRules(read: Reader, root: Element): void {
  const signals = new Set<string>();
  for (const element of list(root, 'rootElements')) {
    const kind = type(element);
    if (!['Signal', 'Escalation', 'Message', 'Error'].includes(kind)) continue;
    if (element.id === undefined) blame(read, 'no-id', { details: { name: kind.toLowerCase() } });
    const name = text(element, 'name');
    if (kind !== 'Signal' || name === undefined) continue;
    if (signals.has(name)) blame(read, 'double-signal', { element: element.id, details: { name } });
    signals.add(name);
  }
}

/** Names of data in the file, anywhere, that are more than one word. */
function namesWithBlanks(element: Element): readonly string[] {
  const name = text(element, 'name')?.trim() ?? '';
  const own = /^Data|^Property$|^ItemDefinition$/.test(type(element)) && name.includes(' ') ? [name] : [];
  const inside = INSIDE.flatMap((property) => list(element, property)).flatMap(namesWithBlanks);
  return [...new Set([...own, ...inside])];
}

const INSIDE = ['rootElements', 'flowElements', 'properties'];

type Parsed = { readonly root: Element; readonly warnings: readonly ModdleWarning[] } | { readonly failed: string };

/** Elements inside each other; a model of sub-processes in sub-processes has some ten. */
const MAX_DEPTH = 200;

/** Asked before the file is parsed: everything after that follows the elements by recursion. */
function tooDeep(xml: string): boolean {
  let depth = 0;
  for (const [tag] of xml.matchAll(/<[\w/][^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

type Packages = { readonly [prefix: string]: unknown };

/** A parser keeps the types of its descriptors and nothing of a file: making them takes longer than reading one. */
const moddles = new WeakMap<Packages, BpmnModdle>();

function moddleOf(packages: Packages): BpmnModdle {
  const moddle = moddles.get(packages) ?? new BpmnModdle(packages);
  moddles.set(packages, moddle);
  return moddle;
}

async function parse(xml: string, packages: Packages): Promise<Parsed> {
  if (tooDeep(xml)) return { failed: `more than ${MAX_DEPTH} elements inside each other` };
  try {
    const { rootElement, warnings } = await moddleOf(packages).fromXML(xml);
    return { root: rootElement as Element, warnings };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** Asked of a file that has parsed: its comments end, so the search is linear. */
function hasDoctype(xml: string): boolean {
  return /<!DOCTYPE/i.test(xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''));
}

/** Moddle gives line and column from 0 inside its message. */
function notBpmn(read: Reader, message: string): Fault {
  const found = /line: (\d+)\s+column: (\d+)/.exec(message);
  const faults = read.faults.length;
  blame(read, 'not-bpmn', { details: { detail: message.split('\n')[0] ?? '' } });
  const [fault] = read.faults.splice(faults);
  return { ...(fault as Fault), line: Number(found?.[1] ?? 0) + 1, column: Number(found?.[2] ?? 0) + 1 };
}

/**
 * References are qualified names in BPMN (`tns:newInvoice`), moddle takes them for ids. One whose local part is the id
 * of a root element is resolved here.
 */
function qualified(root: Element, { message, element, property = '', value = '' }: ModdleWarning): boolean {
  if (!message.startsWith('unresolved reference') || !value.includes(':') || element === undefined) return false;
  const local = value.slice(value.indexOf(':') + 1);
  const found = list(root, 'rootElements').find((one) => one.id === local);
  if (found === undefined) return false;
  Object.assign(element, { [property.replace(/^\w+:/, '')]: found });
  return true;
}

/** Without these the process cannot run; other unresolved references (data, lanes, diagrams) are warnings. */
const NEEDED = new Set([
  'bpmn:sourceRef',
  'bpmn:targetRef',
  'bpmn:attachedToRef',
  'bpmn:messageRef',
  'bpmn:signalRef',
  'bpmn:default',
]);

/** Attributes that the vendor's descriptor does not know, and that are read by their names. */
const READ_ALL_THE_SAME = /:(calledElement|decisionRef)VersionTag$/;

/** What reads these says itself what it means that they lead nowhere. */
const TOLD = new Set(['bpmn:errorRef', 'bpmn:escalationRef', 'bpmn:activityRef']);

/** The id of an element, or of the nearest one around it that has one: an expression has none of its own. */
function named(element: unknown): string | undefined {
  for (let one = element as Element | undefined; one !== undefined; one = one['$parent'] as Element | undefined) {
    if (one.id !== undefined) return one.id;
  }
  return undefined;
}

/** Turns moddle's warnings into faults: what it could not read would be lost in silence (process.md §4). */
function warnings(read: Reader, found: readonly ModdleWarning[]): Unresolved {
  const unresolved = new Map<unknown, { [property: string]: string }>();
  for (const { message, element, property = '', value = '' } of found) {
    const about = { element: named(element) };
    const detail = message.split('\n')[0] ?? '';
    if (message.startsWith('unresolved reference')) {
      unresolved.set(element, { ...unresolved.get(element), [property]: value });
      if (TOLD.has(property)) continue;
      const details = { property: property.replace(/^\w+:/, ''), value };
      blame(read, 'unresolved-reference', {
        ...about,
        details,
        ...(NEEDED.has(property) ? {} : { severity: 'warning' }),
      });
    } else if (message.startsWith('unknown attribute')) {
      const name = /<(.*)>/.exec(message)?.[1] ?? property;
      const foreign = name.includes(':') && !name.startsWith('bpmn:');
      if (foreign && READ_ALL_THE_SAME.test(name)) continue;
      if (foreign) blame(read, 'unread-extension', { ...about, details: { what: name }, severity: 'warning' });
      else blame(read, 'unknown-attribute', { ...about, details: { name } });
    } else if (message.startsWith('duplicate ID')) {
      const name = /<(.*)>/.exec(message)?.[1] ?? '';
      blame(read, 'double-id', { element: name, details: { name } });
    } else if (!message.startsWith('unsupported document encoding')) {
      // The text comes decoded; what encoding the file had is no matter here.
      blame(read, 'unparsable', { ...about, details: { detail } });
    }
  }
  return unresolved;
}

function model(read: Reader, definitions: Element, process: Element, unresolved: Unresolved): ProcessModel {
  const { nodes, flows } = graph(read, process, unresolved);
  const boundary = new Map<string, Node[]>();
  const eventSubProcesses = new Map<string, Node[]>();
  const starts = new Map<string, string>();
  const entries: Node[] = [];
  for (const node of nodes.values()) {
    if (node.attachedTo !== undefined) boundary.set(node.attachedTo, [...(boundary.get(node.attachedTo) ?? []), node]);
    if (node.kind === 'eventSubProcess') {
      const scope = node.parent ?? process.id ?? '';
      eventSubProcesses.set(scope, [...(eventSubProcesses.get(scope) ?? []), node]);
    }
    if (node.kind !== 'startEvent') continue;
    if (node.parent === undefined) entries.push(node);
    else starts.set(node.parent, node.id);
  }
  const id = process.id ?? '';
  const lanes = laneNames(process);
  const own = participants(definitions, process);
  const owns = (element: string) =>
    nodes.has(element) || flows.has(element) || lanes.ids.has(element) || own.has(element);
  const priority = read.dialect.priority(read, process);
  const whole = read.dialect.whole(read, process);
  rules(read, { id, nodes, boundary, eventSubProcesses });
  for (const entry of entries) nodes.set(entry.id, begunWith(entry, whole));
  return {
    id,
    ...(whole.jobs?.end.length || whole.listeners?.end.length ? { ending: whole } : {}),
    ...some('name', text(process, 'name') ?? participantName(definitions, process)),
    ...some('versionTag', read.dialect.versionTag(process)),
    ...(Object.keys(priority).length === 0 ? {} : { priority }),
    dialect: read.dialect.name,
    nodes,
    flows,
    boundary,
    starts,
    eventSubProcesses,
    links: links(nodes),
    conditional: [...nodes.values()].some((node) => node.event?.kind === 'condition'),
    start: (entries.find((node) => node.event?.kind === 'none') ?? entries[0])?.id ?? '',
    entries: entries.map((node) => node.id),
    layout: layout(definitions, owns),
    lanes: lanes.names,
    warnings: [],
    file: read.file,
    places: new Map([id, ...nodes.keys(), ...flows.keys()].map((element) => [element, read.places(element)])),
    sources: read.sources,
  };
}

const NONE_HEARD = { start: [], end: [], create: [], complete: [], assignment: [], update: [], delete: [] };

/** What listens to the start of the whole process is heard before its start event. */
function begunWith(entry: Node, { jobs, listeners }: NonNullable<ProcessModel['ending']>): Node {
  const { start: first = [], end = [] } = entry.jobs ?? {};
  const heard = entry.listeners ?? NONE_HEARD;
  return {
    ...entry,
    ...(jobs?.start.length ? { jobs: { start: [...jobs.start, ...first], end } } : {}),
    ...(listeners?.start.length ? { listeners: { ...heard, start: [...listeners.start, ...heard.start] } } : {}),
  };
}

/** Throwing link events with the catch event of the same name in their scope. */
function links(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, string> {
  const all = [...nodes.values()].filter((node) => node.event?.kind === 'link');
  const pairs = all.flatMap((from) => {
    if (from.kind === 'intermediateCatchEvent') return [];
    const fits = (to: Node) => to.kind === 'intermediateCatchEvent' && to.parent === from.parent;
    const to = all.find((one) => fits(one) && one.event?.link === from.event?.link);
    return to === undefined ? [] : [[from.id, to.id] as const];
  });
  return new Map(pairs);
}

function pools(definitions: Element, process: Element): readonly Element[] {
  return list(definitions, 'rootElements')
    .filter((element) => type(element) === 'Collaboration')
    .flatMap((collaboration) => list(collaboration, 'participants'))
    .filter((participant) => child(participant, 'processRef') === process);
}

function participants(definitions: Element, process: Element): ReadonlySet<string | undefined> {
  return new Set(pools(definitions, process).map((pool) => pool.id));
}

function participantName(definitions: Element, process: Element): string | undefined {
  return pools(definitions, process).map((pool) => text(pool, 'name'))[0];
}

/** Innermost lane of each element, by name; and the lanes' own ids. */
function laneNames(process: Element): { names: ReadonlyMap<string, string>; ids: ReadonlySet<string> } {
  const names = new Map<string, string>();
  const ids = new Set<string>();
  const walk = (set: Element): void => {
    for (const lane of list(set, 'lanes')) {
      if (lane.id !== undefined) ids.add(lane.id);
      for (const { id } of list(lane, 'flowNodeRef')) if (id !== undefined) names.set(id, text(lane, 'name') ?? '');
      const inner = child(lane, 'childLaneSet');
      if (inner !== undefined) walk(inner);
    }
  };
  for (const set of list(process, 'laneSets')) walk(set);
  return { names, ids };
}

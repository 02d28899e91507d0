import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import { tidy } from '../load/tidy.ts';

/**
 * Reads a BPMN file and writes it anew: same elements, attributes, texts and diagrams, laid out by one rule. What the
 * reader cannot resolve is written as it stood, and so is a default that the author wrote down. Only spelling changes:
 * numbers lose their empty decimals, an element goes by its plain name.
 * @throws Error when the file is no BPMN
 */
export async function rewrite(xml: string): Promise<string> {
  // Without the vendors' descriptors: what is not BPMN's own is kept as it is, whoever's it is.
  const moddle = new BpmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(tidy(xml));
  for (const warning of warnings) restore(warning);
  keepDefaults(rootElement, new Set());
  const written = await moddle.toXML(rootElement, { format: true });
  return written.xml;
}

/** A reference that leads nowhere in this file still says where it leads. */
function restore({ message, element, property = '', value = '' }: ModdleWarning): void {
  if (!message.startsWith('unresolved reference') || element === undefined) return;
  const name = property.replace(/^\w+:/, '');
  const held = (element as { readonly [name: string]: unknown })[name];
  const there = { id: value };
  if (Array.isArray(held)) held.push(there);
  else if (held === undefined) Object.assign(element, { [name]: there });
}

/** An element as moddle keeps it, with what its type says of its properties. */
interface Described {
  readonly $descriptor: {
    /** Absent on elements of other namespaces. */
    readonly properties?: readonly {
      readonly ns: { readonly localName: string };
      readonly isAttr?: boolean;
      readonly isReference?: boolean;
      readonly default?: unknown;
    }[];
  };
  [name: string]: unknown;
}

/** The writer leaves out values that are the same as a default; in a box they are not, and read alike. */
function keepDefaults(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) {
    for (const one of value) keepDefaults(one, seen);
    return;
  }
  if (!('$descriptor' in value)) return;
  const element = value as Described;
  for (const { ns, isAttr, isReference, default: usual } of element.$descriptor.properties ?? []) {
    const name = ns.localName;
    if (!Object.hasOwn(element, name) || isReference) continue;
    if (isAttr && usual !== undefined && element[name] === usual) {
      element[name] = Object(usual);
    } else keepDefaults(element[name], seen);
  }
}

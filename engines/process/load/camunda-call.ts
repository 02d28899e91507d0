import type { Binding, CallMapping, Node } from '../model.ts';
import { valueOfText, variable } from './camunda-values.ts';
import { child, type Element, extensions, list, text, type } from './element.ts';
import { blame, type Reader, some } from './reader.ts';

/** Call activities of the import dialect: nothing is passed without `in`, the opposite of zeebe's default. */
export function called(reader: Reader, element: Element): Node['call'] {
  const written = type(element) === 'CallActivity' ? text(element, 'calledElement') : undefined;
  if (written === undefined) return undefined;
  const id = element.id ?? '';
  const process = valueOfText(reader, id, written);
  const inputs = mappings(element, 'In');
  const key = inputs.map((one) => text(one, 'businessKey')).find((one) => one !== undefined);
  const passed = inputs.filter((one) => text(one, 'businessKey') === undefined);
  return (
    process && {
      process,
      binding: bindingOf(reader, element, 'calledElement'),
      ...some('businessKey', key === undefined ? undefined : valueOfText(reader, id, key)),
      input: mapping(reader, id, passed, 'in'),
      output: mapping(reader, id, mappings(element, 'Out'), 'out'),
    }
  );
}

/** What travels with a thrown signal. */
export function payload(reader: Reader, id: string, definition: Element): CallMapping | undefined {
  const found = mappings(definition, 'In');
  return found.length === 0 ? undefined : mapping(reader, id, found, 'in');
}

/** `calledElementBinding`, `decisionRefBinding` and their version or tag. */
export function bindingOf(reader: Reader, element: Element, prefix: 'calledElement' | 'decisionRef'): Binding {
  const written = attribute(element, `${prefix}Binding`);
  const kind = KINDS.find((one) => one === written) ?? 'latest';
  if (kind === 'latest' || kind === 'deployment') return { kind };
  const found = attribute(element, `${prefix}${kind === 'version' ? 'Version' : 'VersionTag'}`);
  if (found === undefined) blame(reader, 'no-version', { element: element.id });
  return { kind, ...some('value', found === undefined ? undefined : valueOfText(reader, element.id ?? '', found)) };
}

const KINDS = ['latest', 'deployment', 'version', 'versionTag'] as const;

/** The descriptor does not know every attribute of its own namespace; moddle keeps those in `$attrs`. */
function attribute(element: Element, name: string): string | undefined {
  const other = Object.entries(element.$attrs ?? {}).find(([key]) => key.endsWith(`:${name}`));
  return text(element, name) ?? other?.[1];
}

function mappings(element: Element, name: 'In' | 'Out'): readonly Element[] {
  const nested = list(child(element, 'extensionElements'), 'values');
  return nested.length === 0 ? [] : extensions(element, `camunda:${name}`);
}

function mapping(reader: Reader, id: string, found: readonly Element[], way: 'in' | 'out'): CallMapping {
  const all = found.filter((one) => text(one, 'variables') === 'all');
  const local = all.some((one) => one['local'] === true);
  const take = all.length === 0 ? 'none' : way === 'in' && local ? 'local' : 'all';
  const each = found.filter((one) => !all.includes(one)).flatMap((one) => pair(reader, id, one) ?? []);
  return { take, each, ...(way === 'out' && local ? { into: 'local' as const } : {}) };
}

function pair(reader: Reader, id: string, one: Element): CallMapping['each'][number] | undefined {
  const [name, written] = [text(one, 'source'), text(one, 'sourceExpression')];
  const target = text(one, 'target');
  const lacks = name === '' || (!name && !written) ? 'source' : target ? undefined : 'target';
  if (lacks !== undefined) {
    blame(reader, 'call-mapping', { element: id, details: { what: lacks } });
    return undefined;
  }
  const source = name ? variable(reader, id, name) : valueOfText(reader, id, written ?? '');
  return source && { source, target: target ?? '', ...(one['local'] === true ? { local: true as const } : {}) };
}

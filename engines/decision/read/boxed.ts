import type { Boxed, ContextEntry } from './model.ts';
import { textIn, variableOf } from './parts.ts';
import { tableOf } from './table.ts';
import { child, childrenOf, type Element } from './xml.ts';

const KINDS = [
  'literalExpression',
  'decisionTable',
  'context',
  'invocation',
  'functionDefinition',
  'list',
  'relation',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
];

/** The boxed expression inside an element, or undefined when it holds none. */
export function boxedIn(element: Element | undefined, id: string): Boxed | undefined {
  const found = element?.children.find((one) => KINDS.includes(one.name));
  return found === undefined ? undefined : boxedOf(found, id);
}

function required(element: Element | undefined, id: string, owner: Element): Boxed {
  return boxedIn(element, id) ?? { ...common(owner, id), kind: 'literal', text: '' };
}

function common(element: Element, id: string) {
  return {
    line: element.line,
    column: element.column,
    id: element.attributes['id'] ?? id,
    typeRef: element.attributes['typeRef'],
  };
}

function boxedOf(element: Element, owner: string): Boxed {
  const at = common(element, owner);
  const { id } = at;
  const inside = (name: string) => required(child(element, name), id, element);
  switch (element.name) {
    case 'literalExpression': {
      const text = textIn(element);
      return {
        ...at,
        ...(text === undefined ? {} : { line: text.line, column: text.column }),
        kind: 'literal',
        text: text?.text ?? '',
      };
    }
    case 'decisionTable':
      return { ...at, kind: 'table', table: tableOf(element, id) };
    case 'context':
      return { ...at, kind: 'context', entries: childrenOf(element, 'contextEntry').map((one) => entryOf(one, id)) };
    case 'invocation':
      return {
        ...at,
        kind: 'invocation',
        called: required(element, id, element),
        bindings: childrenOf(element, 'binding').map((one) => ({
          parameter: child(one, 'parameter')?.attributes['name'] ?? '',
          value: boxedIn(one, id),
        })),
      };
    case 'functionDefinition':
      return {
        ...at,
        kind: 'function',
        language: element.attributes['kind'] ?? 'FEEL',
        parameters: childrenOf(element, 'formalParameter').map(variableOf),
        body: boxedIn(element, id),
      };
    case 'list':
      return {
        ...at,
        kind: 'list',
        items: element.children.filter((one) => KINDS.includes(one.name)).map((one) => boxedOf(one, id)),
      };
    case 'relation':
      return {
        ...at,
        kind: 'relation',
        columns: childrenOf(element, 'column').map(variableOf),
        rows: childrenOf(element, 'row').map((row) =>
          row.children.filter((one) => KINDS.includes(one.name)).map((one) => boxedOf(one, id)),
        ),
      };
    case 'conditional':
      return { ...at, kind: 'conditional', test: inside('if'), yes: inside('then'), no: inside('else') };
    case 'filter':
      return { ...at, kind: 'filter', source: inside('in'), match: inside('match') };
    case 'for':
      return { ...at, kind: 'for', iterator: iteratorOf(element), source: inside('in'), body: inside('return') };
    default:
      return {
        ...at,
        kind: element.name === 'some' ? 'some' : 'every',
        iterator: iteratorOf(element),
        source: inside('in'),
        body: inside('satisfies'),
      };
  }
}

function iteratorOf(element: Element): string {
  return element.attributes['iteratorVariable'] ?? '';
}

function entryOf(element: Element, id: string): ContextEntry {
  const variable = child(element, 'variable');
  return { variable: variable === undefined ? undefined : variableOf(variable), value: boxedIn(element, id) };
}

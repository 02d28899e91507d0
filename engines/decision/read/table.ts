import type { HitPolicy, Rule, Table, TableInput, TableOutput, Text } from './model.ts';
import { place, textIn } from './parts.ts';
import { child, childrenOf, type Element, textOf } from './xml.ts';

const POLICIES: { readonly [letter: string]: HitPolicy } = {
  U: 'UNIQUE',
  A: 'ANY',
  P: 'PRIORITY',
  F: 'FIRST',
  R: 'RULE ORDER',
  O: 'OUTPUT ORDER',
  C: 'COLLECT',
};

const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'COUNT'] as const;

/** Reads a decision table; orientation is layout and does not matter (DMN 1.5, 8.2). */
export function tableOf(element: Element, id: string): Table {
  const policy = (element.attributes['hitPolicy'] ?? 'UNIQUE').toUpperCase().replace(/_/g, ' ');
  return {
    line: element.line,
    column: element.column,
    id,
    hitPolicy: POLICIES[policy.charAt(0)] ?? 'UNIQUE',
    aggregation: AGGREGATIONS.find((one) => one === element.attributes['aggregation']),
    outputLabel: element.attributes['outputLabel'],
    inputs: childrenOf(element, 'input').map(inputOf),
    outputs: childrenOf(element, 'output').map(outputOf),
    annotations: childrenOf(element, 'annotation').map((one) => one.attributes['name'] ?? ''),
    rules: childrenOf(element, 'rule').map((one, index) => ruleOf(one, index, id)),
  };
}

function textOrEmpty(element: Element | undefined, owner: Element): Text {
  return textIn(element) ?? { text: '', ...place(owner) };
}

function inputOf(element: Element, index: number): TableInput {
  const expression = child(element, 'inputExpression');
  return {
    ...place(element),
    id: element.attributes['id'] ?? `input-${index + 1}`,
    label: element.attributes['label'],
    expression: textOrEmpty(expression, element),
    typeRef: expression?.attributes['typeRef'],
    values: textIn(child(element, 'inputValues')),
  };
}

function outputOf(element: Element, index: number): TableOutput {
  const otherwise = child(element, 'defaultOutputEntry');
  return {
    ...place(element),
    id: element.attributes['id'] ?? `output-${index + 1}`,
    name: element.attributes['name'],
    label: element.attributes['label'],
    typeRef: element.attributes['typeRef'],
    values: textIn(child(element, 'outputValues')),
    otherwise:
      otherwise === undefined ? undefined : (textIn(otherwise) ?? textIn(child(otherwise, 'literalExpression'))),
  };
}

/** A rule without an id gets one from its table and its place. */
function ruleOf(element: Element, index: number, table: string): Rule {
  return {
    ...place(element),
    id: element.attributes['id'] ?? `${table}-${index + 1}`,
    conditions: childrenOf(element, 'inputEntry').map((one) => textOrEmpty(one, element)),
    outputs: childrenOf(element, 'outputEntry').map((one) => textOrEmpty(one, element)),
    annotations: childrenOf(element, 'annotationEntry').map((one) => (textOf(one, 'text') ?? '').trim()),
  };
}

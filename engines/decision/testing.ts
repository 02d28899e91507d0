import assert from 'node:assert/strict';
import type { Fault, FeelContext, Json } from '@torget/feel';
import { fromJson, toJson } from '@torget/feel';
import { evaluate, load } from './index.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

/** Small models for the tests of this folder. */
const DMN15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

export function definitions(body: string, namespace = DMN15): string {
  return `<definitions xmlns="${namespace}" id="m" name="Modell" namespace="urn:modell">${body}</definitions>`;
}

export interface TableText {
  readonly hitPolicy?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly annotations?: readonly string[];
  /** Conditions, then outputs, then annotations of each rule. */
  readonly rules: readonly (readonly string[])[];
}

const entities: { readonly [sign: string]: string } = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

export function escaped(text: string): string {
  return text.replace(/[<>&]/g, (sign) => entities[sign] ?? sign);
}

/** A `<decisionTable>`; outputs are `name` or `name: values`. */
export function tableXml({ hitPolicy = '', inputs, outputs, annotations = [], rules }: TableText): string {
  const text = (value: string) => `<text>${escaped(value)}</text>`;
  const output = (one: string) => {
    const [name, values] = one.split(': ');
    return `<output name="${name}">${values === undefined ? '' : `<outputValues>${text(values)}</outputValues>`}</output>`;
  };
  const rule = (cells: readonly string[], index: number) => {
    const [conditions, results, notes] = [
      cells.slice(0, inputs.length),
      cells.slice(inputs.length, inputs.length + outputs.length),
      cells.slice(inputs.length + outputs.length),
    ];
    return `<rule id="r${index + 1}">${conditions.map((one) => `<inputEntry>${text(one)}</inputEntry>`).join('')}${results
      .map((one) => `<outputEntry>${text(one)}</outputEntry>`)
      .join('')}${notes.map((one) => `<annotationEntry>${text(one)}</annotationEntry>`).join('')}</rule>`;
  };
  return `<decisionTable ${hitPolicy}>${inputs
    .map((one) => `<input label="${one}"><inputExpression>${text(one)}</inputExpression></input>`)
    .join('')}${outputs.map(output).join('')}${annotations.map((one) => `<annotation name="${one}"/>`).join('')}${rules
    .map(rule)
    .join('')}</decisionTable>`;
}

/** A decision on input data, which it requires. */
export function decisionXml(name: string, logic: string, requires: readonly string[] = []): string {
  const links = requires.map((one) =>
    one.startsWith('!')
      ? `<informationRequirement><requiredDecision href="#${one.slice(1)}"/></informationRequirement>`
      : `<informationRequirement><requiredInput href="#${one}"/></informationRequirement>`,
  );
  return `<decision id="${name}" name="${name}">${links.join('')}${logic}</decision>`;
}

export function inputXml(name: string, type = ''): string {
  return `<inputData id="${name}" name="${name}"><variable name="${name}" ${type === '' ? '' : `typeRef="${type}"`}/></inputData>`;
}

export function literalXml(text: string): string {
  return `<literalExpression><text>${escaped(text)}</text></literalExpression>`;
}

export function modelOf(xml: string): DecisionModel {
  const loaded = load([{ file: 'decisions.dmn', xml }]);
  assert.ok(loaded.ok, loaded.ok ? '' : JSON.stringify(loaded.error));
  return loaded.value;
}

export function faultsOf(xml: string): readonly Fault[] {
  const loaded = load([{ file: 'decisions.dmn', xml }]);
  assert.ok(!loaded.ok, 'the model should be refused');
  return loaded.error;
}

export function decide(model: DecisionModel, name: string, input: Json): DecisionResult {
  return evaluate(model, name, fromJson(input) as FeelContext, { instant: '2026-02-03T08:00:00+01:00' });
}

export function answer(model: DecisionModel, name: string, input: Json): Json {
  return toJson(decide(model, name, input).value);
}

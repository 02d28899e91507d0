import { contextOf, decimal, duration, type FeelValue, parseTemporalText } from '@torget/feel';
import { child, childrenOf, type Element, readXml } from '../read/xml.ts';

/** Test files of the DMN TCK (namespace `…/20160719/testcase`), read as FEEL values. */
export interface TestFile {
  readonly model: string;
  readonly cases: readonly TestCase[];
}

export interface TestCase {
  readonly id: string;
  readonly type: string;
  readonly invocable: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly namespace: string | undefined;
    readonly value: FeelValue;
  }[];
  readonly results: readonly TestResult[];
}

export interface TestResult {
  readonly name: string;
  /** The evaluation is expected to fail; the value is then null. */
  readonly error: boolean;
  readonly expected: FeelValue;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** The cases of a test file, or null when the XML is no test file. */
export function readTestFile(xml: string): TestFile | null {
  const read = readXml('', xml);
  if (!read.ok || read.value.name !== 'testCases') return null;
  return {
    model: child(read.value, 'modelName')?.text.trim() ?? '',
    cases: childrenOf(read.value, 'testCase').map((one, index) => ({
      id: one.attributes['id'] ?? String(index + 1),
      type: one.attributes['type'] ?? 'decision',
      invocable: one.attributes['invocableName'] ?? '',
      inputs: childrenOf(one, 'inputNode').map((input) => ({
        name: input.attributes['name'] ?? '',
        namespace: input.attributes['namespace'],
        value: valueIn(input),
      })),
      results: childrenOf(one, 'resultNode').map((result) => ({
        name: result.attributes['name'] ?? '',
        error: isTrue(result.attributes['errorResult']),
        expected: valueIn(child(result, 'expected')),
      })),
    })),
  };
}

/** An xsd:boolean is written as a word or as a digit. */
function isTrue(text = ''): boolean {
  return ['true', '1'].includes(text.trim());
}

function valueIn(element: Element | undefined): FeelValue {
  if (element === undefined || isTrue(element.attributes[`${XSI}#nil`])) return null;
  const list = child(element, 'list');
  if (list !== undefined) {
    return isTrue(list.attributes[`${XSI}#nil`]) ? null : childrenOf(list, 'item').map(valueIn);
  }
  const components = childrenOf(element, 'component');
  if (components.length > 0) return contextOf(components.map((one) => [one.attributes['name'] ?? '', valueIn(one)]));
  const value = child(element, 'value');
  return value === undefined ? null : leaf(value);
}

function leaf(element: Element): FeelValue {
  if (isTrue(element.attributes[`${XSI}#nil`])) return null;
  const type = (element.attributes[`${XSI}#type`] ?? 'xsd:string').replace(/^.*:/, '');
  const text = element.text;
  switch (type) {
    case 'decimal':
    case 'double':
    case 'integer':
    case 'float':
      return decimal(text.trim());
    case 'boolean':
      return isTrue(text);
    case 'duration':
      return duration(text.trim()) ?? text;
    case 'date':
    case 'time':
    case 'dateTime':
      return parseTemporalText(text.trim()) ?? text;
    default:
      return text;
  }
}

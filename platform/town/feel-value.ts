import { date, decimal, type FeelContext, type FeelValue, type Json } from '@torget/feel';
import { isNull, type Yaml } from './yaml/parse.ts';

const NUMERAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** A FEEL value from a node of YAML: plain numerals are numbers, plain true and false truth values, the rest texts. */
export function feelOf(node: Yaml): FeelValue {
  if (node.kind === 'list') return node.items.map(feelOf);
  if (node.kind === 'map') {
    const context: { [key: string]: FeelValue } = {};
    for (const [key, entry] of node.entries) context[key] = feelOf(entry.value);
    return context satisfies FeelContext;
  }
  if (isNull(node)) return null;
  if (!node.plain) return node.text;
  if (node.text === 'true' || node.text === 'false') return node.text === 'true';
  return NUMERAL.test(node.text) ? decimal(node.text) : node.text;
}

/** JSON from a node of YAML: whole numbers up to 2^53 are numbers, other numerals texts (settled.md, Database). */
export function jsonOf(node: Yaml): Json {
  if (node.kind === 'list') return node.items.map(jsonOf);
  if (node.kind === 'map') {
    const object: { [key: string]: Json } = {};
    for (const [key, entry] of node.entries) object[key] = jsonOf(entry.value);
    return object;
  }
  if (isNull(node)) return null;
  if (!node.plain) return node.text;
  if (node.text === 'true' || node.text === 'false') return node.text === 'true';
  return /^-?(0|[1-9]\d*)$/.test(node.text) && Number.isSafeInteger(Number(node.text)) ? Number(node.text) : node.text;
}

/** FEEL's date from `YYYY-MM-DD`; null when it is none. */
export function feelDate(text: string): FeelValue {
  return date(text);
}

/** FEEL's number from a numeral or a whole JavaScript number. */
export function feelNumber(value: string | number): FeelValue {
  return decimal(value);
}

import type { FeelType, FeelValue } from '../types.ts';
import { isContext, isList, kindOf } from './kinds.ts';
import { conforms } from './types.ts';

/** Where and why a value is not of a type, for warnings: `.rader[2].belopp is string, not number`. Empty when it is. */
export function whyNot(value: FeelValue, type: FeelType, path = ''): string {
  if (conforms(value, type)) return '';
  if (type.kind === 'context' && isContext(value)) {
    for (const [key, of] of Object.entries(type.entries)) {
      if (!Object.hasOwn(value, key)) return `${path}.${key} is missing`;
      const inner = whyNot(value[key] ?? null, of, `${path}.${key}`);
      if (inner !== '') return inner;
    }
  }
  if (type.kind === 'list' && isList(value)) {
    for (const [index, item] of value.entries()) {
      const inner = whyNot(item, type.of, `${path}[${index + 1}]`);
      if (inner !== '') return inner;
    }
  }
  return `${path === '' ? 'it' : path} is ${kindOf(value)}, not ${type.kind}`;
}

import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import { numberOf } from '../feel.ts';
import type { Problem, Question, Read, TypeRow } from '../types.ts';

/** Bytes; what a phone's camera makes fits with room. */
export const MAX_FILE = 20_000_000;

/** Name endings that a question takes when it does not say: pictures and PDF. */
export const ACCEPTED: readonly string[] = ['.pdf', '.jpg', '.jpeg', '.png'];

const KEYS: { readonly [key: string]: (value: Json) => boolean } = {
  file: (value) => typeof value === 'string' && value !== '' && value.length <= 300,
  name: (value) => typeof value === 'string' && value !== '' && value.length <= 200,
  type: (value) => typeof value === 'string' && value.length <= 100,
  size: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
};

function check(question: Question, value: Json): readonly Problem[] {
  if (!isRecord(value) || value['file'] === undefined) return [{ rule: 'shape' }];
  for (const [key, entry] of Object.entries(value)) if (KEYS[key]?.(entry) !== true) return [{ rule: 'shape' }];
  const size = Number(value['size'] ?? 0);
  const max = question.maxSize ?? MAX_FILE;
  if (size > max) return [{ rule: 'file-size', values: { max: `${Math.floor(max / 1_000_000)}` } }];
  const name = nameOf(value).toLowerCase();
  const endings = question.accept ?? ACCEPTED;
  return endings.some((ending) => name.endsWith(ending))
    ? []
    : [{ rule: 'file-type', values: { types: endings.join(', ') } }];
}

function nameOf(value: { readonly [key: string]: Json }): string {
  const name = value['name'] ?? value['file'];
  return typeof name === 'string' ? (name.split('/').at(-1) ?? name) : '';
}

/**
 * A file that is already stored: `{ file: id, name, type, size, sha256 }`. The field holds that JSON; who fills it (the
 * web form after storing an upload) answers for the id being the person's own.
 */
export const file: TypeRow = {
  data: true,
  verb: 'attach',
  read: (_question, name, fields): Read => {
    const text = fields[name]?.[0] ?? '';
    if (text === '') return { kind: 'empty' };
    try {
      return { kind: 'value', value: JSON.parse(text) as Json };
    } catch {
      return { kind: 'wrong', problems: [{ rule: 'shape' }] };
    }
  },
  write: (_question, name, value) => ({ [name]: isRecord(value) ? [JSON.stringify(value)] : [] }),
  check,
  schema: () => ({
    type: 'object',
    properties: {
      file: { type: 'string', minLength: 1, maxLength: 300 },
      name: { type: 'string', minLength: 1, maxLength: 200 },
      type: { type: 'string', maxLength: 100 },
      size: { type: 'integer', minimum: 0 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    },
    required: ['file'],
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: {
      file: { kind: 'string' },
      name: { kind: 'string' },
      type: { kind: 'string' },
      size: { kind: 'number' },
      sha256: { kind: 'string' },
    },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const text = (key: string) => (typeof value[key] === 'string' ? value[key] : null);
    const size = typeof value['size'] === 'number' ? numberOf(`${value['size']}`) : null;
    return { file: text('file'), name: nameOf(value), type: text('type'), size, sha256: text('sha256') };
  },
  print: (_question, value) => {
    if (!isRecord(value) || typeof value['file'] !== 'string') return { kind: 'none' };
    return {
      kind: 'file',
      file: value['file'],
      name: nameOf(value),
      ...(typeof value['type'] === 'string' ? { type: value['type'] } : {}),
      ...(typeof value['size'] === 'number' ? { size: value['size'] } : {}),
    };
  },
};

import type { Json } from '@torget/feel';

/** Every value of JSON on a line of its own, under the path of names that leads to it; of nothing the empty text. */
export function flat(value: Json, path = ''): { label: string; value: string }[] {
  if (value === null || typeof value !== 'object')
    return [{ label: path || '–', value: value === null ? '' : String(value) }];
  const inner = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return inner.flatMap(([name, one]) => flat(one, path === '' ? name : `${path} › ${name}`));
}

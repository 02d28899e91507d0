import { readFile } from 'node:fs/promises';
import { type Form, load } from '@torget/form';
import { TorgetError } from '#platform/errors.ts';

let known: Promise<Form> | undefined;

/** What is asked of whoever wants an automated decision reviewed, read once; a fault in it is a fault of the program. */
export function reviewForm(): Promise<Form> {
  known ??= read('begaran.yaml');
  return known;
}

async function read(file: string): Promise<Form> {
  const form = load(await readFile(new URL(file, import.meta.url), 'utf8'), { file });
  if (form.ok) return form.value;
  const [sv, en] = ['Husets eget formulär är trasigt.', "The house's own form is broken."];
  throw new TorgetError('house-form', 500, { sv, en }, form.error.map(({ message }) => message.en).join('; '));
}

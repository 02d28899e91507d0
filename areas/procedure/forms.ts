import { readFile } from 'node:fs/promises';
import { type Form, load } from '@torget/form';
import { TorgetError } from '#platform/errors.ts';
import type { ProcedureOptions } from './mount.ts';

let known: Promise<ProcedureOptions['forms']> | undefined;

/** The forms that acts ask, read once for all towns; a fault in one is a fault of the program. */
export function loadActForms(): Promise<ProcedureOptions['forms']> {
  known ??= readActForms();
  return known;
}

async function readActForms(): Promise<ProcedureOptions['forms']> {
  const [tillagg, handling, inkommen, utgaende, inkommet, meddelande] = await Promise.all([
    read('tillagg.yaml'),
    read('handling.yaml'),
    read('inkommen.yaml'),
    read('utgaende.yaml'),
    read('inkommet.yaml'),
    read('meddelande.yaml'),
  ]);
  return { tillagg, handling, inkommen, utgaende, inkommet, meddelande };
}

async function read(file: string): Promise<Form> {
  const form = load(await readFile(new URL(`./forms/${file}`, import.meta.url), 'utf8'), { file });
  if (form.ok) return form.value;
  const [sv, en] = ['Husets eget formulär är trasigt.', "The house's own form is broken."];
  throw new TorgetError('house-form', 500, { sv, en }, form.error.map(({ message }) => message.en).join('; '));
}

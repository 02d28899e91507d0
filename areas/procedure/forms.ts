import { readFile } from 'node:fs/promises';
import { type Form, load } from '@torget/form';
import { TorgetError } from '#platform/errors.ts';
import { FORM_NAMES, type ProcedureOptions } from './mount.ts';

let known: Promise<ProcedureOptions['forms']> | undefined;

/** The forms that acts ask, read once for all towns; a fault in one is a fault of the program. */
export function loadActForms(): Promise<ProcedureOptions['forms']> {
  known ??= readActForms();
  return known;
}

async function readActForms(): Promise<ProcedureOptions['forms']> {
  const forms = await Promise.all(FORM_NAMES.map(async (name) => [name, await read(`${name}.yaml`)] as const));
  return Object.fromEntries(forms) as ProcedureOptions['forms'];
}

async function read(file: string): Promise<Form> {
  const form = load(await readFile(new URL(`./forms/${file}`, import.meta.url), 'utf8'), { file });
  if (form.ok) return form.value;
  const [sv, en] = ['Husets eget formulär är trasigt.', "The house's own form is broken."];
  throw new TorgetError('house-form', 500, { sv, en }, form.error.map(({ message }) => message.en).join('; '));
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';

const REGISTERS = fileURLToPath(new URL('../../towns/ekhamn/registers/', import.meta.url));

/** Signs in as a person of the example town's population register, through the test e-ID; ends at Mina sidor or `to`. */
export async function signInAs(page: Page, number: string, to?: string): Promise<void> {
  const { given, family } = entry('population.yaml', 'people', number);
  await page.goto(`/logga-in${to === undefined ? '' : `?till=${encodeURIComponent(to)}`}`);
  await choose(page, `${given} ${family}`);
}

/**
 * Signs in as someone of `registers/staff.yaml`; ends at the desk. Who has several assignments works in the one whose
 * unit is called `unit`, or the first.
 */
export async function signInAsStaff(page: Page, number: string, unit?: string): Promise<void> {
  await page.goto('/arbete/logga-in');
  await choose(page, entry('staff.yaml', 'staff', number).name ?? '');
  const assignments = page.getByRole('button', { name: unit === undefined ? /^Arbeta i / : `Arbeta i ${unit}` });
  if (new URL(page.url()).pathname === '/arbete/uppdrag') await assignments.first().click();
}

/** Ends the session, as a person does. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Logga ut' }).first().click();
  await page.getByRole('heading', { name: 'Du är utloggad' }).waitFor();
}

async function choose(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Logga in med / })
    .first()
    .click();
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('button', { name: 'Sök' }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
}

interface Entry {
  readonly number: string;
  readonly given?: string;
  readonly family?: string;
  readonly name?: string;
}

function entry(file: string, list: string, number: string): Entry {
  const register: { readonly [list: string]: readonly Entry[] } = parse(readFileSync(REGISTERS + file, 'utf8'));
  const found = register[list]?.find((each) => each.number === number);
  if (found === undefined) throw new Error(`${number} is not in registers/${file}.`);
  return found;
}

import assert from 'node:assert/strict';
import type { Person } from './person.ts';

/** Finds a case in the work list by its number, and opens it. */
export async function openCase(officer: Person, number: string): Promise<void> {
  await officer.go(`/arbete?q=${encodeURIComponent(number)}`);
  await officer.open(officer.page.getByRole('row').filter({ hasText: number }).getByRole('link').first());
  await officer.reads(number);
}

/** Opens a case from the work list, and the task called `task` in it. */
export async function openTask(officer: Person, number: string, task: string): Promise<void> {
  await openCase(officer, number);
  await officer.press(task);
  await officer.reads(task);
}

/** Sends what stands in the task: it is done, or comes back with what is missing. */
export async function complete(officer: Person): Promise<void> {
  const form = officer.page
    .getByRole('main')
    .locator('form')
    .filter({ has: officer.page.locator('[name=_shown]') });
  const sends = form.getByRole('button').filter({ hasNotText: /^\s*(Förhandsgranska brevet|Preview the letter)\s*$/ });
  await officer.open(sends.last());
}

/** Whether the work list of the officer has the case. */
export async function isListed(officer: Person, number: string): Promise<boolean> {
  await officer.go(`/arbete?q=${encodeURIComponent(number)}`);
  assert.ok(officer.path.endsWith('/arbete'));
  return (await officer.page.getByRole('row').filter({ hasText: number }).count()) > 0;
}

/** The case number that a page shows. */
export async function caseNumber(person: Person): Promise<string> {
  const number = /\b[A-ZÅÄÖ]{2,4} 2026-\d{6}\b/.exec(await person.text())?.[0];
  assert.ok(number, `no case number on ${person.path}: ${await person.text()}`);
  return number;
}

import assert from 'node:assert/strict';
import type { Person } from './person.ts';

/** Waits until a letter lies in the inbox, and opens it. Resolves to its address. */
export async function openLetter(person: Person, subject: RegExp): Promise<string> {
  await person.until('/inkorg', subject);
  await person.follow(subject);
  return person.path;
}

/** The letter that is open, as PDF: fetches it with the person's cookies and holds it against the standard's marks. */
export async function fetchPdf(person: Person): Promise<Buffer> {
  const link = person.page.getByRole('link', { name: /pdf/i }).first();
  await person.until(person.path, async () => (await link.count()) > 0);
  const href = await link.getAttribute('href');
  const answer = await person.page.context().request.get(href ?? '');
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['content-type'] ?? '', /^application\/pdf/);
  const body = await answer.body();
  assert.equal(body.subarray(0, 5).toString('latin1'), '%PDF-');
  const text = body.toString('latin1');
  assert.match(text, /pdfaid:part(>|=")2/);
  assert.match(text, /pdfaid:conformance(>|=")A/);
  assert.match(text, /\/StructTreeRoot/);
  return body;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SUBJECT_LIMIT, subjectFault, subjectLine } from './subject.ts';

test('what a document concerns is short, and names no party and no personal number', () => {
  assert.equal(subjectFault('Bryggan i Norra hamnen', ['Sara Ek']), undefined);
  assert.equal(subjectFault('', []), 'empty');
  assert.equal(subjectFault('x'.repeat(SUBJECT_LIMIT + 1), []), 'long');
  for (const number of ['198501242393', '850124-2393', '19850124-2393', '8501242393', '850124+2393'])
    assert.equal(subjectFault(`Klagomål från ${number}`, []), 'number', number);
  assert.equal(subjectFault('Klagomål från sara ek', ['Sara Ek']), 'name');
});

test('numbers of cases, plots and years are no personal numbers', () => {
  for (const words of ['Svar i KS 2026-000123', 'Varvet 1:14, 2025–2026', 'Faktura 20260101'])
    assert.equal(subjectFault(words, ['']), undefined, words);
});

test('a subject is one line', () => {
  assert.equal(subjectLine('  Bryggan\r\n  i   hamnen '), 'Bryggan i hamnen');
});

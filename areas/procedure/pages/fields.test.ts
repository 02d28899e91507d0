import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadTexts } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { read } from './fields.tsx';

const t = loadTexts(fileURLToPath(new URL('../../..', import.meta.url))).for('sv');
const TODAY = Temporal.PlainDate.from('2026-02-03');

test('a text of an act has four thousand characters at most, and one that is longer is mended, never cut off', () => {
  const fields = [{ name: 'skal', kind: 'text', label: 'procedure.mend.write' }] as const;
  const typed = (length: number) =>
    read({ t, fields: { skal: ['å'.repeat(length)] } } as unknown as Request, fields, TODAY);
  assert.deepEqual(typed(4000), { given: { skal: 'å'.repeat(4000) }, mends: [] });
  const { given, mends } = typed(4001);
  assert.deepEqual(given, {});
  assert.deepEqual(
    mends.map(({ field }) => field),
    ['skal'],
  );
  assert.match(mends[0]?.text ?? '', /4\s?000/);
});

// Rates are those of the day or month that the benefit concerns (law.md, section 6; row 54).
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromJson } from '@torget/feel';
import { compileService, readFolder } from '#platform/town/index.ts';
import { EKHAMN, ekhamn } from '#platform/town/testing.ts';
import { ratesDay } from './facts.ts';

test('law 54b: the month applied for decides the norm of assistance, not the day it came in or is decided', async () => {
  const id = 'ekonomiskt-bistand-ateransokan';
  const { service } = await compileService(readFolder(join(EKHAMN, 'services', id)), await ekhamn(), { id });
  assert.ok(service);
  const { rates } = await ekhamn();
  const norm = (manad: string, receivedAt: string) => {
    const day = ratesDay({ service, receivedAt }, { application: fromJson({ manad }) });
    const { context } = rates.on(day);
    return [day, JSON.stringify(context['riksnorm']).includes('3940')];
  };
  // Sent in January for December, and in December for January.
  assert.deepEqual(norm('2025-12', '2026-01-05T09:00:00Z'), ['2025-12', false]);
  assert.deepEqual(norm('2026-01', '2025-12-30T09:00:00Z'), ['2026-01', true]);
});

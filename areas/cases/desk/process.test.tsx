import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlOf } from '#platform/design/index.ts';
import { compiled, PREPARED } from '#platform/town/testing.ts';
import type { Request } from '#platform/web/index.ts';
import { Process } from './process.tsx';

const request = { t: (key: string) => key, language: 'sv' } as unknown as Request;
const at = Temporal.Instant.from('2026-02-03T07:00:00Z');

test('beneath the process stand those that the case has called, each with its own tokens', async () => {
  const { service } = await compiled([], PREPARED);
  assert.ok(service);
  const props = { request, service, hindered: [] };
  const before = htmlOf(<Process {...props} tokens={['Start']} history={[]} />);
  assert.ok(!before.includes('Beredning'), 'a process that was not called is not shown');
  const been = ['Start', 'BStart'].map((element) => ({ element, what: 'completed' as const, at }));
  const after = htmlOf(<Process {...props} tokens={['Bereda', 'Besluta']} history={been} />);
  assert.match(after, /<h3[^>]*>Beredning<\/h3>/);
  const ids = [...after.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
});

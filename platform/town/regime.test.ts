// law.md, section 2: which sections of Förvaltningslagen apply under which regime.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applies } from './regime.ts';
import type { Regime } from './types.ts';

/** The sections that apply, as law.md writes them: `1–9, 13–15`. */
const TABLE: readonly (readonly [Regime, string])[] = [
  ['forvaltningsbesvar', '1–49'],
  ['laglighetsprovning', '1–9, 13–15, 21–22'],
  ['laglighetsprovning-social', '1–15, 21–26, 31–34, 36'],
  ['none', '1–39, 49'],
];

function told(regime: Regime): string {
  const spans: [number, number][] = [];
  for (let section = 1; section <= 49; section++) {
    if (!applies(regime, section)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === section - 1) last[1] = section;
    else spans.push([section, section]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

for (const [regime, sections] of TABLE) {
  test(`law 1a: under ${regime} apply FL ${sections} §§`, () => assert.equal(told(regime), sections));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../index.ts';

test('brackets inside each other without end are refused at once', () => {
  for (const bracket of ['[', '(', '{a:']) {
    const close = { '[': ']', '(': ')', '{a:': '}' }[bracket] ?? '';
    const started = performance.now();
    const deep = compile(`${bracket.repeat(20_000)}1${close.repeat(20_000)}`);
    assert.ok(!deep.ok && deep.error[0]?.code === 'too-deep', bracket);
    assert.ok(performance.now() - started < 500, bracket);
  }
});

test('many brackets beside each other, and those inside texts, are none inside each other', () => {
  assert.ok(compile(`[${Array.from({ length: 300 }, () => '(1)').join()}]`).ok);
  assert.ok(compile(`"${'('.repeat(1000)}\\"${'['.repeat(1000)}"`).ok);
  assert.ok(compile(`${'('.repeat(50)}1${')'.repeat(50)}`).ok);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Runs the first code block of the README as written; every `// → x` says what its line prints. */
test('the example of the README runs and prints what it says', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(code, 'the README has an example');
  const expected = [...code.matchAll(/\/\/ → (.*)$/gm)].map((match) => match[1]);
  assert.ok(expected.length > 0, 'the example says what it prints');
  const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
    cwd: new URL('.', import.meta.url),
    encoding: 'utf8',
  });
  assert.deepEqual(printed.trimEnd().split('\n'), expected);
});

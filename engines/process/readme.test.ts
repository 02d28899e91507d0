import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { advance, check, load } from './index.ts';

test('the example of the README runs and prints what it says', async () => {
  const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const promised = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, text]) => text);
  const printed: string[] = [];
  const log = (value: unknown) => printed.push(String(value));
  const body = code.replace(/^import .*$/m, '').replaceAll('console.log', 'log');
  const run: (...given: unknown[]) => Promise<void> = new Function(
    'advance',
    'check',
    'load',
    'log',
    `return (async () => {${body}})();`,
  ) as never;
  await run(advance, check, load, log);
  assert.deepEqual(printed, promised);
  assert.equal(printed.length, 4);
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accept, journey, load, schema } from './index.ts';

test('the example of the README runs and prints what it says', async () => {
  const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const printed: string[] = [];
  const promised = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, text]) => text);
  const log = (...values: unknown[]) =>
    printed.push(values.map((value) => (typeof value === 'string' ? value : show(value))).join(' '));
  const body = code.replace(/^import .*$/m, '').replaceAll('console.log', 'log');
  new Function('accept', 'journey', 'load', 'schema', 'log', body)(accept, journey, load, schema, log);
  assert.deepEqual(printed, promised);
});

function show(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('"', "'")
    .replace(/'(\w+)':/g, ' $1: ')
    .replace(/\}$/, ' }')
    .replace(/^\[(.*)\]$/, '[ $1 ]');
}

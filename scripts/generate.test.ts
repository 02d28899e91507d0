import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { generate } from './generate.mjs';

const house = resolve(import.meta.dirname, '..');

function checkout(context: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'torget-generate-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(house, 'platform/design/styles'), join(root, 'platform/design/styles'), { recursive: true });
  symlinkSync(join(house, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'areas/cases'), { recursive: true });
  writeFileSync(join(root, 'areas/cases/text.sv.yaml'), 'cases:\n  page:\n    title: Ärende\n');
  return root;
}

const keys = (root: string) => readFileSync(join(root, '.generated/text-keys.ts'), 'utf8');
const files = (root: string) => readdirSync(join(root, '.generated/assets'));

test('text keys become a union type, and nothing is done again until an input changes', async (context) => {
  const root = checkout(context);
  assert.equal(await generate(root), true);
  assert.match(keys(root), /export type TextKey =\n {2}\| "cases\.page\.title";/);
  assert.equal(await generate(root), false);
  writeFileSync(join(root, 'areas/cases/text.en.yaml'), 'cases:\n  page:\n    lead: Read\n');
  assert.equal(await generate(root), true);
  assert.match(keys(root), /\| "cases\.page\.lead"\n {2}\| "cases\.page\.title"/);
});

test('what a text file says is kept by the hash of its text', async (context) => {
  const root = checkout(context);
  await generate(root);
  const hash = createHash('sha256').update('cases:\n  page:\n    title: Ärende\n').digest('base64url');
  const texts = JSON.parse(readFileSync(join(root, '.generated/texts.json'), 'utf8'));
  assert.deepEqual(texts, { [hash]: { cases: { page: { title: 'Ärende' } } } });
});

test('a changed style sheet gets a new name, and the old file goes', async (context) => {
  const root = checkout(context);
  await generate(root);
  const before = files(root).filter((name) => name.startsWith('desk.'));
  writeFileSync(join(root, 'platform/design/styles/desk.css'), '.d-new { color: red; }\n');
  await generate(root);
  const after = files(root).filter((name) => name.startsWith('desk.'));
  assert.deepEqual([before.length, after.length], [3, 3], 'the sheet and its two compressed ones');
  assert.equal(
    before.some((name) => after.includes(name)),
    false,
  );
});

test('a file that somebody removed is made again', async (context) => {
  const root = checkout(context);
  await generate(root);
  rmSync(join(root, '.generated/assets', files(root).find((name) => name.endsWith('.css')) ?? ''));
  assert.equal(await generate(root), true);
});

test('islands are bundled under their own names', async (context) => {
  const root = checkout(context);
  mkdirSync(join(root, 'areas/cases/islands'));
  writeFileSync(join(root, 'areas/cases/islands/keys.ts'), 'const n: number = 1;\ndocument.title = String(n);\n');
  await generate(root);
  const manifest = JSON.parse(readFileSync(join(root, '.generated/assets/manifest.json'), 'utf8'));
  assert.match(manifest['keys.js'], /^keys\.[0-9a-f]{10}\.js$/);
});

test('a text file that is no YAML is named', async (context) => {
  const root = checkout(context);
  writeFileSync(join(root, 'areas/cases/text.sv.yaml'), 'cases: {\n');
  await assert.rejects(generate(root), /areas\/cases\/text\.sv\.yaml: /);
});

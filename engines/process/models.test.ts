import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { check } from './check/check.ts';
import { draw } from './draw/draw.ts';
import { load } from './load/load.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(process.env['TORGET_SHARED'] ?? resolve(root, '../shared'), 'data/process-models');
/** What concerns the file, not one of its elements. */
const FILE = new Set(['no-process', 'mixed-dialects']);
/** Files of the interchange group and of a municipality, for the line that says that they did not run. */
const KNOWN = 25;
/** Most files of the interchange group are not executable, or name Java and messages without names. */
const LOADED = { loaded: 8, refused: 17 };

test('models of other tools load, or every reason why not is told with its element', async (t) => {
  if (!existsSync(folder)) {
    console.log(`NOT RUN: ${KNOWN} process models (no reference data)`);
    t.skip('no reference data');
    return;
  }
  const count = { loaded: 0, refused: 0 };
  for (const kind of ['miwg', 'sundsvall']) {
    for (const file of (await readdir(join(folder, kind))).filter((name) => name.endsWith('.bpmn'))) {
      const bytes = await readFile(join(folder, kind, file));
      const encoding = /encoding=["']([\w-]+)/.exec(bytes.subarray(0, 100).toString('latin1'))?.[1] ?? 'utf-8';
      const result = await load(new TextDecoder(encoding).decode(bytes), { file });
      count[result.ok ? 'loaded' : 'refused'] += 1;
      for (const fault of result.ok ? [] : result.error) {
        assert.ok(fault.element !== undefined || FILE.has(fault.code), `${file}: ${fault.code} ${fault.message.en}`);
      }
      for (const model of result.ok ? result.value : []) {
        assert.deepEqual(
          check(model, { callable: true }).filter((fault) => fault.severity !== 'warning'),
          [],
        );
        assert.match(draw(model), /^<svg class="d-svg" viewBox="-?\d/);
      }
    }
  }
  console.log(
    `process models: ${count.loaded} of ${count.loaded + count.refused} load, ${count.refused} are refused with reasons`,
  );
  assert.deepEqual(count, LOADED);
  assert.equal(count.loaded + count.refused, KNOWN);
});

/** What is wrong with the file as a whole, or with a definition beside the process that has no id to name. */
const WHOLE = new Set([...FILE, 'not-bpmn', 'no-id', 'doctype']);
/** Models of another engine's tests; the refused ones are wrong on purpose, or call Java in an expression. */
const FURTHER = { loaded: 370, refused: 50 };

test('models of another engine’s tests load and are checked, or every refusal names its element', async (t) => {
  if (!existsSync(folder)) {
    console.log('NOT RUN: further process models (no reference data)');
    t.skip('no reference data');
    return;
  }
  const count = { loaded: 0, refused: 0 };
  const files = await readdir(join(folder, 'further'), { recursive: true });
  for (const file of files.filter((name) => /\.(bpmn|bpmn20\.xml)$/.test(name))) {
    const result = await load(await readFile(join(folder, 'further', file), 'utf8'), { file });
    count[result.ok ? 'loaded' : 'refused'] += 1;
    const faults = result.ok ? result.value.flatMap((model) => check(model)) : result.error;
    for (const fault of faults) {
      assert.ok(fault.element !== undefined || WHOLE.has(fault.code), `${file}: ${fault.code} ${fault.message.en}`);
    }
    for (const model of result.ok ? result.value : []) draw(model);
  }
  console.log(`further process models: ${count.loaded} load, ${count.refused} are refused with their elements`);
  assert.deepEqual(count, FURTHER);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TorgetError } from '#platform/errors.ts';
import { loadTexts } from '#platform/text/index.ts';
import { EKHAMN, SERVICE, temporaryFolder } from '#platform/town/testing.ts';
import { houseBlocks } from '../house.ts';
import { ROOT } from '../serve.ts';
import { readTown } from '../towns.ts';
import { checkFolder } from './folder.ts';

async function faultsOf(change: (process: string) => string) {
  const path = temporaryFolder({ ...SERVICE, 'process.bpmn': change(SERVICE['process.bpmn'] ?? '') });
  const { faults } = await checkFolder(await readTown(EKHAMN), { path, id: 'liten' });
  return faults.filter(({ code }) => code === 'unknown-block');
}

test('work that no building block does is a fault with its element, line and what there is instead', async () => {
  assert.deepEqual(await faultsOf((process) => process), []);
  const [fault, ...others] = await faultsOf((process) => process.replace('type="letter.send"', 'type="letter.sned"'));
  assert.ok(fault !== undefined && others.length === 0);
  const line = (SERVICE['process.bpmn'] ?? '').split('letter.send')[0]?.split('\n').length ?? 0;
  assert.deepEqual([fault.file, fault.severity], ['process.bpmn', undefined]);
  assert.ok(Math.abs(fault.line - line) <= 3, `near line ${line}`);
  assert.match(fault.advice.en, /letter\.send/);
});

test('what each building block of the house takes in is declared by a schema that compiles', async () => {
  const tell = { handOver() {}, warn() {} };
  const blocks = houseBlocks({ town: await readTown(EKHAMN), texts: loadTexts(ROOT), origin: '' }, tell);
  assert.ok(blocks.list().length > 0);
  for (const block of blocks.list()) {
    try {
      blocks.checked(block, {});
    } catch (error) {
      assert.ok(error instanceof TorgetError, `${block.type}: ${error}`);
    }
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { uuidv7 } from '#platform/database/index.ts';
import { testDatabase } from '#platform/database/testing.ts';
import {
  addDraftFile,
  caseFiles,
  deleteDraftFile,
  draftFiles,
  eraseCaseFiles,
  fileOf,
  keepBytes,
  openFile,
  openFiles,
  receiveDraftFiles,
  submitDraftFiles,
  sweepFiles,
  sweepWaiting,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-files-'));
const store = await openFiles(folder);
const { db, drop } = await testDatabase();
after(async () => {
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

const AT = '2026-02-03T08:00:00+01:00';
const TOMORROW = Date.now() + 25 * 60 * 60 * 1000;

async function draftWith(...words: string[]): Promise<{ draft: string; ids: string[]; hashes: string[] }> {
  const draft = uuidv7();
  const ids: string[] = [];
  const hashes: string[] = [];
  for (const word of words) {
    const bytes = await keepBytes(store, Buffer.from(word));
    hashes.push(bytes.sha256);
    ids.push(await addDraftFile(db, { draft }, { ...bytes, type: 'application/pdf', name: `${word}.pdf` }, AT));
  }
  return { draft, ids, hashes };
}

const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  assert.ok(first !== undefined);
  return first;
};

test('a draft sees its own files, in order, and no other draft does', async () => {
  const { draft, ids } = await draftWith('ett', 'två');
  assert.deepEqual(
    (await draftFiles(db, draft)).map((file) => [file.id, file.name, file.state, file.size]),
    [
      [ids[0], 'ett.pdf', 'draft', 3n],
      [ids[1], 'två.pdf', 'draft', 4n],
    ],
  );
  assert.equal(await fileOf(db, { draft: uuidv7() }, only(ids)), undefined);
  assert.equal((await fileOf(db, { draft }, only(ids)))?.name, 'ett.pdf');
});

test('submitting hands the answered files to the case and takes the others away', async () => {
  const { draft, ids } = await draftWith('svar', 'ångrad');
  const caseId = uuidv7();
  await submitDraftFiles(db, draft, caseId, [only(ids)]);
  assert.deepEqual(
    (await caseFiles(db, caseId)).map((file) => [file.name, file.state]),
    [['svar.pdf', 'received']],
  );
  assert.deepEqual(await draftFiles(db, draft), []);
});

test('handing over by name leaves what else waits under the same owner, and the second time hands nothing over', async () => {
  const { draft: caseId, ids } = await draftWith('tillägg', 'väntar');
  assert.deepEqual([...(await receiveDraftFiles(db, { draft: caseId }, caseId, [only(ids)]))], [only(ids)]);
  assert.deepEqual([...(await receiveDraftFiles(db, { draft: caseId }, caseId, [only(ids)]))], []);
  assert.deepEqual(
    (await draftFiles(db, caseId)).map(({ name }) => name),
    ['väntar.pdf'],
  );
  const erased = await eraseCaseFiles(db, caseId);
  assert.equal(erased.length, 2, 'what waited goes with the case');
  assert.deepEqual([...(await draftFiles(db, caseId)), ...(await caseFiles(db, caseId))], []);
});

test('uploads that were never sent go after thirty days, unless their owner can still be sent', async () => {
  const [left, written] = [await draftWith('kvar'), await draftWith('skrivs')];
  const open = async (owners: readonly string[]) => new Set(owners.filter((owner) => owner !== left.draft));
  assert.equal(await sweepWaiting(db, '2026-03-05T06:59:00Z', open), 0);
  assert.equal(await sweepWaiting(db, '2026-03-05T07:01:00Z', open), 1);
  assert.deepEqual(await draftFiles(db, left.draft), []);
  assert.equal((await draftFiles(db, written.draft)).length, 1);
});

test('a case cannot take the files of another draft', async () => {
  const mine = await draftWith('min');
  const other = await draftWith('din');
  const caseId = uuidv7();
  await submitDraftFiles(db, mine.draft, caseId, other.ids);
  assert.deepEqual(await caseFiles(db, caseId), []);
  assert.equal((await draftFiles(db, other.draft)).length, 1);
});

test('only a draft can take its file away, and a received document stays', async () => {
  const { draft, ids } = await draftWith('kvar');
  assert.equal(await deleteDraftFile(db, uuidv7(), only(ids)), false);
  const caseId = uuidv7();
  await submitDraftFiles(db, draft, caseId, ids);
  assert.equal(await deleteDraftFile(db, draft, only(ids)), false);
  assert.equal((await caseFiles(db, caseId)).length, 1);
});

test('bytes that no row names are swept after a day, and not before', async () => {
  const gone = await draftWith('bortglömd');
  const shared = await draftWith('delad');
  const alike = await draftWith('delad');
  assert.equal(await deleteDraftFile(db, gone.draft, only(gone.ids)), true);
  assert.equal(await deleteDraftFile(db, shared.draft, only(shared.ids)), true);
  await sweepFiles(db, store, Date.now());
  assert.equal((await buffer(await openFile(store, only(gone.hashes)))).toString(), 'bortglömd');
  writeFileSync(join(folder, 'incoming', 'avbruten'), 'x');
  await sweepFiles(db, store, TOMORROW);
  await assert.rejects(openFile(store, only(gone.hashes)), { code: 'file-missing' });
  assert.equal((await buffer(await openFile(store, only(alike.hashes)))).toString(), 'delad');
});

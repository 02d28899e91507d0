import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ekhamn, serviceFolder } from '../testing.ts';
import type { Town } from '../types.ts';
import { compileService } from './compile.ts';
import { senderName } from './contact.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

/** What is told of service.yaml with these lines. */
async function told(lines: string): Promise<readonly string[]> {
  const from = 'facts: [ person ]\n';
  const folder = serviceFolder([{ file: 'service.yaml', from, to: `${from}${lines}\n` }]);
  const { faults } = await compileService(folder, town, { id: 'liten', day: '2026-02-03' });
  return faults.filter(({ file }) => file === 'service.yaml').map(({ code, message }) => `${code}: ${message.en}`);
}

test('what service.yaml names of the form is a question of its kind', async () => {
  const none = (key: string, id: string, types: string) =>
    `unknown-reference: ${key} is "${id}", but form.yaml has no question of the type ${types} with that id.`;
  assert.deepEqual(await told('contact: { name: antal }'), [none('contact.name', 'antal', 'text')]);
  assert.deepEqual(await told('contact: { address: vart }'), [none('contact.address', 'vart', 'long-text')]);
  assert.deepEqual(await told('on-paper: { scan: antal }'), [none('on-paper.scan', 'antal', 'file or files')]);
  assert.deepEqual(await told('contact: { hand-over: true }'), []);
});

test('a sender is called what was written, and nobody where nothing was', () => {
  const contact = { name: 'avsandare', handOver: false };
  assert.equal(senderName({ contact }, { avsandare: ' Maj Ek ', rubrik: 'Hej' }), 'Maj Ek');
  for (const answers of [{ avsandare: ' ' }, { avsandare: 7 }, {}, null, 'Maj Ek'])
    assert.equal(senderName({ contact }, answers), undefined);
  assert.equal(senderName({}, { avsandare: 'Maj Ek' }), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '../folder.ts';
import { codes, EKHAMN, ekhamn } from '../testing.ts';
import { compileService } from './compile.ts';

/** The preschool service with other words for who signs. */
async function withSignature(signature: string, change: (text: string) => string = (text) => text) {
  const folder = new Map(readFolder(`${EKHAMN}/services/forskoleplats`));
  const text = new TextDecoder().decode(folder.get('service.yaml'));
  const bare = text.replace(/^signature:\n( .*\n)+/m, '');
  assert.notEqual(bare, text, 'the service is signed');
  folder.set('service.yaml', new TextEncoder().encode(`${change(bare)}\nsignature: ${signature}\n`));
  return compileService(folder, await ekhamn(), { id: 'forskoleplats' });
}

test('who signs is read, with what is meant when nothing is said', async () => {
  const { service, faults } = await withSignature('{ by: all-guardians }');
  assert.deepEqual(codes(faults), []);
  assert.deepEqual(service?.definition.signature, {
    by: 'all-guardians',
    others: 'before-sending',
    order: 'parallel',
    within: 'P14D',
    remindAfter: 'P7D',
  });
});

test('times that cannot be, a condition that means nothing and signers without sign-in are told', async () => {
  const told = async (signature: string, change?: (text: string) => string) =>
    codes((await withSignature(signature, change)).faults);
  assert.deepEqual(await told('{ by: everybody }'), ['wrong-value']);
  assert.deepEqual(await told('{ by: applicant, within: P30D }'), []);
  assert.deepEqual(await told('{ by: applicant, within: P31D }'), ['signature-time']);
  assert.deepEqual(await told('{ by: applicant, within: P7D, remind-after: P7D }'), ['signature-time']);
  assert.ok((await told('{ by: applicant, when: "1 +" }')).length > 0);
  const open = (text: string) => text.replace('sign-in: required', 'sign-in: optional');
  assert.ok((await told('{ by: applicant }', open)).includes('signature-sign-in'));
});

test('a service may be both signed and paid', async () => {
  const paid = (text: string) => `${text}\nfee: { amount: "100", text: { sv: Avgift, en: Fee } }`;
  const { service, faults } = await withSignature('{ by: all-guardians }', paid);
  assert.deepEqual(codes(faults), []);
  assert.ok(service?.definition.fee !== undefined && service.definition.signature !== undefined);
});

test('a fee in a real town needs somebody who takes it', async () => {
  const town = await ekhamn();
  const { registers: _, ...real } = town;
  const folder = new Map(readFolder(`${EKHAMN}/services/forskoleplats`));
  const text = new TextDecoder().decode(folder.get('service.yaml'));
  const fee = 'fee: { amount: "100", text: { sv: Avgift, en: Fee } }';
  folder.set('service.yaml', new TextEncoder().encode(`${text}\n${fee}\n`));
  const told = async (place: typeof real) =>
    codes((await compileService(folder, place, { id: 'forskoleplats' })).faults);
  assert.ok((await told(real)).includes('fee-without-payments'));
  const payments = { protocol: 'swish', base: 'https://a.example', payee: '1231181189', methods: ['swish'] } as const;
  assert.ok(!(await told({ ...real, payments })).includes('fee-without-payments'));
  assert.ok(!(await told(town)).includes('fee-without-payments'));
});

test('a case that is to wait for signatures needs a task that asks for them', async () => {
  const folder = new Map(readFolder(`${EKHAMN}/services/forskoleplats`));
  const process = new TextDecoder().decode(folder.get('process.bpmn'));
  const without = process.replace(/<zeebe:property name="signature"[^>]*\/>/, '');
  assert.notEqual(without, process);
  folder.set('process.bpmn', new TextEncoder().encode(without));
  const { faults } = await compileService(folder, await ekhamn(), { id: 'forskoleplats' });
  assert.deepEqual(codes(faults), ['signature-task']);
});

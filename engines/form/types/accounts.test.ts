import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRecord } from '../facts.ts';
import { OPTIONS } from '../testing/forms.ts';
import { sampleOf } from '../testing/samples.ts';
import { rowOf } from './index.ts';

/** Clearing number, account, and what they come to: the bank, or the rule that is broken and where. */
const ACCOUNTS: readonly (readonly [string, string, string])[] = [
  ['5000', '1234560', 'SEB, checked'],
  ['5000', '1234561', 'account-digit-konto'],
  ['9150', '123 456 2', 'Skandiabanken, checked'],
  ['9150', '1234560', 'account-digit-konto'],
  ['6789', '123456789', 'Handelsbanken, checked'],
  ['6789', '123456780', 'account-digit-konto'],
  ['3300', '850124-2393', 'Nordea personkonto, checked'],
  ['3300', '8501242394', 'account-digit-konto'],
  ['3301', '8501242393', 'account-length-konto'],
  ['8105-9', '1234567897', 'Swedbank, checked'],
  ['8105-9', '1234567890', 'Swedbank, unchecked'],
  ['8105-8', '1234567897', 'clearing-clearing'],
  ['8105', '1234567897', 'Swedbank, checked'],
  ['50001', '1234560', 'clearing-clearing'],
  ['1000', '1234560', 'clearing-unknown-clearing'],
  ['500', '1234560', 'clearing-clearing'],
  ['5000', '', 'account-konto'],
  ['5000', '12345678901', 'account-length-konto'],
  ['', '', 'empty'],
];
for (const [clearing, konto, expected] of ACCOUNTS) {
  test(`account ${clearing} ${konto}: ${expected}`, () => {
    const question = sampleOf('bank-account');
    const row = rowOf('bank-account');
    const read = row.read(question, 'q', { 'q-clearing': [clearing], 'q-konto': [konto] }, OPTIONS);
    if (read.kind === 'empty') return assert.equal('empty', expected);
    if (read.kind === 'wrong') return assert.equal(`${read.problems[0]?.rule}${read.problems[0]?.part}`, expected);
    const data = row.settle?.(read.value, OPTIONS, question) ?? null;
    assert.ok(isRecord(data));
    assert.equal(`${data['bank']}, ${data['kontrollerad'] === true ? 'checked' : 'unchecked'}`, expected);
  });
}

/** A clearing number that the list does not have: account, name of the bank, and what they come to. */
const NEWER: readonly (readonly [konto: string, bank: string, expected: string])[] = [
  ['12', 'Nya Banken', 'Nya Banken, for an officer'],
  ['1234567890', '  Nya Banken ', 'Nya Banken, for an officer'],
  ['1234567', 'B'.repeat(60), `${'B'.repeat(60)}, for an officer`],
  ['1234567', 'B'.repeat(61), 'bank-name-length-bank'],
  ['1', 'Nya Banken', 'account-length-konto'],
  ['12345678901', 'Nya Banken', 'account-length-konto'],
  ['sju', 'Nya Banken', 'account-konto'],
  ['1234567', ' ', 'clearing-unknown-clearing'],
];
for (const [konto, bank, expected] of NEWER) {
  test(`account ${konto} in the bank "${bank}" that nobody knows: ${expected}`, () => {
    const [question, row] = [sampleOf('bank-account'), rowOf('bank-account')];
    const read = row.read(question, 'q', { 'q-clearing': ['1000'], 'q-konto': [konto], 'q-bank': [bank] }, OPTIONS);
    if (read.kind !== 'value') {
      assert.ok(read.kind === 'wrong');
      return assert.equal(`${read.problems[0]?.rule}${read.problems[0]?.part}`, expected);
    }
    const data = row.settle?.(read.value, OPTIONS, question) ?? null;
    assert.ok(isRecord(data) && data['kontrollerad'] === false);
    assert.equal(`${data['bank']}, for an officer`, expected);
    assert.match(JSON.stringify(row.print(question, data, OPTIONS)), /ingen kontrollsiffra som går att kontrollera/);
  });
}

test('the list says which bank it is, whatever was written; a bank that was named comes into the list in time', () => {
  const [question, row] = [sampleOf('bank-account'), rowOf('bank-account')];
  const typed = { 'q-clearing': ['5000'], 'q-konto': ['1234560'], 'q-bank': ['Nya Banken'] };
  const read = row.read(question, 'q', typed, OPTIONS);
  assert.deepEqual(read, { kind: 'value', value: { clearing: '5000', konto: '1234560' } });
  const named = { clearing: '5000', konto: '1234560', bank: 'Nya Banken', kontrollerad: false };
  assert.deepEqual(row.settle?.(named, OPTIONS, question), { ...named, bank: 'SEB', kontrollerad: true });
});

const IBANS: readonly (readonly [string, boolean])[] = [
  ['SE45 5000 0000 0583 9825 7466', true],
  ['NO93 8601 1117 947', true],
  ['GB82 WEST 1234 5698 7654 32', true],
  ['SE45 5000 0000 0583 9825 7465', false],
  ['SE45 5000 0000 0583 9825', false],
  ['NO9386011117947X', false],
  ['ÅÄ45 5000 0000 0583 9825 7466', false],
];
for (const [text, good] of IBANS) {
  test(`IBAN ${text} is ${good ? 'taken' : 'refused'}`, () => {
    const read = rowOf('iban').read(sampleOf('iban'), 'q', { q: [text] }, OPTIONS);
    assert.ok(read.kind === 'value');
    assert.equal(rowOf('iban').check(sampleOf('iban'), read.value, OPTIONS).length === 0, good);
  });
}

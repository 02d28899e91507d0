import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNumber, readOrganisationNumber, sexOf, twelveDigits, writtenNumber } from './number.ts';

// law.md §12.8, vectors of personnummer/meta, in the only form that is accepted.
const valid = ['190905271474', '198211059954', '199012119948', '187912219990', '200012099891'];
const coordination = ['195705749959', '197306749982'];
const invalid = ['201509160006', '198707049996', '201211209941', '193901829913', '201210759984'];

test('twelve digits with a date and a right check digit are a personnummer', () => {
  for (const value of valid) assert.deepEqual(readNumber(value), { type: 'pnr', value });
});

test('a day above sixty is a coordination number, and one without a level is uncertain', () => {
  for (const value of coordination) assert.deepEqual(readNumber(value), { type: 'samnr', value, level: 'uncertain' });
  assert.equal(readNumber('199204732383', 'confirmed')?.level, 'confirmed');
});

test('a wrong check digit, the number 000 and a day that is not there are refused', () => {
  for (const value of invalid) assert.equal(readNumber(value), null, value);
});

test('every other way of writing is refused: ten digits, hyphen, plus, space', () => {
  for (const value of ['8211059954', '19821105-9954', '18791221+9990', '090527 1474', '', '198211059954 ']) {
    assert.equal(readNumber(value), null, value);
  }
});

test('a prid of the eIDAS node is a number of its own kind', () => {
  assert.deepEqual(readNumber('NO:05068907693'), { type: 'prid', value: 'NO:05068907693' });
  assert.equal(readNumber('NO:short'), null);
});

test('a number is written with a hyphen for the person it belongs to', () => {
  assert.equal(writtenNumber({ type: 'pnr', value: '198501242393' }), '19850124-2393');
});

test('an organisation’s number has ten digits that check, the third no date’s, written as people write it', () => {
  // law.md §12.8, `testdata/orgnumber.json` of personnummer/meta.
  for (const written of ['857209-0606', '802005-1952', '802005-7538', '802406-2302', '855104-0721', '802014-4120']) {
    const value = written.replace('-', '');
    const read = { type: 'orgnr', value };
    for (const each of [written, value, `16${value}`, `16${written}`, ` ${value.slice(0, 6)} – ${value.slice(6)} `])
      assert.deepEqual(readOrganisationNumber(each), read, each);
    assert.equal(readNumber(`16${value}`), null);
    assert.equal(twelveDigits({ type: 'orgnr', value }), `16${value}`);
  }
  for (const none of ['', '857209-0607', '8572090', '18572090606', '19857209-0606', '211002-0009', ...valid])
    assert.equal(readOrganisationNumber(none), null, none);
  for (const value of valid) assert.equal(readOrganisationNumber(value.slice(2)), null, 'a sole trader’s own number');
});

test('the last digit but one says a person’s legal sex, of a coordination number too, and nothing of any other number', () => {
  const of = (value: string) => sexOf(readNumber(value) ?? assert.fail(value));
  assert.deepEqual(['197812092398', '200012099891'].map(of), ['man', 'man']);
  assert.deepEqual(['199002172386', '187912219990'].map(of), ['woman', 'man']);
  assert.deepEqual(coordination.map(of), ['man', 'woman']);
  assert.equal(of('NO:05068907693'), null);
  assert.equal(sexOf(readOrganisationNumber('556016-0680') ?? assert.fail()), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claim, readClaims } from './claims.ts';

test('a personnummer with names and birth date is read', () => {
  const given = {
    sub: 'x',
    [claim.personalIdentityNumber]: '198501242393',
    given_name: 'Sam',
    family_name: 'Lindqvist',
    birthdate: '1985-01-24',
  };
  assert.deepEqual(readClaims(given), {
    ok: true,
    claims: {
      number: { type: 'pnr', value: '198501242393' },
      givenName: 'Sam',
      familyName: 'Lindqvist',
      birthDate: '1985-01-24',
    },
  });
});

test('partial claims are tolerated, a missing number is not', () => {
  assert.equal(readClaims({ [claim.personalIdentityNumber]: '198501242393' }).ok, true);
  assert.deepEqual(readClaims({ name: 'Sam' }), { ok: false, reason: 'no-number' });
  assert.deepEqual(readClaims({ [claim.personalIdentityNumber]: '8501242393' }), { ok: false, reason: 'no-number' });
});

test('a personnummer and a coordination number never come together', () => {
  const both = { [claim.personalIdentityNumber]: '198501242393', [claim.coordinationNumber]: '199204732383' };
  assert.deepEqual(readClaims(both), { ok: false, reason: 'two-numbers' });
});

test('a coordination number without a level, or with a level nobody knows, is uncertain', () => {
  for (const level of [undefined, 'certain', 3]) {
    const read = readClaims({ [claim.coordinationNumber]: '199204732383', [claim.coordinationNumberLevel]: level });
    assert.equal(read.ok && read.claims.number.level, 'uncertain');
  }
});

test('a coordination number in the claim for personnummer is still a coordination number', () => {
  const read = readClaims({ [claim.personalIdentityNumber]: '199204732383' });
  assert.equal(read.ok && read.claims.number.type, 'samnr');
});

test('a year only is no birth date', () => {
  const read = readClaims({ [claim.personalIdentityNumber]: '198501242393', birthdate: '1985' });
  assert.equal(read.ok && read.claims.birthDate, undefined);
});

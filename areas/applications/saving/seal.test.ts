import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSecret } from '../secret.ts';
import { codeOf, secretOf } from './link.ts';
import { keyOf, seal, unseal } from './seal.ts';

const [ID, OTHER] = ['01a20000-0000-7000-8000-000000000001', '01a20000-0000-7000-8000-000000000002'];
const content = { answers: { vad: 'Åsa ställde frågan' }, facts: { value: {} }, typed: null };

test('what is sealed is read with the secret and the draft it was sealed for, and with nothing else', () => {
  const secret = newSecret();
  const sealed = seal(keyOf(secret, ID), ID, content);
  assert.deepEqual(unseal(keyOf(secret, ID), ID, sealed), content);
  assert.ok(!sealed.includes('frågan'));
  assert.throws(() => unseal(keyOf(newSecret(), ID), ID, sealed));
  assert.throws(() => unseal(keyOf(secret, OTHER), OTHER, sealed));
});

test('a changed byte is found, wherever it stands', () => {
  const key = keyOf(newSecret(), ID);
  const sealed = seal(key, ID, content);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => unseal(key, ID, changed), `byte ${at}`);
  }
});

test('the same content is never sealed into the same bytes', () => {
  const key = keyOf(newSecret(), ID);
  assert.notDeepEqual(seal(key, ID, content), seal(key, ID, content));
});

test('the code in a link is letters only, and gives the secret back', () => {
  for (let n = 0; n < 200; n++) {
    const secret = newSecret();
    assert.match(codeOf(secret), /^[a-p]{64}$/);
    assert.equal(secretOf(codeOf(secret)), secret);
  }
  for (const wrong of [undefined, '', 'abc', `${codeOf(newSecret())}a`, 'A'.repeat(64), 'q'.repeat(64)])
    assert.equal(secretOf(wrong), undefined);
});

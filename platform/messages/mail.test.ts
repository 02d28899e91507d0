import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMail, isAddress, withoutNumbers } from './index.ts';

const to = { email: 'leyla@example.org', protected: false };
const words = { subject: 'Du har fått ett brev', body: 'Logga in på Mina sidor.' };

test('a mail is an address, one line of subject and plain text', () => {
  assert.deepEqual(composeMail('m1', to, words), {
    ok: true,
    value: { id: 'm1', recipient: 'leyla@example.org', ...words },
  });
});

test('a person with protected identity gets no mail', () => {
  assert.deepEqual(composeMail('m1', { ...to, protected: true }, words), { ok: false, error: 'protected' });
});

test('no address, no mail', () => {
  assert.deepEqual(composeMail('m1', { email: null, protected: false }, words), { ok: false, error: 'no-address' });
  assert.deepEqual(composeMail('m1', { email: ' ', protected: false }, words), { ok: false, error: 'no-address' });
});

for (const address of [
  'a@example.org\r\nBcc: b@example.org',
  'a@example.org, b@example.org',
  'A <a@example.org>',
  'a@example.org;b@example.org',
  '"a\\@b"@example.org (x)',
  'a@@example.org',
  'a@example',
  'a @example.org',
  `${'a'.repeat(65)}@example.org`,
]) {
  test(`${JSON.stringify(address)} is not one address`, () => {
    assert.deepEqual(composeMail('m1', { email: address, protected: false }, words), {
      ok: false,
      error: 'bad-address',
    });
  });
}

test('ordinary addresses are', () => {
  for (const address of ['a@example.org', 'a.b+c@sub.example.org', 'åsa@exämple.se', "o'neil@example.co.uk"]) {
    assert.equal(isAddress(address), true, address);
  }
});

test('a subject cannot become a header', () => {
  const mail = composeMail('m1', to, { subject: 'Hej\r\nBcc: b@example.org\u0000\u2028x', body: 'a\r\nb\u0007' });
  assert.ok(mail.ok);
  assert.equal(mail.value.subject, 'Hej Bcc: b@example.org x');
  assert.equal(mail.value.body, 'a\nb');
});

for (const number of [
  '198501242393',
  '19850124-2393',
  '850124-2393',
  '8501242393',
  '19850124 2393',
  '18791221+9990',
  '19570574-9959',
  '850124–2393',
]) {
  test(`the personal number ${number} never leaves the house`, () => {
    const mail = composeMail('m1', to, { subject: `Om ${number}`, body: `Gäller (${number}).` });
    assert.ok(mail.ok);
    assert.ok(!/\d{4}/.test(mail.value.subject + mail.value.body), JSON.stringify(mail.value));
  });
}

test('case numbers, amounts, telephones and dates stay', () => {
  const text = 'SN 2026-000123, 11 420 kronor, 0980-31 92 20, 2026-02-03, kod 123456789012345';
  assert.equal(withoutNumbers(text), text);
});

test('a subject has 150 letters, a text 20 000 and an address 254: what is longer is cut, or no address', () => {
  const mail = (subject: number, body: number) => {
    const made = composeMail('m1', to, { subject: 'å'.repeat(subject), body: 'å'.repeat(body) });
    assert.ok(made.ok);
    return [made.value.subject.length, made.value.body.length];
  };
  assert.deepEqual(
    [mail(150, 20_000), mail(151, 20_001)],
    [
      [150, 20_000],
      [150, 20_000],
    ],
  );
  const address = (letters: number) => `a@${'b'.repeat(letters - 5)}.se`;
  assert.deepEqual([isAddress(address(254)), isAddress(address(255))], [true, false]);
});

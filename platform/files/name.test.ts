import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalName } from './name.ts';

for (const [given, expected] of [
  ['Hyresavi februari.pdf', 'Hyresavi februari.pdf'],
  ['C:\\Users\\leyla\\avi.pdf', 'avi.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['..', 'fil.pdf'],
  ['', 'fil.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['avi\r\nSet-Cookie: x=1.pdf', 'aviSet-Cookie x=1.pdf'],
  ['avi"; filename="x.exe', 'avi filename=x.pdf'],
  ['\u202egnp.exe', 'gnp.pdf'],
  ['o\u0308.pdf', 'ö.pdf'],
  ['\ud800.pdf', '\ufffd.pdf'],
  ['avi 2026.02', 'avi 2026.pdf'],
  ['åäö  你好.jpeg', 'åäö 你好.pdf'],
] as const) {
  test(`${JSON.stringify(given)} is called ${expected}`, () =>
    assert.equal(normalName(given, 'application/pdf'), expected));
}

test('a long name is cut between characters', () => {
  assert.equal(normalName(`${'😀'.repeat(300)}.png`, 'image/png'), `${'😀'.repeat(100)}.png`);
});

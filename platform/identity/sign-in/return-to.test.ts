import assert from 'node:assert/strict';
import { test } from 'node:test';
import { returnTo } from './return-to.ts';

const citizen = (path: string | undefined) => returnTo(path, 'person', '/mina-sidor');

test('a path of our own is where the person goes on', () => {
  for (const path of ['/tjanster/felanmalan', '/en/tjanster/x/ansok/y?sida=2', '/', '/arbetsloshet']) {
    assert.equal(citizen(path), path);
  }
});

test('an address that leads elsewhere leads home, however it is written', () => {
  const foreign = [
    'https://ond.example/',
    '//ond.example',
    '/\\ond.example',
    '/.//ond.example',
    '/x/..//ond.example',
    '/%2e//ond.example',
    '\\/ond.example',
    'javascript:alert(1)',
    '/\t/ond.example',
    '/%0d%0aSet-Cookie:x',
    ' /x',
    '',
    'mina-sidor',
    '/a\nb',
    `/${'x'.repeat(600)}`,
    undefined,
  ];
  for (const path of foreign) {
    const to = citizen(path);
    assert.equal(new URL(to, 'http://own').origin, 'http://own', String(path));
    assert.ok(to === '/mina-sidor' || path === '/%0d%0aSet-Cookie:x', String(path));
  }
});

test('a dotted path cannot climb to another kind of page', () => {
  assert.equal(citizen('/x/../arbete'), '/mina-sidor');
});

test('signing in never leads back to signing in', () => {
  for (const path of ['/logga-in', '/logga-in?till=/x', '/en/logga-in', '/test-eid/auth/1', '/utloggad']) {
    assert.equal(citizen(path), '/mina-sidor', path);
  }
});

test('staff go to the desk and citizens never do', () => {
  assert.equal(returnTo('/arbete/arenden/1', 'staff', '/arbete'), '/arbete/arenden/1');
  assert.equal(returnTo('/en/arbete', 'staff', '/arbete'), '/en/arbete');
  assert.equal(returnTo('/mina-sidor', 'staff', '/arbete'), '/arbete');
  assert.equal(citizen('/arbete/arenden/1'), '/mina-sidor');
});

test('an address of five hundred letters is ours, and a longer one is not', () => {
  const path = (letters: number) => `/${'a'.repeat(letters - 1)}`;
  assert.deepEqual([citizen(path(500)), citizen(path(501))], [path(500), '/mina-sidor']);
});

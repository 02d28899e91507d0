import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { TorgetError } from '#platform/errors.ts';
import { loadAssets } from './index.ts';

const root = resolve(import.meta.dirname, '../..');

test('every file carries its content in its name and lies there compressed', () => {
  const assets = loadAssets(root);
  const address = assets.url('torget.css');
  assert.match(address, /^\/assets\/torget\.[0-9a-f]{10}\.css$/);
  const path = join(assets.folder, address.slice('/assets/'.length));
  const css = readFileSync(path);
  assert.deepEqual(gunzipSync(readFileSync(`${path}.gz`)), css);
  assert.deepEqual(brotliDecompressSync(readFileSync(`${path}.br`)), css);
});

test('the style sheet calls on nothing outside, and on the font by its hashed name', () => {
  const assets = loadAssets(root);
  for (const name of ['torget.css', 'desk.css']) {
    const css = readFileSync(join(assets.folder, assets.url(name).slice('/assets/'.length)), 'utf8');
    const called = [...css.matchAll(/url\(["']?([^"')]+)/g)].map(([, url]) => `/assets/${url}`);
    assert.deepEqual(called, name === 'torget.css' ? [assets.of('citizen').font] : []);
    assert.doesNotMatch(css, /@import|https?:/);
  }
});

test('only the desk fetches the desk', () => {
  const assets = loadAssets(root);
  assert.equal(assets.of('citizen').stylesheets.length, 1);
  assert.equal(assets.of('desk').stylesheets.length, 2);
});

test("a town's theme is a file of its own, after the house's", (context) => {
  const copy = mkdtempSync(join(tmpdir(), 'torget-assets-'));
  context.after(() => rmSync(copy, { recursive: true, force: true }));
  mkdirSync(join(copy, '.generated'));
  cpSync(join(root, '.generated/assets'), join(copy, '.generated/assets'), { recursive: true });
  const assets = loadAssets(copy);
  const address = assets.theme({ primary: '#1d4173' });
  assert.ok(address && existsSync(join(assets.folder, address.slice('/assets/'.length))));
  assert.equal(assets.theme({ primary: '#1d4173' }), address);
  assert.deepEqual(assets.of('form', address).stylesheets, [assets.url('torget.css'), address]);
  assert.equal(assets.theme({ primary: '#17493b' }), undefined);
});

test('a file that is not there is an error with its name', () => {
  const missing = (error: unknown) => error instanceof TorgetError && error.detail.startsWith('map.js');
  assert.throws(() => loadAssets(root).url('map.js'), missing);
});

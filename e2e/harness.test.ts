import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  accessibilityFaults,
  doubledTextFaults,
  focusIsVisible,
  htmlFaults,
  measureFirstVisit,
  openBrowser,
  sidewaysFaults,
  tabTo,
  visit,
} from './harness.ts';

const HEAD = '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Sida</title>';
const PAGES: { readonly [path: string]: string } = {
  '/good': `${HEAD}<link rel="stylesheet" href="/style.css"></head><body><main><h1>Hej</h1>
    <p>Ett avlångt ord: <a href="/good">parkeringstillstånd</a></p><button type="button">Skicka</button></main></body></html>`,
  '/bad': `${HEAD}<style>a:focus{outline:none}.cut{height:1.2em;width:5em;overflow:hidden}</style></head><body><main><h1>Hej</h1>
    <img src="/x.png"><div style="width:900px">bred</div><div class="cut">ett två tre fyra fem</div><p><a href="/bad">länk</a></p>
    <button type="button" id="a">A</button><button type="button" id="a" tabindex="-1">B</button></main>
    <script>setTimeout(() => { const p = document.createElement('p'); p.style.height = '300px'; document.body.prepend(p); }, 50);
    setTimeout(() => { throw new Error('oj'); }, 60); fetch('http://other.invalid/').catch(() => {});</script></body></html>`,
  '/post': `${HEAD}</head><body><main><h1>Fel</h1><form method="post" action="/post"><button type="submit">Skicka</button></form></main></body></html>`,
};

let server: Server;
let browser: Browser;
let origin: string;

before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const style = path === '/style.css';
    const body = style ? 'h1 { font-size: 2rem } button { font: inherit }' : PAGES[path];
    const status = body === undefined ? 404 : request.method === 'POST' ? 400 : 200;
    response.writeHead(status, { 'content-type': style ? 'text/css' : 'text/html; charset=utf-8' });
    response.end(request.method === 'POST' ? `${HEAD}</head><body><main><h1>Svar</h1></main></body></html>` : body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('a good page passes every check', async () => {
  const visitor = await visit(browser, origin);
  await visitor.page.goto('/good');
  assert.deepEqual(await accessibilityFaults(visitor.page), []);
  assert.deepEqual(await htmlFaults(await visitor.html()), []);
  assert.deepEqual(await sidewaysFaults(visitor.page), []);
  assert.deepEqual(await doubledTextFaults(visitor.page), []);
  assert.equal(await visitor.page.evaluate(() => document.documentElement.style.fontSize), '');
  await visitor.close();
  const first = await measureFirstVisit(browser, `${origin}/good`);
  assert.equal(first.requests, 2);
  assert.ok(first.bytes > 300 && first.bytes < 2000, `${first.bytes} bytes`);
  assert.deepEqual([first.scriptBytes, first.fontBytes, first.layoutShift, first.otherHosts.length], [0, 0, 0, 0]);
});

test('each check finds the fault it looks for', async () => {
  const visitor = await visit(browser, origin);
  await visitor.page.goto('/bad', { waitUntil: 'networkidle' });
  assert.match((await accessibilityFaults(visitor.page)).join('\n'), /image-alt/);
  assert.match((await htmlFaults(await visitor.html())).join('\n'), /no-dup-id.*\n*/);
  assert.match((await sidewaysFaults(visitor.page)).join('\n'), /9\d\d px wide in a window of 320: div/);
  assert.match((await doubledTextFaults(visitor.page)).join('\n'), /div\.cut cuts "ett/);
  await tabTo(visitor.page, visitor.page.getByRole('link'));
  assert.equal(await focusIsVisible(visitor.page), false);
  await assert.rejects(tabTo(visitor.page, visitor.page.getByRole('button', { name: 'B' })), /not reached/);
  await assert.rejects(visitor.close(), /script error on .*oj[\s\S]*|request to http:\/\/other\.invalid/);
  assert.match(visitor.faults().join('\n'), /request to http:\/\/other\.invalid/);
  const first = await measureFirstVisit(browser, `${origin}/bad`);
  assert.ok(first.layoutShift > 0.01, `layout shift ${first.layoutShift}`);
  assert.deepEqual(first.otherHosts, ['http://other.invalid']);
});

test('a visitor without JavaScript sees the answer of a form', async () => {
  const visitor = await visit(browser, origin, { javaScript: false, width: 320 });
  await visitor.page.goto('/post');
  await tabTo(visitor.page, visitor.page.getByRole('button', { name: 'Skicka' }));
  assert.equal(await focusIsVisible(visitor.page), true);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('heading', { name: 'Svar' }).waitFor();
  assert.match(await visitor.html(), /Svar/);
  assert.deepEqual(await sidewaysFaults(visitor.page), []);
  await visitor.close();
});

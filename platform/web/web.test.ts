import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import multipart from '@fastify/multipart';
import fc from 'fast-check';
import { fastify } from 'fastify';
import { Addresses } from './addresses.ts';
import { checkCsrf, maskCsrf, newCsrfSecret } from './csrf.ts';
import { errorCode } from './error-code.ts';
import { field, parseFields } from './fields.ts';
import { securityHeaders } from './headers.ts';
import { RateLimits } from './limits.ts';
import { MAX_FORM, readMultipart } from './uploads.ts';

test('a CSRF token fits its secret, is new each time, and fits no other secret', () => {
  const secret = newCsrfSecret();
  assert.notEqual(maskCsrf(secret), maskCsrf(secret));
  assert.ok(checkCsrf(secret, maskCsrf(secret)));
  assert.ok(!checkCsrf(newCsrfSecret(), maskCsrf(secret)));
});

test('no text is a token by chance, and none makes the check throw', () => {
  const secret = newCsrfSecret();
  fc.assert(fc.property(fc.string(), (text) => !checkCsrf(secret, text) && !checkCsrf(text, maskCsrf(secret))));
});

test('form fields keep their order and their repeats; names of Object are names like others', () => {
  assert.deepEqual({ ...parseFields('a=1&b=x+y&a=2') }, { a: ['1', '2'], b: ['x y'] });
  assert.deepEqual(Object.entries(parseFields('__proto__=1') ?? {}), [['__proto__', ['1']]]);
  assert.equal(field(parseFields('a=%20x%20') ?? {}, 'a'), 'x');
  assert.equal(field({}, 'constructor'), '');
});

test('a form with more fields or longer names than any of ours is refused', () => {
  assert.equal(parseFields(Array.from({ length: 1001 }, (_, n) => `f${n}=1`).join('&')), null);
  assert.equal(parseFields(`${'n'.repeat(201)}=1`), null);
});

test('requests beyond the limit are refused until the window is over, and other addresses are not hit', () => {
  const limits = new RateLimits();
  const now = 1_000_000_000;
  const many = Array.from({ length: 301 }, () => limits.allow('sign-in', '192.0.2.1', now));
  assert.equal(many.filter(Boolean).length, 300);
  assert.ok(limits.allow('sign-in', '192.0.2.2', now));
  assert.ok(limits.allow('page', '192.0.2.1', now));
  assert.ok(limits.allow('sign-in', '192.0.2.1', now + 11 * 60_000));
});

test('an error code is six characters that can be read over the phone, the same for the same request', () => {
  const codes = fc.uuid().map((id) => [errorCode(id), errorCode(id)] as const);
  fc.assert(fc.property(codes, ([first, second]) => /^[0-9A-HJKMNP-TV-Z]{6}$/.test(first) && first === second));
});

test('an address is the same under /en, and what is put into it cannot leave its place', () => {
  const addresses = new Addresses({ start: '/', case: '/mina-sidor/arenden/:case' });
  assert.equal(addresses.url('start', {}, 'en'), '/en');
  assert.equal(addresses.url('case', { case: 'a/../b?c' }), '/mina-sidor/arenden/a%2F..%2Fb%3Fc');
  assert.equal(addresses.url('case', { case: '1', sida: '2' }, 'en'), '/en/mina-sidor/arenden/1?sida=2');
  assert.throws(() => addresses.url('nowhere'), { code: 'no-address' });
});

test('only a page with islands may run script, and only by its nonce', () => {
  const of = (nonce: string | undefined) => securityHeaders({ nonce, formTargets: [], https: true, personal: true });
  assert.doesNotMatch(of(undefined)['content-security-policy'] ?? '', /script-src/);
  assert.match(of('abc')['content-security-policy'] ?? '', /script-src 'nonce-abc' 'strict-dynamic'/);
  assert.match(of(undefined)['strict-transport-security'] ?? '', /max-age/);
  assert.equal(of(undefined)['cache-control'], 'no-store');
});

test('an IPv6 network is one visitor, and an IPv4 address is itself however it is written', () => {
  const same = (first: string, second: string) => {
    const limits = new RateLimits(1 / 300);
    return limits.allow('sign-in', first, 1) && !limits.allow('sign-in', second, 1);
  };
  for (const address of ['2001:db8:1:2:ffff:1:2:3', '2001:0DB8:0001:0002:0:0:0:9', '2001:db8:1:2::'])
    assert.ok(same('2001:db8:1:2::1', address), address);
  assert.ok(!same('2001:db8:1:3::1', '2001:db8:1:2::1'));
  assert.ok(!same('::1', '1::1'));
  assert.ok(same('::ffff:192.0.2.1', '192.0.2.1'));
  assert.ok(!same('::ffff:192.0.2.1', '192.0.2.2'));
  assert.ok(same('fe80::1%eth0', 'fe80::2'));
});

test('uploads are limited by what they weigh together too', () => {
  const limits = new RateLimits();
  const allowed = Array.from({ length: 30 }, () => limits.allow('bytes', '192.0.2.1', 1, 60_000_000));
  assert.equal(allowed.filter(Boolean).length, 16);
});

test('a form has a thousand fields, and names of two hundred letters', () => {
  assert.equal(
    Object.keys(parseFields(Array.from({ length: 1000 }, (_, n) => `f${n}=1`).join('&')) ?? {}).length,
    1000,
  );
  assert.deepEqual(Object.keys(parseFields(`${'n'.repeat(200)}=1`) ?? {}), ['n'.repeat(200)]);
});

test('a hundred thousand addresses are counted, and beyond them the counts begin anew', () => {
  const limits = new RateLimits();
  const now = 1_000_000_000;
  const tried = () => limits.allow('sign-in', '192.0.2.1', now);
  for (let n = 0; n < 300; n++) tried();
  const others = (from: number, to: number) => {
    for (let n = from; n < to; n++) limits.allow('sign-in', `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, now);
  };
  others(0, 99_999);
  assert.equal(tried(), false, 'a hundred thousand are remembered');
  others(99_999, 100_000);
  assert.equal(tried(), true, 'memory stays bounded');
});

test('a form of files is taken up to its bound, and refused one byte beyond: by what it says it weighs before anything is read, else by its files', async () => {
  assert.equal(MAX_FORM, 201_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'torget-form-'));
  const part = (n: number) =>
    `--x\r\ncontent-disposition: form-data; name="f${n}"; filename="f${n}"\r\n\r\n${'y'.repeat(50)}\r\n`;
  const body = `${part(0)}${part(1)}--x--\r\n`;
  let most: number | undefined;
  const app = fastify();
  await app.register(multipart, { throwFileSizeLimit: false });
  app.post('/', async (raw) => {
    const form = await readMultipart(raw, { maxFile: 50, maxFiles: 2 }, folder, most);
    await form.clean();
    return form.files.map(({ size }) => size);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const sent = async (headers: { readonly [name: string]: string }, bytes = body) => {
    const asked = request({
      port,
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      asked.on('response', resolve).on('error', reject),
    );
    // What is not sent whole is never ended: the answer comes before it.
    asked.write(bytes);
    if (bytes === body) asked.end();
    const { statusCode } = await answered;
    asked.on('error', () => undefined).destroy();
    return statusCode;
  };
  try {
    const said = (size: number) => ({ 'content-length': String(size) });
    assert.equal(await sent(said(MAX_FORM + 1), part(0)), 413);
    for (const [bound, headers, status] of [
      [body.length, said(body.length), 200],
      [body.length - 1, said(body.length), 413],
      [100, { 'transfer-encoding': 'chunked' }, 200],
      [99, { 'transfer-encoding': 'chunked' }, 413],
    ] as const) {
      most = bound;
      assert.equal(await sent(headers), status, `${bound}`);
    }
    assert.deepEqual(readdirSync(folder), [], 'and nothing is left of any');
  } finally {
    app.server.closeAllConnections();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

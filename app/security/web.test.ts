import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { basename } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Asked, openSecured, type Secured, type Visitor } from './testing.ts';

/** Unfinished uploads in the data folder of a town. */
function leftovers(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => basename(name).startsWith('torget-upload-'));
}

/** Waits until so many uploads are under way, for as long as a busy machine may take. */
async function untilUnderWay(folder: string, uploads: number): Promise<void> {
  for (let tries = 0; tries < 200 && leftovers(folder).length !== uploads; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(leftovers(folder).length, uploads);
}

describe('the web as a stranger meets it', { timeout: 240_000 }, () => {
  let town: Secured;

  before(async () => {
    town = await openSecured();
  });
  after(() => town.close());

  const stranger = () => town.nobody();

  /** What every answer must say, whatever it is. */
  function guarded({ headers }: Asked, what: string): void {
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, what);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe-(eval|inline)'(?!; sandbox)/, what);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
    assert.equal(headers.get('x-frame-options'), 'DENY', what);
    assert.equal(headers.get('referrer-policy'), 'same-origin', what);
    assert.equal(headers.get('x-powered-by') ?? headers.get('server'), null, what);
  }

  test('every answer carries the security headers: pages, errors, redirects, files, assets', async () => {
    const asset = /\/assets\/[^"]+\.css/.exec((await stranger().get('/')).text)?.[0] ?? '';
    const paths = ['/', '/en', '/finns-inte', '/%', '/%E0%A4%A', '/mina-sidor', asset, '/karta/hela', '/assets/x.css'];
    for (const path of [...paths, '/logga-in/nycklar.json', `/${'x'.repeat(5000)}`, '/test-eid/', '/test-eid/auth'])
      guarded(await stranger().get(path), path);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST'])
      guarded(await stranger().ask(method, '/'), method);
  });

  test('an address that cannot be decoded is a page that helps, and is not said back', async () => {
    const { status, text, headers } = await stranger().get('/%E0%A4%A<script>');
    assert.equal(status, 400);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.doesNotMatch(text, /%E0|<script/);
  });

  test('what is sent after the session has ended is there again after signing in, and shows nothing before that', async () => {
    const number = '198501242393';
    const sam = await town.citizen(number);
    const { id } = await town.begin(sam, 'ekonomiskt-bistand-ateransokan');
    const path = `/tjanster/ekonomiskt-bistand-ateransokan/ansok/${id}/manad`;
    const page = await sam.get(path);
    assert.match(page.text, /Du loggas ut klockan \d+[.:]\d\d om du inte fortsätter/);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const typed = { _shown: 'manad', _do: 'continue', 'manad-month': '2', 'manad-year': '2026' };
    const end = (visitor: Visitor, how: 'idle' | 'signed out') => {
      const session = visitor.actor.kind === 'citizen' ? visitor.actor.session : '';
      return how === 'idle'
        ? sql`update identity.session set seen_at = seen_at - interval '31 minutes' where id = ${session}`.execute(
            town.db,
          )
        : sql`update identity.session set ended_at = seen_at where id = ${session}`.execute(town.db);
    };
    await end(sam, 'idle');
    assert.equal((await sam.get(path)).status, 404, 'the session opens nothing any more');
    const wrong = { ...typed, _csrf: `${_csrf.slice(0, -4)}AAAA` };
    assert.equal((await sam.post(path, wrong)).status, 403);
    const late = await sam.post(path, { ...typed, _csrf });
    assert.deepEqual([late.status, late.to], [303, `/logga-in?till=${encodeURIComponent(path)}`]);
    assert.doesNotMatch(late.text, /2026/);
    const check = path.replace(/manad$/, 'granska');
    const pressed = await sam.post(check, { read: 'a'.repeat(64), _csrf });
    assert.deepEqual([pressed.status, pressed.to], [303, `/logga-in?till=${encodeURIComponent(check)}`]);
    const again = await town.citizen(number);
    const shown = (await again.get(path)).text;
    assert.match(shown, /<input[^>]*name="manad-year"[^>]*value="2026"|<input[^>]*value="2026"[^>]*name="manad-year"/);
    const on = { ...typed, _csrf: /name="_csrf" value="([^"]+)"/.exec(shown)?.[1] ?? '' };
    assert.match((await again.post(path, on)).to, /\/hushall$/);
    // Nobody else's draft takes it, and who has signed out has signed out.
    const sara = await town.citizen('197812092398');
    const token = await sara.token();
    await end(sara, 'idle');
    await sara.post(path, { ...typed, 'manad-year': '1999', _csrf: token });
    assert.doesNotMatch((await again.get(path)).text, /1999/);
    await sql`update identity.session set seen_at = seen_at + interval '31 minutes'`.execute(town.db);
    const gone = await again.token();
    await end(again, 'signed out');
    assert.equal((await again.post(path, { ...typed, _csrf: gone })).status, 403);
  });

  test('other methods than the route has are no way in', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      assert.equal((await stranger().ask(method, '/tjanster/felanmalan/ansok')).status, 404, method);
    const overridden = await stranger().get('/logga-ut', { 'x-http-method-override': 'POST' });
    assert.equal(overridden.status, 404);
  });

  test('the file system is not served', async () => {
    for (const path of ['/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/package.json', '/assets//etc/passwd'])
      assert.equal((await stranger().get(path)).status, 404, path);
    assert.equal((await stranger().get('/tjanster/..%2f..%2ftown.yaml')).status, 404);
  });

  test('a form that says it comes from elsewhere is refused, whatever it says', async () => {
    const visitor = stranger();
    const _csrf = await visitor.token();
    const post = async (headers: Record<string, string>) =>
      (await visitor.post('/tjanster/felanmalan/ansok', { _csrf }, headers)).status;
    for (const origin of ['https://ond.example', 'null', 'foo', 'http://localhost.ond.example', ''])
      assert.equal(await post({ origin }), 403, `origin ${origin}`);
    assert.equal(await post({ 'sec-fetch-site': 'cross-site' }), 403);
    assert.equal(await post({ origin: visitor.origin, 'sec-fetch-site': 'same-origin' }), 303);
  });

  test('the host and what a proxy would say change no address', async () => {
    const headers = { 'x-forwarded-host': 'ond.example', 'x-forwarded-proto': 'https', forwarded: 'host=ond.example' };
    const { text, to } = await stranger().get('/logga-in?till=/mina-sidor', headers);
    assert.doesNotMatch(`${text}${to}`, /ond\.example/);
  });

  test('the other language is the same page, and never another host', async () => {
    for (const [path, other] of [
      ['/en?x=1', '/?x=1'],
      ['/en/?x=1', '/?x=1'],
      ['/?x=1', '/en/?x=1'],
      ['//', '/en//'],
    ] as const) {
      const { status, text } = await stranger().get(path);
      assert.equal(status, 200, path);
      const link = /href="([^"]*)"[^>]* rel="alternate"/.exec(text)?.[1];
      assert.equal(link, other, path);
    }
  });

  test('nothing typed into an address becomes a header or another host', async () => {
    const visitor = await town.citizen('198501242393');
    for (const till of ['//ond.example', '/.//ond.example', '/\\ond.example', 'https://ond.example', '/%0d%0ax: y']) {
      const { to, headers } = await visitor.get(`/logga-in?till=${encodeURIComponent(till)}`);
      assert.doesNotMatch(to, /^\/\/|^https?:/, till);
      assert.equal(headers.get('x'), null);
    }
  });

  test('every cookie of ours is host-only, out of reach of scripts and of other sites', async () => {
    const visitor = stranger();
    const answers = [
      await visitor.get('/tjanster/felanmalan'),
      await visitor.post('/tjanster/felanmalan/ansok'),
      await visitor.post('/tjanster/allman-handling/ansok'),
      await visitor.post('/logga-in', { provider: 'test-eid' }),
    ];
    const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
    assert.ok(cookies.length >= 4);
    for (const cookie of cookies) {
      assert.match(cookie, /^__Host-/);
      for (const attribute of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/])
        assert.match(cookie, attribute);
      assert.doesNotMatch(cookie, /; Domain=/);
    }
  });

  test('no page of a person may be kept: with a session, of a draft, of a receipt by its address', async () => {
    const sam = await town.citizen('198501242393');
    for (const path of ['/', '/mina-sidor', '/inkorg', '/mina-sidor/uppgifter-om-mig'])
      assert.equal((await sam.get(path)).headers.get('cache-control'), 'no-store', path);
    const visitor = stranger();
    const page = (await visitor.post('/tjanster/allman-handling/ansok')).to;
    assert.equal((await visitor.get(page)).headers.get('cache-control'), 'no-store');
    const receipt = await sendRequest(visitor, page);
    const kept = await visitor.get(receipt);
    assert.equal(kept.status, 200);
    assert.equal(kept.headers.get('cache-control'), 'no-store');
    assert.equal((await stranger().get(receipt.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status, 404);
  });

  test('numbers that come in place of names, and names of Object, are fields like others', async () => {
    const visitor = stranger();
    const start = (await visitor.post('/tjanster/allman-handling/ansok')).to;
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '_shown', '_open', '_do', '__proto__[x]'];
    for (const name of names) {
      const { status } = await visitor.post(start, { vad: 'Ett protokoll', [name]: 'add:__proto__' });
      assert.ok(status < 400, `${name}: ${status}`);
    }
    assert.equal(({} as { x?: string }).x, undefined);
  });

  test('control characters break nothing and are not kept', async () => {
    const visitor = stranger();
    const start = (await visitor.post('/tjanster/allman-handling/ansok')).to;
    const { status } = await visitor.post(start, { vad: 'Ett\0protokoll', arendenummer: '\0' });
    assert.equal(status, 303);
    assert.match((await visitor.get(start)).text, /Ettprotokoll/);
    const lisa = await town.staff('lisa-gata');
    for (const path of ['/arbete?q=%00', '/sok?q=%00', '/mina-sidor/arenden/%00', '/kvitto/%00?nyckel=%00'])
      assert.ok((await lisa.get(path)).status < 500, path);
  });

  test('forms of any size are answered, and quickly', async () => {
    const visitor = stranger();
    const start = (await visitor.post('/tjanster/allman-handling/ansok')).to;
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`f${n}`, 'x']));
    assert.equal((await visitor.post(start, many)).status, 413);
    const begin = `_csrf=${encodeURIComponent(await visitor.token())}&vad=`;
    const sized = (bytes: number) =>
      visitor.ask('POST', start, begin.padEnd(bytes, 'x'), { 'content-type': 'application/x-www-form-urlencoded' });
    assert.ok((await sized(1_000_000)).status < 400, 'told at the field');
    assert.equal((await sized(1_000_001)).status, 413);
    const started = performance.now();
    assert.ok((await visitor.post(start, { vad: 'ab '.repeat(300_000) })).status < 400, 'told at the field');
    assert.ok((await visitor.get(`/sok?q=${encodeURIComponent('förskola '.repeat(600))}`)).status < 500);
    const lisa = await town.staff('lisa-gata');
    for (const q of ['%', '_', '\\', '%'.repeat(2000), "' or 1=1 --", '%_%_%_%_%_%'])
      assert.equal((await lisa.get(`/arbete?q=${encodeURIComponent(q)}`)).status, 200, q.slice(0, 20));
    assert.ok(performance.now() - started < 5000);
  });

  test('a multipart form that is wrong is refused, and leaves nothing on the disk', async () => {
    const visitor = stranger();
    const start = (await visitor.post('/tjanster/felanmalan/ansok')).to;
    const path = start.replace(/[^/]+$/, 'bild');
    const raw = (body: string, type = 'multipart/form-data; boundary=x') =>
      visitor.ask('POST', path, body, { 'content-type': type });
    const part = (name: string, value: string, more = '') =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const bodies = [
      '',
      '--y--',
      part('_csrf', 'x'),
      `${part('a', 'b').repeat(700)}--x--`,
      `${part('bild', 'x', '; filename="a.png"').repeat(30)}--x--`,
      `${part('a', '{"toString":1}', '\r\nContent-Type: application/json')}--x--`,
      `${part('__proto__', 'x')}--x--`,
      `${part('bild', 'x'.repeat(1000), '; filename="../../../etc/passwd"')}`,
      `--x\r\nContent-Disposition: attachment\r\n\r\nx\r\n--x--`,
    ];
    for (const body of bodies) {
      const { status } = await raw(body);
      assert.ok(status >= 400 && status < 500, `${status}: ${body.slice(0, 80)}`);
    }
    assert.equal((await raw('x', 'multipart/form-data')).status < 500, true);
    assert.equal(
      (await visitor.ask('POST', '/logga-in', part('a', 'b'), { 'content-type': 'multipart/form-data; boundary=x' }))
        .status,
      415,
    );
    assert.deepEqual(leftovers(town.folder), []);
  });

  test('an upload that breaks off leaves nothing, and the house stands', async () => {
    const visitor = stranger();
    const path = (await visitor.post('/tjanster/felanmalan/ansok')).to;
    const { port } = new URL(visitor.origin);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 90000\r\n\r\n` +
        `--x\r\nContent-Disposition: form-data; name="bild"; filename="a"\r\n\r\n${'x'.repeat(5000)}`,
    );
    try {
      await untilUnderWay(town.folder, 1);
    } finally {
      // An open one would hold up the end of the town.
      socket.destroy();
    }
    await untilUnderWay(town.folder, 0);
    assert.equal((await visitor.get('/')).status, 200);
  });

  async function sendRequest(visitor: Visitor, first: string): Promise<string> {
    const draft = first.replace(/\/[^/]+$/, '');
    await visitor.post(`${draft}/vad`, { vad: 'Ett protokoll', _do: 'continue' });
    await visitor.post(`${draft}/hur`, { hur: 'pa_plats', _do: 'continue' });
    await visitor.post(`${draft}/hjalp`, { far_kontakta: 'no', _do: 'continue' });
    const check = await visitor.get(`${draft}/granska`);
    const read = /name="read" value="([^"]+)"/.exec(check.text)?.[1] ?? '';
    const { to } = await visitor.post(`${draft}/granska`, { read });
    assert.match(to, /^\/kvitto\//);
    return to;
  }
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, mock, test } from 'node:test';
import { sql } from 'kysely';
import { openSecured, type Secured, type Visitor } from './testing.ts';

const AGENT = 'Kanarie/7.3 (sparas aldrig)';
/** Loopback is a whole network: an address that nobody else has. */
const ADDRESS = '127.7.7.42';

describe('what is left behind', { timeout: 240_000 }, () => {
  let town: Secured;
  let logged = '';

  before(async () => {
    const write = fs.writeSync as (...parts: unknown[]) => number;
    mock.method(fs, 'writeSync', (...parts: unknown[]) => {
      if (parts[0] === 2) logged += String(parts[1]);
      return parts[0] === 2 ? Buffer.byteLength(String(parts[1])) : write(...parts);
    });
    town = await openSecured({ log: 'info' });
  });
  after(async () => {
    await town.close();
    mock.restoreAll();
  });

  /** All that has been said until now: a line of the log waits for others for a fifth of a second. */
  async function said(): Promise<string> {
    await new Promise((go) => setTimeout(go, 500));
    return logged;
  }

  /** Every row of the database that holds one of the words, with its table. */
  async function rowsWith(...words: readonly string[]): Promise<string[]> {
    const { rows: tables } = await sql<{ name: string }>`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(town.db);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select t::text as row from ${sql.raw(name)} t
        where exists (select from unnest(${words}::text[]) w where position(w in t::text) > 0)`.execute(town.db);
      found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 300)}`));
    }
    return found;
  }

  /** Like a browser at `ADDRESS`, with the session of somebody who is signed in. */
  function from(visitor: Visitor, method: string, path: string, body?: string): Promise<{ to: string; text: string }> {
    const { port } = new URL(visitor.origin);
    return new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        localAddress: ADDRESS,
        headers: {
          host: `localhost:${port}`,
          'user-agent': AGENT,
          cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; '),
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
      });
      sent.on('error', reject).on('response', (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          visitor.cookies.set(name, value);
        }
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ to: answer.headers.location ?? '', text }));
      });
      sent.end(body);
    });
  }

  test('law 17a: of who reports or asks without a name: no address, browser or session, also of who is signed in', async () => {
    const rolf = await town.citizen('198501242393');
    const { actor } = rolf;
    assert.ok(actor.kind === 'citizen');
    logged = '';
    const post = async (path: string, fields: { [name: string]: string }) => {
      const { text } = await from(rolf, 'GET', '/tjanster/felanmalan');
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
      return from(rolf, 'POST', path, new URLSearchParams({ ...fields, _csrf }).toString());
    };
    const draft = (await post('/tjanster/allman-handling/ansok', {})).to.replace(/\/[^/]+$/, '');
    await post(`${draft}/vad`, { vad: 'Protokollet från nämnden', _do: 'continue' });
    await post(`${draft}/hur`, { hur: 'pa_plats', _do: 'continue' });
    await post(`${draft}/hjalp`, { far_kontakta: 'no', _do: 'continue' });
    const { text } = await from(rolf, 'GET', `${draft}/granska`);
    const { to } = await post(`${draft}/granska`, { read: /name="read" value="([^"]+)"/.exec(text)?.[1] ?? '' });
    assert.match(to, /^\/kvitto\//);
    assert.match((await from(rolf, 'GET', to)).text, /KS 2026-/);
    await town.settle();

    assert.deepEqual(await rowsWith(AGENT, ADDRESS), []);
    const { id } = (await sql<{ id: string }>`select case_id as id from applications.application`.execute(town.db))
      .rows[0] ?? { id: '' };
    assert.notEqual(id, '');
    const own = (await rowsWith(actor.party, actor.session)).filter((row) => !/^identity\./.test(row));
    assert.deepEqual(own, [], 'nothing of the case leads to who sent it');
    const log = await said();
    assert.doesNotMatch(log, new RegExp(`${AGENT.slice(0, 7)}|${ADDRESS}`));
    const lines = log.split('\n').filter((line) => /application\.|service\.start/.test(line));
    assert.ok(lines.length >= 7, 'the requests are in the log');
    for (const line of lines) assert.ok(!line.includes(actor.party), line);
    const token = new URL(to, rolf.origin).searchParams.get('nyckel') ?? '-';
    assert.deepEqual(await rowsWith(token), [], 'the key of the receipt is stored as a hash');
    assert.ok(!log.includes(token));
    for (const name of fs.readdirSync(town.folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(town.folder, name);
      if (fs.statSync(path).isFile()) assert.ok(!fs.readFileSync(path).includes(AGENT), name);
    }
  });

  test('of a person: no number, name, address or answer in the log, and no number outside its own table', async () => {
    logged = '';
    const karin = await town.citizen('198306142384');
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const { case: caseId } = await town.apply(karin, 'ekonomiskt-bistand-ateransokan', {
      manad: '2026-02',
      andrat_hushall: false,
      utgifter: [{ slag: 'hyra', belopp: 7900 }],
      inkomster: [],
      konton: 640,
      andra_tillgangar: false,
      plan_foljd: true,
      plan_gjort: 'Kanariesvaret om arbete.',
      konto: 'samma',
      intygar: true,
    });
    await town.settle();
    for (const path of ['/mina-sidor', '/mina-sidor/uppgifter-om-mig', `/mina-sidor/arenden/${caseId}`, '/inkorg'])
      await karin.get(path);
    await birgitta.get(`/arbete/arenden/${caseId}`);
    await birgitta.get('/arbete?q=Karin+Holm');
    await birgitta.get('/mina-sidor/arenden/198306142384');
    await karin.get('/mina-sidor/arenden/198306142384?pnr=19830614-2384');
    const log = await said();
    assert.doesNotMatch(log, /19830614|Karin|Holm|Kanarie|kanarie/);
    assert.ok(log.length > 500);
    const numbered = (await rowsWith('198306142384', '19830614-2384')).filter(
      (row) => !row.startsWith('identity.party_number'),
    );
    assert.deepEqual(numbered, []);
  });

  test('of a mail: a notice that says nothing of the matter, and a job that holds neither words nor name', async () => {
    // What a job holds stands in the database until it has been done: a copy of each is kept here.
    await sql`create table public.seen_job as select payload from runtime.job`.execute(town.db);
    await sql`create function public.keep_job() returns trigger language plpgsql as
      $$ begin insert into public.seen_job values (new.payload); return new; end $$`.execute(town.db);
    await sql`create trigger keep after insert on runtime.job for each row execute function public.keep_job()`.execute(
      town.db,
    );
    const sam = await town.citizen('198501242393');
    const { actor } = sam;
    assert.ok(actor.kind === 'citizen');
    await sql`update identity.party set email = 'nils.kanarie@exempel.invalid' where id = ${actor.party}`.execute(
      town.db,
    );
    await town.apply(sam, 'ekonomiskt-bistand-ateransokan', {
      manad: '2026-02',
      andrat_hushall: false,
      utgifter: [{ slag: 'hyra', belopp: 6200 }],
      inkomster: [],
      konton: 640,
      andra_tillgangar: false,
      plan_foljd: true,
      plan_gjort: 'Kanariesvaret.',
      konto: 'samma',
      intygar: true,
    });
    await town.settle();
    const { rows: jobs } = await sql<{ text: string }>`select payload::text as text from public.seen_job`.execute(
      town.db,
    );
    assert.ok(
      jobs.some(({ text }) => text.includes('/inkorg')),
      'a notice was sent',
    );
    for (const { text } of jobs) assert.doesNotMatch(text, /kanarie|bistånd|\\d{6}-?\\d{4}/i);
    const { rows: mails } = await sql<{ text: string }>`select subject || body as text from runtime.outbox
      where recipient = 'nils.kanarie@exempel.invalid'`.execute(town.db);
    assert.equal(mails.length, 1);
    assert.doesNotMatch(mails[0]?.text ?? '', /bistånd|beslut|SN 2026|kronor|Kanarie/i);
  });

  test('of a protected person: no address in any row, page or job, and no mail', async () => {
    assert.deepEqual(await rowsWith('Kanariegränd'), []);
    assert.deepEqual(
      (await rowsWith('kanarie.karin')).filter((row) => !row.startsWith('identity.party:')),
      [],
    );
  });
});

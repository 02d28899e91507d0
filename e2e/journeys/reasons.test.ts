// FL 32 §: the reasons of a decision. Letter, desk and the stored trace must say the same, then and years later.
import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type RunningTown, startTown, type Walker, walker } from '../harness.ts';
import { clear } from '../pages/answers.ts';
import { begin, send, signIn } from '../pages/apply.ts';
import { idIn } from '../pages/scene.ts';

const SERVICE = 'ekonomiskt-bistand-ateransokan';
const folder = mkdtempSync(join(tmpdir(), 'torget-reasons-'));
const [towns, data] = [join(folder, 'towns'), join(folder, 'data')];
const model = join(towns, 'ekhamn/services', SERVICE, 'decisions.dmn');
let town: RunningTown;

/** The stored trace, as far as this test reads it. */
interface Decided {
  readonly name: string;
  readonly rules: readonly {
    readonly number: number;
    readonly hit: boolean;
    readonly annotations: { readonly Skal?: string };
  }[];
}

before(async () => {
  // The server of the database runs as another user when the tests run as root: the folder lets it through.
  chmodSync(folder, 0o755);
  cpSync(fileURLToPath(new URL('../../towns/', import.meta.url)), towns, { recursive: true });
  town = await startTown({ data, env: { TORGET_TOWNS: towns } });
});

after(async () => {
  await town?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function rows(query: string): Promise<readonly { readonly [column: string]: unknown }[]> {
  // Where the embedded PostgreSQL listens: the fifth line of its `postmaster.pid`.
  const host = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[4]?.trim() ?? '';
  const client = new pg.Client({ host, user: 'torget', database: 'torget_ekhamn' });
  await client.connect();
  const answer = await client.query(query);
  await client.end();
  return answer.rows;
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;|\s/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/ +/g, ' ')
    .trim();

const paragraphs = (html = '') =>
  [...html.matchAll(/<p\b[^>]*>([\s\S]*?)<\/p>/g)].map(([, inner = '']) => plain(inner));

/** The paragraphs of a letter under its heading on reasons, up to the notice of an automated decision. */
function reasonsOfLetter(html: string): string[] {
  const all = paragraphs(/Skälen för beslutet<\/h2>([\s\S]*?)<h2/.exec(html)?.[1]);
  const notice = all.findIndex((text) => text.startsWith('Beslutet är fattat automatiskt'));
  assert.ok(notice > 0);
  return all.slice(0, notice);
}

/** The paragraphs of the desk's page under its own. */
function reasonsOfPage(html: string): string[] {
  return paragraphs(/class="d-reasons">([\s\S]*?)<\/div>/.exec(html)?.[1]);
}

/** Numbers of the rules that the page marks as having hit, by the heading of their decision. */
function hitsOfPage(html: string): string[] {
  return [...html.matchAll(/<section[^>]*aria-labelledby="(steg-\d+)"[\s\S]*?<\/section>/g)].flatMap(([section]) => {
    const name = plain(/<h2[^>]*>([\s\S]*?)<\/h2>/.exec(section)?.[1] ?? '').replace(/^\d+\. /, '');
    return [...section.matchAll(/<tr class="is-hit">\s*<th[^>]*>\s*(\d+)/g)].map(([, number]) => `${name} ${number}`);
  });
}

async function linkOn(person: Walker, path: string, wanted: RegExp): Promise<string> {
  const found = (await person.get(path)).links.find((link) => wanted.test(link));
  assert.ok(found, `${wanted} on ${path}`);
  return found;
}

let page = '';
let told: readonly string[] = [];

test('letter, page and trace give the same reasons, and the page marks the rules of the trace', async () => {
  const [sam, maryam] = [walker(town.origin), walker(town.origin)];
  await signIn(sam, 'Sam Lindqvist', '/logga-in');
  await signIn(maryam, 'Maryam Haddad', '/arbete/logga-in');
  await begin(sam, SERVICE, clear);
  await send(sam);
  const letter = await sam.get(await linkOn(sam, '/inkorg', /^\/inkorg\/[^/]+$/));
  const caseId = idIn(await linkOn(sam, '/mina-sidor', /^\/mina-sidor\/arenden\/[^/]+$/));
  page = await linkOn(maryam, `/arbete/arenden/${caseId}`, /\/regler\//);
  const shown = await maryam.get(page);
  told = reasonsOfLetter(letter.html);

  const [row] = await rows(`select e.trace, e.version, d.rules from cases.decision d
    join cases.evaluation e on e.id = d.evaluation_id where d.case_id = '${caseId}'`);
  const trace = row?.['trace'] as Decided[];
  const hits = trace.flatMap((decision) => decision.rules.filter(({ hit }) => hit).map((rule) => ({ decision, rule })));
  const reasons = hits.flatMap(({ rule }) => (rule.annotations.Skal ? [rule.annotations.Skal] : []));
  assert.ok(reasons.length >= 3);
  assert.equal(told.length, reasons.length);
  for (const [index, reason] of reasons.entries()) {
    // A reason as its author wrote it, with something in the place of each of its facts.
    const parts = reason.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    assert.match(told[index] ?? '', new RegExp(`^${parts.join('.+')}`));
  }
  assert.deepEqual(reasonsOfPage(shown.html), told);

  assert.equal(row?.['version'], row?.['rules'], 'the decision names the version that was asked');
  assert.match(shown.html, new RegExp(String(row?.['version']).slice(0, 12)));
  const labels: { readonly [name: string]: string } = { atgard: 'Bevilja eller utreda', skal: 'Skäl för beslutet' };
  const expected = hits.map(({ decision, rule }) => `${labels[decision.name] ?? decision.name} ${rule.number}`);
  assert.deepEqual(hitsOfPage(shown.html), expected);
});

test('the look is in the log that Sam reads', async () => {
  const sam = walker(town.origin);
  await signIn(sam, 'Sam Lindqvist', '/logga-in');
  assert.match((await sam.get('/mina-sidor/uppgifter-om-mig')).html, /Läste hur reglerna räknade i ditt ärende/);
});

test('a newer version of the rules changes nothing in what the old decision shows', async () => {
  await town.stop();
  const before = readFileSync(model, 'utf8');
  const changed = before
    .replace('label="Att betala ut"', 'label="Nytt namn på beloppet"')
    .replaceAll('Du har inga inkomster som räknas.', 'Inget av det du fick räknas.');
  assert.notEqual(changed, before);
  writeFileSync(model, changed);
  town = await startTown({ data, env: { TORGET_TOWNS: towns } });
  const [published] = await rows(
    `select count(*)::int as n from catalogue.service_version where service = '${SERVICE}'`,
  );
  assert.equal(published?.['n'], 2);
  const maryam = walker(town.origin);
  await signIn(maryam, 'Maryam Haddad', '/arbete/logga-in');
  const { html } = await maryam.get(page);
  assert.deepEqual(reasonsOfPage(html), told);
  assert.match(html, /Att betala ut/);
  assert.doesNotMatch(html, /Nytt namn på beloppet|Inget av det du fick/);
});

// What an officer reads before sending is what is sent, and reading it leaves nothing.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { answerBy } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { act, dayFields, type LawTown, SARA } from './testing.ts';

/**
 * How many rows each table has, and where each sequence stands; looks are written down, and only they. Left out beside them:
 * what the pages of a form count, of which a test takes its token.
 */
async function standing(town: LawTown): Promise<unknown> {
  const tables = await town.rows(sql`select t.schemaname || '.' || t.tablename as name,
      (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', t.schemaname, t.tablename), false, true, '')))[1]::text as n
    from pg_tables t where t.schemaname not in ('pg_catalog', 'information_schema')
      and t.schemaname || '.' || t.tablename not in ('access.look', 'feedback.event') order by 1`);
  return [tables, await town.rows(sql`select schemaname, sequencename, last_value from pg_sequences order by 1, 2`)];
}

/** The hidden fields of the form that a page shows. */
function sealIn(text: string): string {
  return /name="sedd" value="([0-9a-f]{64})"/.exec(text)?.[1] ?? assert.fail('no seal');
}

/** The PDF that a preview gives: its bytes. */
async function pdfOf(visitor: Visitor, path: string, fields: { readonly [name: string]: string }): Promise<Buffer> {
  const body = new URLSearchParams({ ...fields, granska: 'pdf-0', _csrf: await visitor.token() });
  const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(`${visitor.origin}${path}`, { method: 'POST', body, headers: { cookie } });
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  return Buffer.from(await answer.arrayBuffer());
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export function previewTests(of: () => LawTown): void {
  const sent = (id: string, template: string) =>
    of().rows(sql<{ pdf: string }>`select p.sha256 as pdf from inbox.letter l join inbox.pdf p on p.letter_id = l.id
      where l.case_id = ${id} and l.template = ${template} order by l.id`);

  test('an act: the letter is shown with all that was typed, nothing is left of it, and what was read is what is sent', async () => {
    const town = of();
    const [sara, jonas] = [await town.citizen(SARA), await town.staff('jonas-forsorjningsstod')];
    const id = await town.assistance(sara);
    const path = `/arbete/arenden/${id}/atgard/komplettera`;
    const fields = {
      saknas: 'Kontoutdrag för <januari>.',
      foljd: 'avvisas',
      ...dayFields('senast', answerBy(town.today(), 14)),
    };
    assert.match((await jonas.get(path)).text, /Förhandsgranska brevet/);
    await town.settle();
    const before = await standing(town);
    const looked = await jonas.post(path, { ...fields, granska: 'brev' });
    assert.equal(looked.status, 200, looked.text);
    assert.match(looked.text, /<article class="t-letter"[\s\S]*Kontoutdrag för &lt;januari>\.[\s\S]*<\/article>/);
    assert.match(looked.text, /class="t-letter__to">[^<]+<br ?\/?>/, 'to whom, with the address');
    assert.match(looked.text, /<textarea[^>]*name="saknas"[^>]*>Kontoutdrag för &lt;januari>\.</, 'typed once');
    assert.match(looked.text, /value="avvisas"[^>]*checked|checked[^>]*value="avvisas"/);
    assert.equal((await jonas.post(path, { ...fields, saknas: ' ', granska: 'brev' })).status, 422);
    const pdf = await pdfOf(jonas, path, fields);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.deepEqual(await standing(town), before, 'no row and no number, but the looks');
    const sedd = sealIn(looked.text);
    const other = await jonas.post(path, { ...fields, saknas: 'Hyresavi.', sedd });
    assert.equal(other.status, 200);
    assert.match(other.text, /blev ett annat än det som du läste[\s\S]*Hyresavi\./);
    assert.deepEqual(await standing(town), before, 'what nobody has read is not sent');
    assert.equal((await jonas.post(path, { ...fields, sedd })).status, 303);
    await town.settle();
    assert.deepEqual(await sent(id, 'komplettering'), [{ pdf: sha256(pdf) }], 'the very same bytes');
    assert.equal((await act(jonas, id, 'komplettera', { ...fields, granska: 'brev' })).status, 409, 'not asked twice');
  });

  test('a decision: the delegate reads the letter before it is made, and no decision is there until she makes it', async () => {
    const town = of();
    const [sara, jonas] = [await town.citizen(SARA), await town.staff('jonas-forsorjningsstod')];
    const maryam = await town.staff('maryam-forsorjningsstod');
    const id = await town.assistance(sara);
    const task = async (element: string) =>
      `/arbete/arenden/${id}/uppgifter/${await town.one(
        sql`select id from runtime.task where business_key = ${id} and element = ${element}`,
      )}`;
    const proposal = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
    const proposing = await task('Utred');
    const nothing = await jonas.post(proposing, { ...proposal, granska: 'brev' });
    assert.match(
      nothing.text,
      /Inget brev skickas med de här svaren/,
      'what is proposed for approval goes to the delegate',
    );
    assert.equal((await jonas.post(proposing, proposal)).status, 303);
    const deciding = await task('Besluta');
    await town.settle();
    const before = await standing(town);
    const looked = await maryam.post(deciding, { beslutar: 'yes', granska: 'brev' });
    assert.match(looked.text, /<article class="t-letter"[\s\S]*5\s900[\s\S]*Bilen behövs till arbetet/);
    assert.match(looked.text, /value="yes"[^>]*checked|checked[^>]*value="yes"/);
    const pdf = await pdfOf(maryam, deciding, { beslutar: 'yes' });
    assert.deepEqual(await standing(town), before);
    assert.equal((await maryam.post(deciding, { beslutar: 'yes', sedd: sealIn(looked.text) })).status, 303);
    await town.settle();
    assert.deepEqual(await sent(id, 'beslut-bifall-handlaggare'), [{ pdf: sha256(pdf) }]);
  });
}

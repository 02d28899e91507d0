// Every look is written before what was looked at is shown, and what was looked up stays in the case.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of looks and look-ups. */
export function lookTests(open: () => RegistryScene): void {
  let town: Secured;
  let school: string;
  let assistance: string;
  before(() => {
    ({ town, school, assistance } = open());
  });

  test('law 27b: a look is there for the person to see when the page that was looked at is', async () => {
    const [maryam, sam] = [await town.staff('maryam-forsorjningsstod'), await town.citizen('198501242393')];
    const seen = async () =>
      (await sam.get('/mina-sidor/uppgifter-om-mig')).text.match(/Öppnade ditt ärende/g)?.length ?? 0;
    const before = await seen();
    assert.equal((await maryam.get(`/arbete/arenden/${assistance}`)).status, 200);
    // Nothing is waited for: the row is committed before the first byte of the page (a second is what the law row allows).
    assert.equal(await seen(), before + 1);
    assert.equal((await (await town.staff('lisa-gata')).get(`/arbete/arenden/${assistance}`)).status, 404);
    assert.equal(await seen(), before + 1, 'who sees nothing leaves no look');
  });

  test('law 27a: what cannot be written into the log is not shown', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const page = () => maryam.get(`/arbete/arenden/${assistance}`);
    const name =
      await town.one(sql`select p.name as id from cases.party_role r join identity.party p on p.id = r.party_id
      where r.case_id = ${assistance} limit 1`);
    assert.ok((await page()).text.includes(name));
    await sql`create function public.log_fails() returns trigger language plpgsql as
      $$ begin raise exception 'the log is full'; end $$`.execute(town.db);
    await sql`create trigger log_fails before insert on access.look
      for each row when (new.purpose = 'case') execute function public.log_fails()`.execute(town.db);
    try {
      const { status, text } = await page();
      assert.equal(status, 500);
      assert.ok(!text.includes(name), 'nothing of the person');
    } finally {
      await sql`drop function public.log_fails() cascade`.execute(town.db);
    }
    assert.equal((await page()).status, 200);
  });

  test('law 50b: each look-up that a case was handled with is a readable document in it', async () => {
    const { rows } = await sql<{ case: string; name: string; document: string | null }>`select c.id as case, f.name,
        (select d.id from cases.document d where d.case_id = c.id and d.kind = 'register' and d.content->>'name' = f.name
          order by d.id desc limit 1) as document
      from cases.case c join cases.fact f on f.case_id = c.id group by c.id, f.name`.execute(town.db);
    assert.ok(rows.length >= 5, JSON.stringify(rows));
    const officers: { readonly [service: string]: Visitor } = {
      [school]: await town.staff('petra-forskola'),
      [assistance]: await town.staff('maryam-forsorjningsstod'),
    };
    for (const row of rows) {
      assert.ok(row.document, `${row.name} was looked up, and is no document`);
      const { status, text } =
        (await officers[row.case]?.get(`/arbete/arenden/${row.case}/handlingar/${row.document}`)) ?? {};
      assert.equal(status, 200, row.name);
      assert.match(text ?? '', /<dl class="govuk-summary-list">.*<dd/s, `${row.name} is read as words`);
    }
  });
}

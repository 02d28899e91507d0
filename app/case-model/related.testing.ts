// What ties one case to another.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk, has } from './scene.testing.ts';

/** The tests of related cases. */
export function relatedTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let jonas: Visitor;
  let sara: Visitor;
  let id: string;
  before(() => {
    ({ town, maryam, jonas, sara, id } = open());
  });

  const relate = (who: Visitor, from: string, fields: { [name: string]: string }) =>
    who.post(`${desk(from)}/hor-ihop`, fields);
  const number = (caseId: string) => town.one(sql`select number as id from cases.case where id = ${caseId}`);
  const rows = () => town.one(sql`select count(*)::text as id from cases.relation`);

  test('an earlier case is told of on both sides, with who and when, and the relation ends on both', async () => {
    const later = await town.assistance(sara);
    const [own, other] = await Promise.all([number(id), number(later)]);
    assert.equal((await relate(maryam, later, { nummer: ` ${own.toLowerCase()} `, hur: 'earlier' })).status, 303);
    has((await maryam.get(desk(later))).text, new RegExp(`${own}</a>[\\s\\S]*<td>Tidigare ärende</td>`));
    const { text } = await jonas.get(desk(id));
    has(text, new RegExp(`${other}</a>[\\s\\S]*<td>Senare ärende</td>`));
    has(text, /Kopplades till ett annat ärende/);
    const again = await relate(jonas, id, { nummer: other, hur: 'later' });
    assert.equal(again.status, 422);
    has(again.text, /Ärendena är redan kopplade så/);
    const pair = /name="koppling" value="([^"]+)"/.exec(text)?.[1] ?? '';
    assert.equal((await relate(jonas, id, { koppling: pair })).status, 303);
    for (const side of [id, later]) {
      const page = (await maryam.get(desk(side))).text;
      assert.doesNotMatch(page, /name="koppling"/);
      has(page, /Kopplingen till ett annat ärende togs bort/);
    }
  });

  test('what is no case of the officer is told in the same words as what is none at all', async () => {
    const before = await rows();
    const child = await town.preschool(await town.citizen('199002172386'));
    const told = async (nummer: string) => {
      const { status, text } = await relate(maryam, id, { nummer, hur: 'same-matter' });
      assert.equal(status, 422);
      return /id="nummer-error"[^>]*>(?:<span[^>]*>[^<]*<\/span>)?([^<]*)/.exec(text)?.[1]?.trim();
    };
    assert.equal(await told(await number(child)), await told('SN 2026-999999'));
    assert.equal(await told(await number(child)), 'Du har inget ärende med det numret. Kontrollera numret');
    assert.equal(await told(''), 'Skriv ärendets nummer');
    assert.equal(await told(await number(id)), 'Det är samma ärende. Skriv numret på ett annat');
    assert.equal(await rows(), before);
  });

  test('a relation to a case that the officer may not open is not revealed, nor ended by guessing', async () => {
    const [own, hidden] = [await town.assistance(sara), await town.assistance(await town.citizen('198501242393'))];
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    assert.equal((await relate(birgitta, own, { nummer: await number(hidden), hur: 'same-matter' })).status, 303);
    has((await maryam.get(desk(own))).text, /name="koppling"/);
    await sql`update identity.party set protected = true where id in
      (select party_id from cases.party_role where case_id = ${hidden})`.execute(town.db);
    const { text } = await maryam.get(desk(own));
    assert.ok(!text.includes(await number(hidden)) && !text.includes('name="koppling"'));
    assert.doesNotMatch(text, /Kopplades till ett annat ärende/);
    const pair = await town.one(sql`select pair as id from cases.relation where case_id = ${own}`);
    assert.equal((await relate(maryam, own, { koppling: pair })).status, 404);
    has((await birgitta.get(desk(own))).text, /name="koppling"/);
  });
}

// A document is replaced by a version of it, and none is changed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { dayFields, type LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk, has, meanwhile } from './scene.testing.ts';

/** The tests of versions of documents. */
export function versionTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let sara: Visitor;
  before(() => {
    ({ town, maryam, sara } = open());
  });

  const folder = new URL('../../towns/ekhamn/services/felanmalan/examples/files/', import.meta.url);
  let own: string;

  const add = (fields: { readonly [name: string]: string }) => {
    const sent = new FormData();
    sent.append('_shown', 'slag titel fil motpart namn inkom dag ersatter');
    const came = { motpart: 'annan', namn: 'Vårdcentralen', inkom: 'annat', ...dayFields('dag', town.today()) };
    for (const [name, value] of Object.entries({ ...came, ...fields })) sent.append(name, value);
    sent.append('fil', new Blob([readFileSync(new URL('lampa.jpg', folder))], { type: 'image/jpeg' }), 'underlag.jpg');
    return maryam.post(`${desk(own)}/atgard/registrera-inkommen`, sent);
  };
  const documents = () =>
    town.rows(sql<{ id: string; kind: string; replaces: string | null }>`select id, kind, replaces from cases.document
      where case_id = ${own} and entered_by is not null order by id`);

  before(async () => {
    own = await town.assistance(sara);
  });

  test('an officer enters a document of a kind; the party reads it', async () => {
    const { status, text } = await add({ slag: 'certificate', titel: 'Läkarintyg' });
    assert.equal(status, 303, text);
    const [first] = await documents();
    assert.deepEqual([first?.kind, first?.replaces], ['certificate', null]);
    has((await maryam.get(desk(own))).text, /Läkarintyg<\/a><span class="t-source">Intyg<\/span>/);
    assert.equal((await sara.get(`/mina-sidor/arenden/${own}/handlingar/${first?.id}`)).status, 200);
    has((await sara.get(`/mina-sidor/arenden/${own}`)).text, /Läkarintyg[\s\S]*Utifrån/);
  });

  test('a new version stands first with the older below it, each opens, and the older is never changed', async () => {
    const [first] = await documents();
    assert.ok(first);
    const sent = { slag: 'certificate', titel: 'Läkarintyg, rättat', ersatter: first.id };
    assert.equal((await add(sent)).status, 303);
    const newer = (await documents()).at(-1);
    assert.equal(newer?.replaces, first.id);
    const { text } = await maryam.get(desk(own));
    has(text, /Läkarintyg, rättat<\/a><span class="t-source">Intyg, version 2<\/span>[\s\S]*En äldre version/);
    has(text, /Läkarintyg, version 1<\/a>/);
    const looks = () =>
      town.one(sql`select count(*)::text as id from access.look where case_id = ${own} and kind = 'OPENED'`);
    const before = Number(await looks());
    for (const { id: document } of await documents())
      assert.equal((await maryam.get(`${desk(own)}/handlingar/${document}`)).status, 200);
    assert.equal(Number(await looks()), before + 2, 'each opening is in the log');
    has((await sara.get(`/mina-sidor/arenden/${own}`)).text, /Läkarintyg, ersatt av en nyare/);
    const change = sql`update cases.document set title = 'x' where id = ${first.id}`;
    await assert.rejects(change.execute(town.db), /has a newer version/);
  });

  test('of two versions entered at once the later is told that the case has changed', async () => {
    const before = await documents();
    const current = before.at(-1)?.id ?? '';
    const { status, text } = await meanwhile(
      town,
      own,
      () => add({ slag: 'certificate', titel: 'Läkarintyg, igen', ersatter: current }),
      (tx) =>
        sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, replaces)
          select gen_random_uuid(), case_id, 'in', kind, 'Läkarintyg, först', file_id, now(), id
          from cases.document where id = ${current}`.execute(tx),
    );
    assert.equal(status, 409);
    has(text, /Ärendet har ändrats medan du skrev/);
    assert.deepEqual(await documents(), before);
  });

  test('what has been replaced cannot be replaced again, nor what is no file of the case', async () => {
    const before = await documents();
    const application = await town.one(
      sql`select id from cases.document where case_id = ${own} and kind = 'application'`,
    );
    for (const ersatter of [before[0]?.id ?? '', application]) {
      const { status, text } = await add({ slag: 'certificate', titel: 'Igen', ersatter });
      assert.equal(status, 422);
      has(text, /id="ersatter-error"/);
    }
    assert.deepEqual(await documents(), before);
  });
}

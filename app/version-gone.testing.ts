import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { draftFromExample } from '@torget/form';
import { sql } from 'kysely';
import { beginDraft, begunDraft, sendWhole } from '#areas/applications/index.ts';
import { archiveCase } from '#areas/archive/index.ts';
import { sweepDelays } from '#areas/procedure/index.ts';
import { transaction } from '#platform/database/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { exportEach } from './archive/export.ts';
import { ANNA, act, type LawTown, PRESCHOOL, SARA } from './law/testing.ts';
import type { Visitor } from './security/testing.ts';
import { ROOT } from './serve.ts';

const SERVICE = 'ekonomiskt-bistand-ateransokan';
/** The hash of a version that is removed, and of one that does not compile. */
const LOST = 'a'.repeat(64);
const BROKEN = '0'.repeat(64);

const GONE = /aaaaaaaa av tjänsten[\s\S]*publicerad igen \(5 § förvaltningslagen\)/;
const REFUSED = /går inte att läsa[\s\S]*5 § förvaltningslagen[\s\S]*2 kap. 15 § tryckfrihetsförordningen/;

/** Says what is not there, and not the whole page. */
function has(text: string, wanted: RegExp): void {
  assert.ok(wanted.test(text), `no ${wanted} among ${text.length} characters`);
}

function lacks(text: string, unwanted: RegExp): void {
  const found = unwanted.exec(text);
  assert.ok(found === null, found?.[0] ?? '');
}

/** What holds of a case whose version of the service has been removed, and of what is read beside it. */
export function versionGone(of: () => LawTown): void {
  describe('a case whose service version is gone', () => {
    let town: LawTown;
    let sara: Visitor;
    let anna: Visitor;
    let maryam: Visitor;
    let jonas: Visitor;
    let folder: string;
    /** Waits for a delegate, was decided and appealed, and is untouched; and a case of a version that is there. */
    let waits: string;
    let appealed: string;
    let broken: string;
    let other: string;
    let draft: string;
    let round: string;
    let receipt: string;

    const desk = (id: string) => `/arbete/arenden/${id}`;
    const mine = (id: string) => `/mina-sidor/arenden/${id}`;
    const task = (id: string) =>
      town.one(sql`select id from runtime.task where business_key = ${id} and form is not null limit 1`);
    const publish = () =>
      sql`insert into catalogue.service_version (hash, service, folder, made_at)
        values (${LOST}, ${SERVICE}, ${folder}::jsonb, now())`.execute(town.db);

    /** What a case stands on is another version from now on, in the case and in its process. */
    async function moveTo(version: string, ids: readonly string[]): Promise<void> {
      const cases = sql`any(${[...ids]}::uuid[])`;
      for (const statement of [
        sql`insert into runtime.definition (id, service_version, process) select gen_random_uuid(), ${version}, d.process
          from runtime.definition d where d.id in (select definition_id from runtime.instance where business_key = ${cases})
          on conflict do nothing`,
        sql`update runtime.instance i set definition_id = n.id from runtime.definition o, runtime.definition n
          where i.business_key = ${cases} and o.id = i.definition_id and n.process = o.process and n.service_version = ${version}`,
        sql`update cases.evaluation set version = ${version} where case_id = ${cases}`,
        sql`update cases.case set service_version = ${version} where id = ${cases}`,
      ])
        await statement.execute(town.db);
    }

    /** An application that waits for its signature, and a draft that has only been begun. */
    async function begun(): Promise<void> {
      const { house } = town.served;
      draft = (await town.begin(sara, SERVICE)).id;
      const [sender, service] = [town.sender(anna), house.catalogue.find('forskoleplats')];
      assert.ok(service);
      const signed = await beginDraft(sender, house.applications, service);
      const facts = (await begunDraft(sender, signed))?.facts ?? {};
      const given = draftFromExample(service.form, PRESCHOOL, { at: sender.now, facts });
      const outcome = await sendWhole(sender, house.applications, service, signed, given);
      assert.ok(outcome.kind === 'sign');
      round = outcome.round;
      await sql`update applications.draft set service_version = ${LOST} where id in (${draft}, ${signed.id})`.execute(
        town.db,
      );
      await sql`update applications.signing set service_version = ${LOST} where id = ${round}`.execute(town.db);
    }

    before(async () => {
      town = of();
      sara = await town.citizen(SARA);
      anna = await town.citizen(ANNA);
      maryam = await town.staff('maryam-forsorjningsstod');
      jonas = await town.staff('jonas-forsorjningsstod');
      [waits, appealed, broken, other] = [
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
      ];
      await town.approve(appealed);
      await act(sara, appealed, 'overklaga', { andring: 'Mer.', skal: 'Hyran har höjts.' });
      await sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at)
        select gen_random_uuid(), c, 'forsorjningshinder', '"sjuk"', p.id, 'forsorjningsstod', now()
        from identity.party p, unnest(${[waits, appealed]}::uuid[]) c where p.id = ${jonas.actor.kind === 'staff' ? jonas.actor.party : ''}`.execute(
        town.db,
      );
      assert.equal((await act(jonas, appealed, 'overlamna', { undantag: 'inget' })).status, 303);
      const proposal = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
      const answered = await jonas.post(`${desk(waits)}/uppgifter/${await task(waits)}`, proposal);
      assert.equal(answered.status, 303, answered.text);
      await jonas.post(`${desk(waits)}/anteckningar`, { note: 'Ringde hyresvärden.' });
      await town.settle();
      await sql`insert into catalogue.service_version (hash, service, folder, made_at)
        values (${BROKEN}, ${SERVICE}, '{}', now())`.execute(town.db);
      folder = await town.one(sql`select v.folder::text as id from catalogue.service_version v
        join cases.case c on c.service_version = v.hash where c.id = ${other}`);
      await publish();
      await moveTo(LOST, [waits, appealed]);
      await moveTo(BROKEN, [broken]);
      await begun();
      receipt = await town.one(sql`select id from applications.application where case_id = ${waits}`);
      // An application is never changed: here it is as if it had been sent on that version.
      await transaction(town.db, async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        await sql`update applications.application set service_version = ${LOST} where id = ${receipt}`.execute(tx);
      });
      await sql`delete from catalogue.service_version where hash = ${LOST}`.execute(town.db);
    });

    test('an officer reads all that is in it, with the version that is missing and the rule, and is shown no way to act', async () => {
      const { status, text } = await maryam.get(desk(waits));
      assert.equal(status, 200);
      has(text, GONE);
      has(text, new RegExp(await town.one(sql`select number as id from cases.case where id = ${waits}`)));
      for (const shown of [
        /Hyra/, // The application as it was frozen.
        /Ringde hyresvärden\./,
        /Bilen behövs till arbetet\./,
        /forsorjningshinder[\s\S]*sjuk/,
        /Handlingar/,
      ])
        has(text, shown);
      lacks(text, /href="[^"]*\/(uppgifter|atgard)\/[^"]*"/);
      has((await maryam.get(`/en${desk(waits)}`)).text, /until the version is published again \(Section 5 of the/);
      assert.equal((await maryam.get(desk(broken))).status, 200);
      const decided = await maryam.get(desk(appealed));
      has(decided.text, /Skäl för beslutet[\s\S]*Bilen behövs till arbetet\./);
      const run = await town.one(sql`select id from cases.evaluation where case_id = ${appealed} limit 1`);
      const rules = await maryam.get(`${desk(appealed)}/regler/${run}`);
      assert.equal(rules.status, 200);
      has(rules.text, /aaaaaaaaaaaa/);
    });

    test('its documents and letters open for the officer and the party, and go to nobody else', async () => {
      const petra = await town.staff('petra-forskola');
      for (const id of [waits, appealed]) {
        const documents = await town.rows(sql<{ id: string; letter: string | null }>`select id, letter_id as letter
          from cases.document where case_id = ${id}`);
        assert.ok(documents.some(({ letter }) => letter === null));
        for (const { id: document, letter } of documents) {
          const paths =
            letter === null
              ? ([
                  [maryam, `${desk(id)}/handlingar/${document}`],
                  [sara, `${mine(id)}/handlingar/${document}`],
                ] as const)
              : ([
                  [maryam, `${desk(id)}/brev/${letter}`],
                  [sara, `/inkorg/${letter}`],
                  [sara, `/inkorg/${letter}/brev.pdf`],
                ] as const);
          for (const [who, path] of paths) assert.equal((await who.get(path)).status, 200, path);
        }
        assert.equal((await petra.get(desk(id))).status, 404, 'whose case it is not, is told nothing');
      }
      const handed = await town.one(
        sql`select id from procedure.act where case_id = ${appealed} and act = 'hand-over'`,
      );
      const bundle = await jonas.get(`${desk(appealed)}/overlamning/${handed}`);
      assert.equal(bundle.headers.get('content-type'), 'application/zip', 'each item is as it was handed over');
    });

    test('its party reads it, with the decision and who looked, and is told why nothing can be done', async () => {
      for (const [id, shown] of [
        [waits, /Handlingar[\s\S]*Vem har läst ärendet/],
        [appealed, /Du får[\s\S]*5 900 kronor/],
      ] as const) {
        const { status, text } = await sara.get(mine(id));
        assert.equal(status, 200);
        has(text, /aaaaaaaa av tjänsten[\s\S]*varken du eller vi[\s\S]*\(5 § förvaltningslagen\)/);
        has(text, shown);
        lacks(text, /href="[^"]*\/(begaran|prova)[^"]*"/);
      }
      has((await sara.get(`/en${mine(waits)}`)).text, /neither you nor we[\s\S]*Section 5/);
      const { status, text } = await sara.get(`/kvitto/${receipt}`);
      assert.equal(status, 200);
      has(text, /Vi har fått det du skickade[\s\S]*Hyra/);
      const list = await sara.get('/mina-sidor');
      assert.equal(list.status, 200);
      has(list.text, /Tjänstens version går inte att läsa/);
    });

    test('what is to be done in it is refused in words with the rule; notes, marks and copies need no version', async () => {
      for (const id of [waits, broken]) {
        const open = await task(id);
        for (const path of [`uppgifter/${open}`, 'atgard/jav', 'atgard/namndbeslut']) {
          const { status, text } = await maryam.post(`${desk(id)}/${path}`, { skal: 'Nej.' });
          assert.equal(status, 409, path);
          has(text, REFUSED);
        }
        assert.equal((await maryam.get(`${desk(id)}/uppgifter/${open}`)).status, 409);
        const back = await act(sara, id, 'aterkalla', { skal: 'Nej.' });
        assert.equal(back.status, 409);
        has(back.text, REFUSED);
      }
      assert.equal((await jonas.post(`${desk(waits)}/anteckningar`, { note: 'Versionen saknas.' })).status, 303);
      const mark = { document: 'answer:plan_gjort', basis: 'OSL (2009:400) 26 kap. 1 §' };
      assert.equal((await jonas.post(`${desk(waits)}/sekretess`, mark)).status, 303);
      const { text } = await jonas.get(desk(waits));
      has(text, /Versionen saknas\./);
      has(text, /plan_gjort/);
      const application = await town.one(
        sql`select id from cases.document where case_id = ${waits} and kind = 'application'`,
      );
      assert.equal((await jonas.get(`${desk(waits)}/handlingar/${application}/maskera`)).status, 200);
    });

    test('a draft of it is listed with words and can be deleted, and what waits for a signature can be taken back', async () => {
      const path = `/tjanster/${SERVICE}/ansok/${draft}`;
      const list = await sara.get('/mina-sidor');
      has(list.text, /går inte att läsa, och därför går det inte att fortsätta/);
      lacks(list.text, new RegExp(`href="${path}/granska"`));
      assert.equal((await sara.get(`${path}/granska`)).status, 409);
      assert.equal((await sara.get(`${path}/ta-bort`)).status, 200);
      assert.equal((await sara.post(`${path}/ta-bort`)).status, 303);
      assert.deepEqual(await town.rows(sql`select id from applications.draft where id = ${draft}`), []);
      const page = await anna.get(`/underskrift/${round}`);
      assert.equal(page.status, 200);
      has(page.text, /kan den inte skrivas under[\s\S]*Alma Berg/);
      const signed = await anna.post(`/underskrift/${round}`, { gor: 'skriv' });
      assert.equal(signed.status, 409);
      assert.equal((await anna.post(`/underskrift/${round}`, { gor: 'tillbaka' })).status, 303);
      has(await town.one(sql`select how as id from applications.signing_end where signing_id = ${round}`), /withdrawn/);
    });

    test('the register extract has what is stored of it, answers as they are kept, and says what is missing', async () => {
      const cookie = [...sara.cookies].map((pair) => pair.join('=')).join('; ');
      const answer = await fetch(`${sara.origin}/mina-sidor/uppgifter-om-mig/registerutdrag.zip`, {
        headers: { cookie },
      });
      assert.equal(answer.status, 200);
      const all = Buffer.from(await answer.arrayBuffer()).toString('utf8');
      has(all, /"plan_gjort": "Sökt arbete\."/);
      has(all, /"saknas": "Versionen av tjänsten går inte att läsa/);
      has(all, /"rattslig-grund"/);
    });

    test('it stops no list, no sweep and no other case, and nothing of it is destroyed', async () => {
      const number = (id: string) => town.one(sql`select number as id from cases.case where id = ${id}`);
      for (const path of ['/arbete', '/arbete/arenden']) {
        const list = await maryam.get(path);
        assert.equal(list.status, 200, path);
        for (const id of [waits, broken, other]) has(list.text, new RegExp(await number(id)));
      }
      await town.move('P200D');
      const now = () => town.served.house.site.now();
      await sweepDelays(town.db, town.served.house, now());
      const late = (id: string) =>
        town.one(sql`select count(*)::text as id from runtime.task where business_key = ${id} and form = 'drojsmal'`);
      assert.deepEqual([await late(waits), await late(broken), await late(other)], ['0', '0', '1']);
      const manager = await (await town.staff('birgitta-forsorjningsstod')).get('/arbete/forsenat');
      assert.equal(manager.status, 200);
      has(manager.text, new RegExp(await number(other)));
      await sql`insert into cases.closure (case_id, at) values (${broken}, ${now()}::timestamptz)`.execute(town.db);
      const eva = await town.staff('eva-kansli');
      for (const view of ['gallra', 'bevara', 'vanta', 'oklart'])
        assert.equal((await eva.get(`/arbete/arkiv?vy=${view}`)).status, 200, view);
      const destroy = await eva.post('/arbete/arkiv', { arende: broken });
      assert.equal(destroy.status, 409);
      has(destroy.text, REFUSED);
      const { site, catalogue } = town.served.house;
      const source = { town: site.town, catalogue, texts: loadTexts(ROOT), files: town.served.house.files };
      const said: string[] = [];
      const write = async (number: string) =>
        number === 'none' ? undefined : (await archiveCase(town.db, source, broken, now())).number;
      assert.equal(await exportEach([await number(broken), 'none'], write, (line) => said.push(line)), 1);
      has(said[0] ?? '', REFUSED);
      assert.match(said.slice(1).join(''), /FAILED none: no closed case of that number\n0 passed, 2 failed/);
      const operations = await (await town.staff('nadia-drift')).get('/arbete/drift');
      has(operations.text, /Versioner som inte går att läsa: 2[\s\S]*no service version a/);
    });

    test('when the version is published again it is handled as before', async () => {
      await publish();
      const { text } = await maryam.get(desk(waits));
      lacks(text, GONE);
      has(text, new RegExp(`${desk(waits)}/uppgifter/`));
      const done = await maryam.post(`${desk(waits)}/uppgifter/${await task(waits)}`, { beslutar: 'yes' });
      assert.equal(done.status, 303, done.text);
    });
  });
}

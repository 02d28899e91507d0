// OSL 6 kap. 3, 7 §§: who is refused gets a decision to appeal.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { pdfText } from '#platform/letters/testing.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

const partyOf = ({ actor }: Visitor) => (actor.kind === 'staff' ? actor.party : '');

/** The tests of refusals. */
export function refusalTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  before(() => {
    ({ town, nobody } = open());
  });

  test('law 17d: a refusal is first a message with the right to a decision, then a decision of the delegate to appeal to kammarrätten', async () => {
    const answers = { vad: 'Tillsynsrapporten', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      return officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
    };
    const decisions = () => town.one(sql`select count(*)::text as id from cases.decision where case_id = ${id}`);
    const letter = (template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${id} and template = ${template}`);
    const found = { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' };
    assert.equal((await done(eva, 'Sok', found)).status, 303);
    const secret = { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' };
    assert.equal((await done(eva, 'Sekretessprova', secret)).status, 303);
    // OSL 6 kap. 3 §: who has the document says no, and tells of the decision that is needed to appeal.
    assert.match(await letter('besked-nekad'), /OSL 26 kap\. 1 §.*rätt till ett skriftligt beslut.*överklaga/s);
    assert.equal(await decisions(), '0', 'the message is no decision');
    await assert.rejects(
      done(henrik, 'Besluta_Avslag', { beslutar: 'yes' }),
      'nothing to decide before it is asked for',
    );
    assert.equal((await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' })).status, 303);
    const bare = { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan' };
    assert.equal((await done(henrik, 'Besluta_Avslag', bare)).status, 422, 'no refusal without reasons');
    const reasons = { ...bare, beslut_skal: 'Det är inte klart att uppgifterna kan röjas utan men. OSL 26 kap. 1 §.' };
    assert.notEqual((await done(eva, 'Besluta_Avslag', reasons)).status, 303, 'the registrar is no delegate');
    assert.equal(await decisions(), '0');
    assert.equal((await done(henrik, 'Besluta_Avslag', reasons)).status, 303);
    assert.equal(await decisions(), '1');
    const told = sql`select d.id from cases.decision d
      join inbox.letter l on l.decision_id = d.id and l.template = 'beslut-avslag' where d.case_id = ${id}`;
    assert.equal((await told.execute(town.db)).rows.length, 1, 'the e-mail tells of the decision: it is dispatched');
    const refusal = await letter('beslut-avslag');
    assert.match(refusal, /Kammarrätten i Ekhamn/);
    assert.match(refusal, /tre veckor/);
    assert.doesNotMatch(refusal, /förvaltningsrätten/i);
  });

  test('law 17d: a refusal reaches who left no e-mail address: on paper by post, or handed over to who asks for it', async () => {
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    /** Refused, with a written decision, from a request with these answers; how its letters go, in their order. */
    const refused = async (answers: { readonly [question: string]: string | boolean }) => {
      const { case: id } = await town.apply(nobody, 'allman-handling', { vad: 'Rapporten', ...answers });
      for (const [officer, element, fields] of [
        [eva, 'Sok', { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' }],
        [eva, 'Sekretessprova', { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' }],
        [eva, 'Begaran_Om_Beslut', { begart: 'yes' }],
        [
          henrik,
          'Besluta_Avslag',
          { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'Uppgifterna rör enskilda.' },
        ],
      ] as const) {
        const task = await town.one(
          sql`select id from runtime.task where business_key = ${id} and element = ${element} order by id desc limit 1`,
        );
        assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
      }
      await town.settle();
      const { rows } = await sql<{ letter: string; went: string }>`select l.id as letter,
          concat_ws(' ', l.template, d.way, d.why, l.decision_id is not null, l.model->'recipient'->>'name',
            l.model->'recipient'->'address'->>0) as went
        from inbox.letter l left join inbox.delivery d on d.letter_id = l.id where l.case_id = ${id} order by l.id`.execute(
        town.db,
      );
      return rows;
    };
    const box = { hur: 'papper_post', postadress: 'Postbox 7\n000 10 Ekhamn', far_kontakta: false };
    const posted = await refused(box);
    assert.deepEqual(
      posted.map(({ went }) => went),
      ['besked-nekad print by-post f Postbox 7 000 10 Ekhamn', 'beslut-avslag print by-post t Postbox 7 000 10 Ekhamn'],
    );
    const waiting = await refused({ hur: 'pa_plats', far_kontakta: false });
    assert.deepEqual(
      waiting.map(({ went }) => went),
      ['besked-nekad print hand-over f', 'beslut-avslag print hand-over t'],
    );
    const { text } = await eva.get('/arbete/utskrift');
    for (const { letter } of [...posted, ...waiting]) assert.ok(text.includes(letter), 'the unit has it to send');
    assert.match(text, /Fråga inte vem det är, bara efter ärendenumret.*Markera som överlämnat/s);
    const cookie = [...eva.cookies].map((pair) => pair.join('=')).join('; ');
    const printed = await fetch(`${eva.origin}/arbete/utskrift/${posted[1]?.letter}/brev.pdf`, { headers: { cookie } });
    const words = await pdfText(new Uint8Array(await printed.arrayBuffer()));
    assert.match(words, /Postbox 7\s+000 10 Ekhamn/, 'in the window of the envelope');
    const [first] = waiting;
    assert.equal((await eva.post('/arbete/utskrift', { brev: first?.letter ?? '' })).status, 303);
    assert.ok(!(await eva.get('/arbete/utskrift')).text.includes(first?.letter ?? ''));
  });

  test('law 17d: who asks for what is not held is told of the right to a decision too, and gets it from the delegate', async () => {
    const answers = { vad: 'Fiberavtalet', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
    };
    const letter = (template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${id} and template = ${template}`);
    await done(eva, 'Sok', { hittad: 'no', sokt_var: 'Diariet.' });
    assert.match(await letter('finns-inte'), /Diariet\..*rätt till ett skriftligt beslut.*överklaga/s);
    await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' });
    const reasons = { beslut_skal: 'Avtalet förvaras inte här.', kommunicering: 'undantag_inget_fran_annan' };
    await done(henrik, 'Besluta_Avslag', { beslutar: 'yes', ...reasons });
    const refusal = await letter('beslut-avslag');
    assert.match(refusal, /den finns inte hos oss.*Avtalet förvaras inte här\..*Kammarrätten i Ekhamn/s);
    assert.doesNotMatch(refusal, /hemlig/);
  });

  test('law 17e: a request for what another board keeps is passed to it with its number: that board sees it, tests it and refuses by its own delegation, and who asked is told', async () => {
    const answers = { vad: 'Beslutet om platserna', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, petra, goran] = [
      await town.staff('eva-kansli'),
      await town.staff('petra-forskola'),
      await town.staff('goran-forskola'),
    ];
    const desk = `/arbete/arenden/${id}`;
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      return officer.post(`${desk}/uppgifter/${task}`, fields);
    };
    const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
    assert.equal((await petra.get(desk)).status, 404, 'not hers yet');
    const own = await done(eva, 'Sok', { hittad: 'no', enhet: 'kansli' });
    assert.equal(own.status, 409);
    assert.match(own.text, /ligger redan hos den enheten/);
    assert.equal((await done(eva, 'Sok', { hittad: 'no', enhet: 'forskola' })).status, 303);
    assert.equal((await eva.get(desk)).status, 404, 'the board that keeps the document has it');
    assert.match((await petra.get('/arbete')).text, new RegExp(number), 'in its list');
    const { rows } = await sql<{ unit: string; board: string; by: string }>`select unit, board, by_party as by
      from cases.routing where case_id = ${id}`.execute(town.db);
    assert.deepEqual(rows, [{ unit: 'forskola', board: 'barn-och-utbildningsnamnden', by: partyOf(eva) }]);
    const letter = (template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${id} and template = ${template}`);
    assert.match(
      await letter('overlamnad'),
      /Barn- och utbildningsnämnden har den.*2 kap\. 17 § tryckfrihetsförordningen/s,
    );
    const step = sql<{
      id: string;
    }>`select string_agg(step, ' ' order by id) as id from cases.status where case_id = ${id} and what = 'completed'`;
    assert.match(await town.one(step), /overlamnas/, 'the line of steps says so');
    const secret = { sekretess: 'inget', bestammelse: 'OSL 23 kap. 1 §', skada: 'Rör barn.' };
    for (const [officer, element, fields] of [
      [petra, 'Sok', { hittad: 'yes', handlingen: 'BUN 2025-000031', sidor: '3' }],
      [petra, 'Sekretessprova', secret],
      [petra, 'Begaran_Om_Beslut', { begart: 'yes' }],
      [
        goran,
        'Besluta_Avslag',
        { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'Uppgifterna rör barn.' },
      ],
    ] as const)
      assert.equal((await done(officer, element, fields)).status, 303, element);
    const delegation = await town.one(sql`select delegation as id from cases.decision where case_id = ${id}`);
    assert.equal(delegation, 'BUN delegationsordning 1.7');
    const refusal = await letter('beslut-avslag');
    assert.match(refusal, /Kammarrätten i Ekhamn/);
    assert.match(refusal, /[Bb]arn- och utbildningsnämnden/);
  });

  test('law 17e: a part that another board keeps is passed to it as a request of its own, with the same wishes and nobody’s name, who asked is told, and the rest is tested here', async () => {
    const answers = { vad: 'Allt om Sjöboden', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, petra] = [await town.staff('eva-kansli'), await town.staff('petra-forskola')];
    const done = async (officer: Visitor, caseId: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${caseId} and element in ('Sok', 'Sekretessprova')`,
      );
      return officer.post(`/arbete/arenden/${caseId}/uppgifter/${task}`, fields);
    };
    const part = { hittad: 'yes', del_enhet: 'forskola', del_vad: 'Beslutet om platserna på Sjöboden.' };
    assert.equal((await done(eva, id, { ...part, del_vad: ' ' })).status, 422, 'not without which part');
    const own = await done(eva, id, { ...part, del_enhet: 'kansli' });
    assert.equal(own.status, 409);
    assert.match(own.text, /hör till er egen nämnd/);
    assert.equal((await done(eva, id, part)).status, 303);
    const { rows } = await sql<{
      id: string;
      number: string;
      unit: string;
      board: string;
      content: object;
      parties: string;
    }>`
      select c.id, c.number, c.unit, c.board, d.content,
        (select count(*)::text from cases.party_role p where p.case_id = c.id) as parties
      from cases.relation r join cases.case c on c.id = r.other_id
        join cases.document d on d.case_id = c.id and d.kind = 'application'
      where r.case_id = ${id}`.execute(town.db);
    const [passed] = rows;
    assert.ok(passed !== undefined && rows.length === 1);
    assert.match(passed.number, /^BUN 2026-/);
    assert.deepEqual([passed.unit, passed.board, passed.parties], ['forskola', 'barn-och-utbildningsnamnden', '0']);
    assert.deepEqual(passed.content, { ...answers, vad: part.del_vad });
    const letter = (caseId: string, template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${caseId} and template = ${template}`);
    const told = await letter(id, 'overlamnad-del');
    assert.match(told, /Barn- och utbildningsnämnden har en del.*2 kap\. 17 § tryckfrihetsförordningen/s);
    assert.match(told, new RegExp(`platserna på Sjöboden.*${passed.number}`, 's'));
    await town.settle();
    assert.equal((await petra.get(`/arbete/arenden/${id}`)).status, 404, 'the rest is not hers');
    assert.match((await petra.get('/arbete')).text, new RegExp(passed.number), 'in her list');
    assert.match((await petra.get(`/arbete/arenden/${passed.id}`)).text, /Beslutet om platserna på Sjöboden\./);
    const secret = { sekretess: 'inget', bestammelse: 'OSL 23 kap. 1 §', skada: 'Rör barn.' };
    const found = { hittad: 'yes', handlingen: 'BUN 2025-000031', sidor: '3' };
    for (const fields of [found, secret]) assert.equal((await done(petra, passed.id, fields)).status, 303);
    assert.match(await letter(passed.id, 'besked-nekad'), /ring enheten för förskola/);
    assert.equal((await eva.get(`/arbete/arenden/${passed.id}`)).status, 404);
    assert.equal(
      (await done(eva, id, { ...found, handlingen: 'KS 2025-000140' })).status,
      303,
      'the rest goes on here',
    );
    const next = await town.one(sql`select element as id from runtime.task where business_key = ${id}`);
    assert.equal(next, 'Sekretessprova');
  });

  test('law 17f: a condition binds one named person: it is a decision of the delegate with what may not be done, to appeal to kammarrätten, and the document goes out after it', async () => {
    const answers = { vad: 'Protokollet', hur: 'pa_plats', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${id} and element = ${element} order by id desc limit 1`,
      );
      return officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
    };
    assert.equal((await done(eva, 'Sok', { hittad: 'yes', handlingen: 'KS 2026-000031', sidor: '4' })).status, 303);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id}`);
    const form = (await eva.get(`/arbete/arenden/${id}/uppgifter/${task}`)).text;
    assert.match(form, /Den som vill vara anonym kan inte bindas: då går förbehåll inte att använda/);
    const condition = {
      sekretess: 'forbehall',
      bestammelse: 'OSL 39 kap. 2 §',
      skada: 'En anställd kan lida men.',
      forbehall: 'Du får inte lämna uppgifterna vidare.',
    };
    assert.equal((await done(eva, 'Sekretessprova', condition)).status, 422, 'nobody is bound');
    assert.equal((await done(eva, 'Sekretessprova', { ...condition, bunden: 'Ida Forskare' })).status, 303);
    const decided = { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'Då lider ingen men.' };
    assert.notEqual((await done(eva, 'Besluta_Forbehall', decided)).status, 303, 'the registrar is no delegate');
    assert.equal((await done(henrik, 'Besluta_Forbehall', decided)).status, 303);
    const { rows } = await sql<{ outcome: string; bound: string; condition: string; risk: string }>`select outcome,
        values->>'bunden' as bound, values->>'forbehall' as condition, values->>'risk' as risk
      from cases.decision where case_id = ${id} and delegation = 'KS delegationsordning 1.5'`.execute(town.db);
    assert.deepEqual(rows, [
      { outcome: 'partly-approved', bound: 'Ida Forskare', condition: condition.forbehall, risk: condition.skada },
    ]);
    const letter = await town.one(sql`select l.model::text as id from inbox.letter l
      join cases.decision d on d.id = l.decision_id where l.case_id = ${id} and l.template = 'beslut-forbehall'`);
    assert.match(letter, /binder Ida Forskare.*inte lämna uppgifterna vidare.*10 kap\. 14 §.*Kammarrätten i Ekhamn/s);
    assert.equal((await done(eva, 'Lamna_Ut', { lamnad: 'pa_plats_papper', maskerad: 'no' })).status, 303);
    assert.equal((await done(eva, 'Visa_Pa_Plats', { visad: 'kom_inte' })).status, 303);
    const closed = await town.one(sql`select count(*)::text as id from cases.closure where case_id = ${id}`);
    assert.equal(closed, '1', 'all of it is out: nothing more is refused');
  });
}

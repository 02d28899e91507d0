// FL 6 §, OSL 5 kap. 1 §: what an officer and a party write to each other beside what the law asks for.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { ANNA, act, ERIK, type LawTown, PIXEL, SARA } from './testing.ts';

export function messageTests(opened: () => LawTown): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let id: string;
  let party: string;
  let name: string;
  const message = { amne: 'Din bil', ord: 'Hej Sara!\n\nNär köpte du bilen?', svar: 'nej' };

  before(async () => {
    town = opened();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    id = await town.assistance(sara);
    party = sara.actor.kind === 'citizen' ? sara.actor.principal : '';
    name = await town.one(sql`select name as id from identity.party where id = ${party}`);
  });

  const sent = () => town.letters(id, 'meddelande');
  const section = async (visitor: Visitor, address: string) =>
    (await visitor.get(address)).text.match(/<section[^>]*>(?:(?!<section).)*id="meddelanden".*?<\/section>/s)?.[0] ??
    '';
  const desk = () => section(jonas, `/arbete/arenden/${id}`);
  /** The row of the case in the work list. */
  const listed = async (visitor: Visitor) =>
    (await visitor.get('/arbete')).text.match(new RegExp(`<tr(?:(?!<tr).)*/arbete/arenden/${id}".*?</tr>`, 's'))?.[0] ??
    '';
  const mine = () => section(sara, `/mina-sidor/arenden/${id}`);

  test('nothing goes to a party without words, to somebody who is none, or twice', async () => {
    assert.match(await desk(), /Skriv till en part/);
    assert.equal(await mine(), '', 'nothing has been written yet');
    const form = (await jonas.get(`/arbete/arenden/${id}/atgard/skriv-till-part`)).text;
    assert.match(form, new RegExp(`value="${party}"[^>]*checked`), 'the only party is chosen');
    for (const wrong of [{ ord: '' }, { amne: '' }, { amne: 'x'.repeat(121) }, { part: id }, { svar: '3' }]) {
      const answer = await act(jonas, id, 'skriv-till-part', { part: party, ...message, ...wrong });
      assert.equal(answer.status, 422, JSON.stringify(wrong));
    }
    const look = await act(jonas, id, 'skriv-till-part', { part: party, ...message, granska: 'sida' });
    assert.match(look.text, /Hej Sara!/, 'it is read before it is sent');
    assert.deepEqual(await sent(), []);
  });

  test('FL 6 §, OSL 5 kap. 1 §: what is written to a party lies in its inbox and in the file, and says by when an answer is wished', async () => {
    assert.equal((await act(jonas, id, 'skriv-till-part', { part: party, ...message })).status, 303);
    assert.match((await sent())[0] ?? '', /^Din bil\nHej Sara!\nNär köpte du bilen\?/);
    const again = await act(jonas, id, 'skriv-till-part', { part: party, ...message });
    assert.match(again.text, /redan skickat/);
    // Two weeks from 3 February is a Tuesday, and so is the day that is written.
    const wished = { part: party, ...message, ord: 'Skicka kvittot.', svar: '14' };
    assert.equal((await act(jonas, id, 'skriv-till-part', wished)).status, 303);
    assert.match((await sent())[1] ?? '', /ditt svar senast \d+ \p{L}+ 2026\. Svara på Mina sidor/u);
    const entered = await town.rows(sql`select from cases.document where case_id = ${id} and direction = 'out'
      and kind = 'letter' and title = 'Din bil' and to_party = ${party}`);
    assert.equal(entered.length, 2, 'registered like every letter');
    assert.ok((await desk()).includes(`Till ${name}, från `), await desk());
    assert.match(await desk(), /Inte läst/);
    const letter = await town.one(
      sql`select id from inbox.letter where case_id = ${id} and template = 'meddelande' limit 1`,
    );
    assert.match(await mine(), new RegExp(letter));
    assert.equal((await sara.get(`/inkorg/${letter}`)).status, 200);
    assert.match(await desk(), /Läst 3 feb/);
  });

  test('OSL 5 kap. 1 §: what a party writes unasked, in words and files, came in, and whoever has the case is told where its list lies open', async () => {
    const task = sql<{ changed: string }>`select changed::text from cases.work where case_id = ${id}`;
    const seen = await town.rows(task);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/skriv"/);
    const form = new FormData();
    form.append('meddelande_text', 'Jag köpte den 2019.');
    form.append('meddelande_filer', new File([Buffer.from(PIXEL, 'base64')], 'kvitto.png', { type: 'image/png' }));
    const { status, to, text } = await sara.post(`/mina-sidor/arenden/${id}/begaran/skriv`, form);
    assert.equal(status, 303, text);
    assert.match((await sara.get(to)).text, /Vi har fått det du skrev/);
    const came = await town.rows(
      sql<{ title: string; by: string }>`select title, by_party as by from cases.document
        where case_id = ${id} and direction = 'in' and kind in ('statement', 'attachment') order by id`,
    );
    assert.deepEqual(came, [
      { title: 'Meddelande från part', by: party },
      { title: 'kvitto.png', by: party },
    ]);
    assert.notDeepEqual(await town.rows(task), seen);
    assert.equal((await town.rows(task)).length, 1, 'an officer has the case: no task more');
    const answer = (await desk()).match(/href="([^"]*skriv-till-part\?part=[^"]*)"/)?.[1] ?? '';
    assert.match((await jonas.get(answer)).text, new RegExp(`value="${party}"[^>]*checked`));
    assert.match(await mine(), /Meddelande från part.*Dig.*Din bil/s, 'the newest first');
    assert.match(await desk(), /Från [^<]*\. Inte läst/);
    assert.match(await listed(jonas), /Oläst från part/);
    await jonas.get(`/arbete/arenden/${id}`);
    assert.match(await listed(jonas), /Oläst från part/, 'the case is open, the message is not');
    const document = await town.one(
      sql`select id from cases.document where case_id = ${id} and title = 'Meddelande från part'`,
    );
    const before = await town.rows(task);
    assert.equal((await jonas.get(`/arbete/arenden/${id}/handlingar/${document}`)).status, 200);
    assert.doesNotMatch(await listed(jonas), /Oläst från part/);
    assert.doesNotMatch(await desk(), /Från [^<]*\. Inte läst/);
    assert.notDeepEqual(await town.rows(task), before, 'lists that lie open are told');
    const maryam = await town.staff('maryam-forsorjningsstod');
    await maryam.get(`/arbete/arenden/${id}/handlingar/${document}`);
    assert.deepEqual(
      await town.rows(sql`select by_party as by from cases.opened where document_id = ${document}`),
      [{ by: jonas.actor.kind === 'staff' ? jonas.actor.party : '' }],
      'the first time holds',
    );
    assert.equal((await act(sara, id, 'skriv', { meddelande_text: '' })).status, 422);
  });

  test('FL 10 §: a party reads what another wrote as insight shows it, and nobody else writes in the case', async () => {
    const erik = await town.citizen(ERIK);
    assert.equal((await act(erik, id, 'skriv', { meddelande_text: 'Hej' })).status, 404);
    await town.join(id, erik, 'counterparty');
    const other = () => section(erik, `/mina-sidor/arenden/${id}`);
    assert.ok((await other()).includes(`>${name}<`), await other());
    await sql`update identity.party set protected = true where id = ${party}`.execute(town.db);
    const kept = await other();
    await sql`update identity.party set protected = false where id = ${party}`.execute(town.db);
    assert.ok(!kept.includes('Meddelande från part') && !kept.includes(name), 'it waits to be tested');
    const anna = await town.citizen(ANNA);
    assert.equal((await anna.get(`/mina-sidor/arenden/${id}`)).status, 404);
  });

  test('FL 6 §: in a closed case a party is heard: the unit has it in its list until it is read and seen to, and the case stays closed', async () => {
    const { runDue } = town.served.house;
    assert.equal(
      (await act(jonas, id, 'kommunicera-inte', { undantag: 'fl-25-obehovligt', skal: 'Hon har redan svarat.' }))
        .status,
      303,
    );
    await town.approve(id);
    await town.settle();
    const closures = () => town.rows(sql<{ at: string }>`select at::text from cases.closure where case_id = ${id}`);
    const closed = await closures();
    assert.equal(closed.length, 1);
    const tasks = () =>
      town.rows(sql<{ id: string; form: string }>`select task_id as id, t.form from cases.work w
        join runtime.task t on t.id = w.task_id where w.case_id = ${id}`);
    assert.deepEqual(await tasks(), []);
    for (const words of ['Hur överklagar jag?', 'Och till vem?'])
      assert.equal((await act(sara, id, 'skriv', { meddelande_text: words })).status, 303);
    const [task, another] = await tasks();
    assert.deepEqual([task?.form, another], ['meddelande', undefined], 'once');
    assert.match(await listed(jonas), /Läs meddelandet från parten.*Oläst från part/s);
    const answered = { part: party, ...message, ord: 'Skriv till oss inom tre veckor.' };
    assert.equal((await act(jonas, id, 'skriv-till-part', answered)).status, 303);
    const place = `/arbete/arenden/${id}/uppgifter`;
    assert.equal((await jonas.post(`${place}/${task?.id}`, {})).status, 422);
    const done = () => tasks().then(([one]) => jonas.post(`${place}/${one?.id}`, { meddelande_hanterat: 'svarat' }));
    assert.equal((await done()).status, 303);
    await runDue();
    await runDue();
    assert.equal((await tasks()).length, 1, 'nobody has opened what came in');
    const unread = await town.rows(
      sql<{ id: string }>`select document_id as id from cases.unread where case_id = ${id}`,
    );
    assert.equal(unread.length, 2);
    for (const one of unread) await jonas.get(`/arbete/arenden/${id}/handlingar/${one.id}`);
    assert.equal((await done()).status, 303);
    await runDue();
    assert.deepEqual([await tasks(), await closures()], [[], closed]);
  });
}

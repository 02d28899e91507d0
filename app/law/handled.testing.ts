// FL 31 §: who presented a case and took part in it, as the decider says.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import type { DecisionScene } from './decisions.testing.ts';
import { act, type LawTown } from './testing.ts';

/** The tests of who handled a case. */
export function handledTests(open: () => DecisionScene): void {
  let town: LawTown;
  let sara: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, maryam } = open());
  });

  const task = (id: string, element: string) =>
    town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
  const partyOf = ({ actor }: Visitor) => (actor.kind === 'staff' ? actor.party : assert.fail('no officer'));
  /** A case that Jonas has worked and that Maryam is about to decide, and the address where she does. */
  async function prepared(): Promise<{ readonly id: string; readonly at: string }> {
    const id = await town.assistance(sara);
    const jonas = await town.staff('jonas-forsorjningsstod');
    const fields = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
    const done = await jonas.post(`/arbete/arenden/${id}/uppgifter/${await task(id, 'Utred')}`, fields);
    assert.equal(done.status, 303, done.text);
    return { id, at: `/arbete/arenden/${id}/uppgifter/${await task(id, 'Besluta')}` };
  }
  const kept = async (id: string) =>
    (
      await town.rows(sql<{ presented: string | null; took: readonly string[] }>`select presented_by as presented,
        took_part as took from cases.decision where case_id = ${id}`)
    )[0];

  test('law 11c: the form proposes who has done tasks of the case, and what the decider says instead is kept and told', async () => {
    const [{ id, at }, jonas, birgitta] = [
      await prepared(),
      await town.staff('jonas-forsorjningsstod'),
      await town.staff('birgitta-forsorjningsstod'),
    ];
    for (const [name, visitor] of [
      ['Jonas', jonas],
      ['Birgitta', birgitta],
    ] as const)
      await sql`update identity.party set name = ${name} where id = ${partyOf(visitor)}`.execute(town.db);
    const page = (await maryam.get(at)).text;
    assert.match(
      page,
      new RegExp(
        `<option[^>]*value="${partyOf(jonas)}"[^>]*selected|<option[^>]*selected[^>]*value="${partyOf(jonas)}"`,
      ),
    );
    assert.doesNotMatch(page, new RegExp(`value="${partyOf(maryam)}"`), 'not the decider');
    const said = { beslutar: 'yes', foredragande: partyOf(birgitta), medverkande: partyOf(jonas) };
    const looked = await maryam.post(at, { ...said, granska: 'ja' });
    assert.match(
      looked.text,
      /Föredragande:[^.]*socialsekreterare[^.]*\. Vid den slutliga handläggningen har också medverkat: Jonas Frid/,
    );
    assert.equal((await maryam.post(at, said)).status, 303);
    assert.deepEqual(await kept(id), { presented: partyOf(birgitta), took: [partyOf(jonas)] });
    const shown = (await maryam.get(`/arbete/arenden/${id}`)).text;
    assert.match(shown, /Föredragande: Birgitta\. Deltog: Jonas/);
  });

  test('law 11c: who presented the case has a dissent noted with the decision that is made and sent in one step (FL 30 §)', async () => {
    const [{ id, at }, jonas] = [await prepared(), await town.staff('jonas-forsorjningsstod')];
    const said = { beslutar: 'yes', foredragande: partyOf(jonas), skiljaktig: partyOf(jonas) };
    assert.match((await maryam.get(at)).text, /Avvikande mening/);
    const silent = await maryam.post(at, { ...said, avvikande: ' ' });
    assert.match(silent.text, /href="#avvikande"[^>]*>Skriv den avvikande meningen/);
    const stranger = await maryam.post(at, { ...said, foredragande: 'ingen', avvikande: 'Nej.' });
    assert.match(stranger.text, /href="#skiljaktig"[^>]*>Bara den som var föredragande eller deltog/);
    assert.equal((await maryam.post(at, { ...said, avvikande: 'Jag föreslog avslag.' })).status, 303);
    const letters = await town.rows(sql<{ model: string }>`select model::text from inbox.letter
      where case_id = ${id} and kind = 'decision'`);
    assert.match(letters[0]?.model ?? '', /Avvikande mening av Jonas Frid, socialsekreterare: Jag föreslog avslag\./);
    assert.match(
      (await maryam.get(`/arbete/arenden/${id}`)).text,
      /Avvikande mening av Jonas Frid: Jag föreslog avslag/,
    );
  });

  test('law 11c: that nobody presented the case, and nobody else took part, is said too', async () => {
    const { id, at } = await prepared();
    assert.equal((await maryam.post(at, { beslutar: 'yes', foredragande: 'ingen' })).status, 303);
    assert.deepEqual(await kept(id), { presented: null, took: [] });
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Ingen föredragande, och ingen annan deltog/);
    const [letter = ''] = await town.letters(id, 'beslut-bifall-handlaggare');
    assert.match(letter, /Ingen föredragande\. Ingen annan har medverkat vid den slutliga handläggningen\./);
  });

  test('law 11c: nobody who is not staff, decides, is a party or has a conflict is named, and the decision is not made', async () => {
    const { id, at } = await prepared();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const party = sara.actor.kind === 'citizen' ? sara.actor.party : '';
    await act(jonas, id, 'jav', { skal: 'Sökanden är min svåger.' });
    const wrong: readonly (readonly [string, RegExp])[] = [
      [partyOf(maryam), /Den som beslutar kan inte vara föredragande/],
      [party, /Välj någon av personalen/],
      ['00000000-0000-7000-8000-000000000000', /Välj någon av personalen/],
      ['Jonas', /Välj någon av personalen/],
      [partyOf(jonas), /Den som har anmält jäv/],
    ];
    for (const [who, words] of wrong)
      for (const fields of [
        { beslutar: 'yes', foredragande: who },
        { beslutar: 'yes', foredragande: 'ingen', medverkande: who },
      ]) {
        const answer = await maryam.post(at, fields);
        assert.equal(answer.status, 422, who);
        assert.match(answer.text, words);
      }
    const conflict = { beslutar: 'yes', foredragande: partyOf(jonas) };
    assert.match((await maryam.post(at, conflict)).text, /\(FL.17.§\)/);
    await sql`update cases.case set grounds = '{"g": "laglighetsprovning"}' where id = ${id}`.execute(town.db);
    assert.match(
      (await maryam.post(at, conflict)).text,
      /\(KL.7.kap\..4.§.och.6.kap\..28–32.§§\)/,
      'where FL 2 § switches it off',
    );
    assert.equal(await kept(id), undefined);
    const page = (await maryam.get(at)).text;
    assert.doesNotMatch(page, new RegExp(`value="${partyOf(jonas)}"`), 'who has a conflict is not proposed');
  });
}

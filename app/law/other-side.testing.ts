// FL 25, 33 §§: who has not applied, and whom the decision concerns all the same.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { act, type LawTown } from './testing.ts';

/** The tests of counter-parties and of those whom a decision concerns, in a town that others have opened. */
export function otherSideTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let sam: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(async () => {
    ({ town, sara, jonas, maryam } = open());
    sam = await town.citizen('198501242393');
  });

  const { inDays, decisions } = looks(open);
  const taskOf = (id: string, element: string) =>
    town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);

  /** A case in which an officer proposes to grant it all, and in which Sam is the counter-party. */
  async function proposed(): Promise<string> {
    const id = await town.assistance(sara);
    await town.join(id, sam, 'counterparty');
    const grant = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
    const done = await jonas.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`, grant);
    assert.equal(done.status, 303, done.text);
    return id;
  }
  const decide = async (id: string) =>
    maryam.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Besluta')}`, { beslutar: 'yes' });
  const leaveOut = (id: string) =>
    act(jonas, id, 'kommunicera-inte', { undantag: 'fl-25-3', skal: 'Det kan inte vänta.' });
  const unheard = (id: string) => town.rows(sql`select unheard from cases.decision where case_id = ${id}`);

  test('law 8d: what grants an application is not decided before whom it may go against has been heard', async () => {
    const id = await proposed();
    const refused = await decide(id);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Alla parter har inte fått yttra sig[^<]*\(FL 25 §\)/);
    assert.deepEqual(await decisions(id), []);
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    assert.equal((await decide(id)).status, 409, 'her time runs');
    assert.equal((await act(sam, id, 'yttrande', { svar: 'Bilen är min.' })).status, 303);
    assert.equal((await decide(id)).status, 303, 'who is granted it has nothing to answer');
    assert.deepEqual(await unheard(id), [{ unheard: null }]);
  });

  test('law 8d: an exception is stated with its reasons, and stands in the decision', async () => {
    const id = await proposed();
    assert.equal((await leaveOut(id)).status, 303);
    assert.equal((await decide(id)).status, 303);
    assert.deepEqual(await unheard(id), [{ unheard: 'fl-25-3' }]);
  });

  test('law 12e: she is told what the process decided, why, and how to appeal, as who she is, and appeals it', async () => {
    const id = await proposed();
    assert.equal((await leaveOut(id)).status, 303);
    assert.equal((await decide(id)).status, 303);
    const sent = await town.rows(sql<{ party: string; template: string }>`select party_id as party, template
      from inbox.letter where case_id = ${id} and kind = 'decision' order by id`);
    assert.deepEqual(
      sent.map(({ party }) => party),
      [partyOf(sara), partyOf(sam)],
      'each once',
    );
    const [letter = ''] = await town.letters(id, 'beslut-annan-part');
    assert.match(letter, /för att du är motpart i ärendet/);
    assert.match(letter, /: bifall\.[\s\S]*Bilen behövs till arbetet\./);
    assert.match(letter, /Om du vill överklaga[\s\S]*tre veckor/);
    assert.doesNotMatch(letter, /\b(din|er) ansökan/i);
    const page = (await sam.get(`/mina-sidor/arenden/${id}`)).text;
    assert.match(page, /id="utfall"[\s\S]*?Ärendet är beslutat/);
    assert.doesNotMatch(page, /Du fick ja|Du får </);
    const read = /id="utfall"[\s\S]*?href="([^"]*)"[^>]*>\s*Läs beslutet/.exec(page)?.[1] ?? '';
    assert.match((await sam.get(read)).text, /motpart i ärendet/, 'the letter is her own');
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Du fick ja/);
    const appeal = { andring: 'Avslag.', skal: 'Bilen är min.' };
    const appealed = await act(sam, id, 'overklaga', appeal);
    assert.equal(appealed.status, 303, appealed.text);
  });

  test('law 2a: what another party sent and answered is shown as hers, by name and role', async () => {
    const id = await town.assistance(sara);
    await town.join(id, sam, 'counterparty');
    const from = (page: { readonly text: string }) =>
      /id="handlingar"[\s\S]*?Ansökan[\s\S]*?<\/tr>/.exec(page.text)?.[0] ?? '';
    assert.match(from(await sam.get(`/mina-sidor/arenden/${id}`)), />Pekka Lehto, sökande</);
    assert.match(from(await sara.get(`/mina-sidor/arenden/${id}`)), />Dig</);
  });
}

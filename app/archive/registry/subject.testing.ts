// OSL 5 kap. 2 § p. 4: what a registrar says that a case is about, in the registry and where it is withheld.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { wholeCase } from '#areas/cases/index.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of what a case is said to be about. */
export function subjectTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let eva: Visitor;
  let id: string;
  let number: string;
  before(async () => {
    ({ town, nobody } = open());
    eva = await town.staff('eva-kansli');
    const answers = {
      vad: 'Ritningar som min granne Knut Knutsson har lämnat in',
      hur: 'pa_plats',
      far_kontakta: false,
    };
    id = (await town.apply(nobody, 'allman-handling', answers)).case;
    number = await open().numberOf(id);
  });

  const write = (arendemening: string) => eva.post(`/arbete/arenden/${id}/diariet`, { arendemening });
  const search = async (words: string) => (await nobody.get(`/diarium?q=${encodeURIComponent(words)}`)).text;
  const mark = (document: string) =>
    eva.post(`/arbete/arenden/${id}/sekretess`, { document, basis: 'OSL (2009:400) 21 kap. 7 §' });
  const open_again = async () => {
    const [{ mark: ends = '' } = {}] = (
      await sql<{ mark: string }>`select id as mark from cases.standing_mark where case_id = ${id}`.execute(town.db)
    ).rows;
    await eva.post(`/arbete/arenden/${id}/sekretess`, { ends, reason: 'over', end: 'yes' });
  };

  test('law 19a: the registry says what a registrar has written that a case is about, and nothing that the sender wrote', async () => {
    const page = (await eva.get(`/arbete/arenden/${id}`)).text;
    assert.match(page, /name="arendemening"[^>]*value="Ritningar som min granne Knut Knutsson/, 'a suggestion to mend');
    assert.doesNotMatch(await search(number), /Knut|Ritningar/, 'published by nobody');
    assert.match((await write('Ritningar för Varvet 1:4')).to, /#diariet$/);
    for (const words of [number, 'varvet 1:4'])
      assert.match(
        await search(words),
        new RegExp(`${number}-1.*Begär ut allmän handling: Ritningar för Varvet 1:4`, 's'),
      );
    assert.doesNotMatch(await search('Knut'), new RegExp(number));
  });

  test('law 19a: a mended subject takes the place of what stood, and who wrote which stays in the case', async () => {
    assert.match((await write('Ritningar för Varvet 1:5')).to, /#diariet$/);
    await write('Ritningar för Varvet 1:5');
    const { text } = await eva.get(`/arbete/arenden/${id}`);
    assert.match(text, /id="diariet".*Varvet 1:5<small>[^<]*, Kommunkansliet.*Varvet 1:4<small>/s);
    const { rows } = await sql<{
      words: string;
    }>`select words from cases.subject where case_id = ${id} order by id`.execute(town.db);
    assert.deepEqual(
      rows.map(({ words }) => words),
      ['Ritningar för Varvet 1:4', 'Ritningar för Varvet 1:5'],
      'the same once more is no change',
    );
    assert.match(
      await search('Varvet 1:5'),
      new RegExp(`${number}-1.*: Ritningar för Varvet 1:5`, 's'),
      'what holds is',
    );
    assert.doesNotMatch(await search('Varvet 1:4'), new RegExp(number), 'what was mended is not found');
    await assert.rejects(sql`update cases.subject set words = 'x'`.execute(town.db), /never changed/);
    assert.equal((await wholeCase(town.db, id))?.subject, 'Ritningar för Varvet 1:5', 'the archive gets it');
  });

  test('a subject that is empty or has a personal number is not taken, and stays where it was typed', async () => {
    for (const [typed, why] of [
      ['', /Skriv vad ärendet gäller/],
      ['Ritningar om 850124-2393', /Ta bort personnumret/],
    ] as const) {
      const { status, text } = await write(typed);
      assert.equal(status, 422);
      assert.match(text, why);
      assert.match(text, new RegExp(`name="arendemening"[^>]* value${typed === '' ? '' : `="${typed}"`}[ >]`));
    }
    assert.match(await search(number), /Varvet 1:5/);
  });

  test('law 20b: a subject that is marked is nowhere in the registry, which has the service’s title in its place', async () => {
    assert.match((await write('Ritningar för Varvet 1:5')).to, /#diariet$/, 'whichever tests have run before');
    assert.match(await search('Varvet 1:5'), new RegExp(number));
    for (const [field, shown] of [
      ['subject', true],
      ['matter', false],
      ['', false],
    ] as const) {
      assert.match((await mark(field)).to, /#sekretess$/);
      const found = await search(number);
      assert.match(found, new RegExp(`${number}-1`));
      assert.equal(/Begär ut allmän handling: /.test(found), shown, field);
      assert.doesNotMatch(found, /Varvet 1:5/, field);
      assert.doesNotMatch(await search('Varvet 1:5'), new RegExp(number), field);
      await open_again();
    }
    assert.match(await search('Varvet 1:5'), new RegExp(number), 'a mark that has ended hides nothing');
  });

  test('a case that is in no registry is said to be about nothing', async () => {
    const { assistance } = open();
    const maryam = await town.staff('maryam-forsorjningsstod');
    assert.doesNotMatch((await maryam.get(`/arbete/arenden/${assistance}`)).text, /id="diariet"/);
    const { status } = await maryam.post(`/arbete/arenden/${assistance}/diariet`, { arendemening: 'Hyra' });
    assert.equal(status, 404);
  });
}

// What follows when whoever tries an appeal has decided: in the file, in the unit's list, and for the party.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import type { AppealScene } from './appeal-withdrawn.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';

const JUDGMENT = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
const TESTS_TIME = /Pröva om överklagandet kom i tid/;
const PLACE = 'domstolen-har-avgjort';

/** To be run before the clock is moved. */
export function courtTests(open: () => AppealScene & { readonly maryam: Visitor }): void {
  let scene: ReturnType<typeof open>;
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    scene = open();
    ({ town, sara, jonas, maryam } = scene);
  });

  const today = (name: string) => dayFields(name, town.today());

  /** A case whose decision is appealed and handed over. */
  async function handedOver(): Promise<string> {
    const id = await scene.decided();
    assert.equal((await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today('dag') })).status, 303);
    assert.equal((await act(sara, id, 'overklaga', { andring: 'Mer.' })).status, 303);
    assert.match(await desk(id), TESTS_TIME);
    const letter = await town.one(sql`select id from inbox.letter where case_id = ${id} and decision_id is not null`);
    const read = /id="utfall"[\s\S]*?href="([^"]*)"[^>]*>\s*Läs beslutet/.exec(await own(id))?.[1];
    assert.equal(read, `/inkorg/${letter}`, 'the decision’s letter, not the last one');
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.doesNotMatch(await desk(id), TESTS_TIME, 'that day is over');
    return id;
  }

  function judged(id: string, fields: { readonly [name: string]: string }, name = 'dom.pdf') {
    const form = new FormData();
    const all = { malnummer: '1234-26', ...today('dag'), ...today('kom'), ...fields };
    for (const [field, value] of Object.entries(all)) form.append(field, value);
    form.append('fil', new File([JUDGMENT], name, { type: 'application/pdf' }));
    return jonas.post(`/arbete/arenden/${id}/atgard/${PLACE}`, form);
  }

  const page = async (who: Visitor, path: string) => (await who.get(path)).text.replaceAll('\u00a0', ' ');
  const own = (id: string) => page(sara, `/mina-sidor/arenden/${id}`);
  const desk = (id: string) => page(jonas, `/arbete/arenden/${id}`);
  const closed = async (id: string) =>
    (await town.rows(sql`select from cases.closure where case_id = ${id}`)).length === 1;
  const waiting = async (id: string) =>
    (
      await town.rows(sql<{ form: string }>`select t.form from cases.work w join runtime.task t on t.id = w.task_id
        where w.case_id = ${id} order by 1`)
    ).map(({ form }) => form);

  test('a court’s judgment is registered as a document that came in, and where it lets the decision stand nothing waits', async () => {
    const early = await scene.decided();
    assert.doesNotMatch(await desk(early), new RegExp(PLACE), 'nothing is handed over');
    assert.equal((await judged(early, { utgang: 'avslag' })).status, 409);
    const id = await handedOver();
    assert.doesNotMatch(await own(id), /\/atgard\/overklaga"/, 'it is appealed already');
    assert.equal((await act(sara, id, 'overklaga', { andring: 'Ännu mer.' })).status, 409);
    assert.match(await desk(id), new RegExp(PLACE));
    const without = await judged(id, { utgang: 'andrat' });
    assert.equal(without.status, 422);
    assert.match(without.text, /Skriv vad som gäller nu/);
    const before = await judged(id, { utgang: 'avslag', ...dayFields('dag', town.today().subtract({ days: 9 })) });
    assert.equal(before.status, 422);
    assert.match(before.text, /Dagen är före överklagandet/);
    const done = await judged(id, { utgang: 'avslag' });
    assert.equal(done.status, 303, done.text);
    const [document] = await town.rows(sql<object>`select d.direction, d.title, d.from_name as "from", d.day::text
      from cases.document d join procedure.act a on a.data->>'document' = d.id::text
      where a.case_id = ${id} and a.act = 'court-decided'`);
    assert.deepEqual(document, {
      direction: 'in',
      title: 'Avgörande, Förvaltningsrätten i Ekhamn, mål 1234-26',
      from: 'Förvaltningsrätten i Ekhamn',
      day: town.today().toString(),
    });
    assert.match(
      await own(id),
      /id="overklaganden"(?:.|\n)*Förvaltningsrätten i Ekhamn avgjorde det \d+ \w+ 2026 \(mål 1234-26\)\. Överklagandet är avslaget eller avvisat\. Beslutet gäller som det är\./,
    );
    assert.match(await desk(id), /Domstolens avgörande registrerades(?:.|\n)*1234-26/);
    assert.deepEqual([await waiting(id), await closed(id)], [[], true]);
    assert.equal((await act(sara, id, 'aterkalla-overklagande', {})).status, 409, 'it is decided');
    const higher = await judged(id, { domstol: 'Kammarrätten', malnummer: '77-26', utgang: 'upphavt' }, 'dom2.pdf');
    assert.equal(higher.status, 303, higher.text);
    assert.match(await own(id), /Kammarrätten avgjorde det .* \(mål 77-26\)\. Beslutet är upphävt och gäller inte/);
  });

  test('what a court has changed becomes something to carry out, and the party reads what holds now', async () => {
    const id = await handedOver();
    const done = await judged(id, { utgang: 'andrat', innebar: '6 200 kronor för februari 2026.' });
    assert.equal(done.status, 303, done.text);
    assert.deepEqual([await waiting(id), await closed(id)], [['genomforande'], true]);
    assert.match(
      await own(id),
      /Beslutet är ändrat\. Vi gör det som domstolen har bestämt\. 6 200 kronor för februari/,
    );
    assert.match(await desk(id), /Domstolen har ändrat beslutet\. Det som nu gäller står i domen\./);
  });

  test('what a court has changed, annulled or sent back is told as what was decided before, under what took its place', async () => {
    const told = {
      andrat: 'Domstolen har ändrat beslutet',
      upphavt: 'Domstolen har upphävt beslutet',
      aterforvisat: 'Vi ska besluta på nytt',
    };
    for (const [end, title] of Object.entries(told)) {
      const id = await handedOver();
      assert.match(await own(id), /id="utfall"[\s\S]*?Du fick /);
      assert.equal((await judged(id, { utgang: end, innebar: '6 200 kronor.' })).status, 303);
      const words = await own(id);
      assert.match(
        words,
        new RegExp(`id="domstolen"[\\s\\S]*${title}[\\s\\S]*mål 1234-26[\\s\\S]*6 200 kronor[\\s\\S]*id="utfall"`),
      );
      assert.match(words, /id="utfall"[\s\S]*?Det här beslutade vi förut/);
      assert.doesNotMatch(words, /Du fick |Du får /);
      assert.match(await desk(id), new RegExp(`id="beslut"[\\s\\S]*${title}\\.[\\s\\S]*mål 1234-26`));
    }
  });

  test('what a court has changed, annulled or sent back the party is not asked to appeal again', async () => {
    const invites = async (id: string) =>
      /\/atgard\/overklaga"|Du kan överklaga|går att överklaga/.test(await own(id)) ||
      (await act(sara, id, 'overklaga', { andring: 'Ännu mer.' })).status !== 409;
    for (const end of ['andrat', 'upphavt', 'aterforvisat']) {
      const id = await handedOver();
      assert.equal((await judged(id, { utgang: end, innebar: '6 200 kronor.' })).status, 303);
      assert.equal(await invites(id), false, end);
    }
    const open = await scene.decided();
    assert.equal(await invites(open), true, 'no court has decided of it');
  });

  test('a case that a court sends back is open again with a task until it is decided anew, and the new decision can be appealed', async () => {
    const id = await handedOver();
    assert.equal((await act(maryam, id, 'besluta-pa-nytt', {})).status, 409, 'no court has sent it back');
    const done = await judged(id, { utgang: 'aterforvisat' });
    assert.equal(done.status, 303, done.text);
    assert.deepEqual([await waiting(id), await closed(id)], [['aterforvisat'], false]);
    assert.match(await own(id), /lämnat tillbaka till oss\. Vi beslutar på nytt och skriver till dig\./);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and form = 'aterforvisat'`);
    const lead = (await maryam.get(`/arbete/arenden/${id}/uppgifter/${task}`)).text;
    assert.match(lead, /\/atgard\/besluta-pa-nytt"/, 'it leads to what does it');
    const said = await jonas.post(`/arbete/arenden/${id}/uppgifter/${task}`, {});
    assert.equal(said.status, 409, 'it is not done by saying so');
    assert.match(said.text, /inte beslutat på nytt/);
    const change = { utfall: 'approved', innebar: 'Mer.', samre: 'nej', stod: 'ingen', undantag: 'ingen', skal: 'X.' };
    assert.equal((await act(maryam, id, 'andra-beslut', change)).status, 409, 'what is annulled is not changed');
    const made = { utfall: 'approved', innebar: '6 200 kronor.', undantag: 'ingen', skal: 'Hyran ska räknas med.' };
    assert.equal((await act(jonas, id, 'besluta-pa-nytt', made)).status, 409, 'it is a decision');
    const back = await judged(id, { domstol: 'Kammarrätten', malnummer: '8-26', utgang: 'avslag' }, 'kr.pdf');
    assert.equal(back.status, 303, back.text);
    assert.deepEqual([await waiting(id), await closed(id)], [[], true], 'a higher court found nothing to decide anew');
    const again = await judged(id, { domstol: 'HFD', malnummer: '9-26', utgang: 'aterforvisat' }, 'hfd.pdf');
    assert.equal(again.status, 303, again.text);
    assert.deepEqual([await waiting(id), await closed(id)], [['aterforvisat'], false]);
    const anew = await act(maryam, id, 'besluta-pa-nytt', made);
    assert.equal(anew.status, 303, anew.text);
    const [letter = ''] = await town.letters(id, 'beslut-pa-nytt');
    assert.match(letter, /HFD har upphävt vårt tidigare beslut/);
    assert.match(letter, /6 200 kronor\.(?:.|\n)*Hyran ska räknas med\.(?:.|\n)*Förvaltningsrätten i Ekhamn prövar/);
    assert.deepEqual([await waiting(id), await closed(id)], [['genomforande'], false]);
    assert.equal((await act(maryam, id, 'besluta-pa-nytt', made)).status, 409, 'once');
    const carry = await town.one(sql`select id from runtime.task where business_key = ${id} and form = 'genomforande'`);
    const carried = await jonas.post(`/arbete/arenden/${id}/uppgifter/${carry}`, { genomfort: 'Betalat ut 300 kr.' });
    assert.equal(carried.status, 303, carried.text);
    assert.equal(await closed(id), true);
    assert.equal((await act(sara, id, 'overklaga', { andring: 'Ännu mer.' })).status, 303, 'the new one is appealed');
    assert.deepEqual(await waiting(id), ['overklagande']);
  });

  const MINUTES = {
    paragraf: '§ 31',
    beslutande: 'Karin Ek\nPer Al',
    utfall: 'approved',
    innebar: '6 200 kronor.',
    undantag: 'ingen',
    skal: 'Hyran ska räknas med.',
  };

  async function remanded(): Promise<string> {
    const id = await handedOver();
    assert.equal((await judged(id, { utgang: 'aterforvisat' })).status, 303);
    return id;
  }

  test('what a court has sent back the board decides anew by its minutes, once', async () => {
    const decided = await scene.decided();
    const minutes = { ...MINUTES, ...today('sammantrade') };
    assert.equal(
      (await act(jonas, decided, 'namndbeslut', minutes)).status,
      409,
      'decided, and no court has sent it back',
    );
    const id = await remanded();
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and form = 'aterforvisat'`);
    assert.match(
      (await jonas.get(`/arbete/arenden/${id}/uppgifter/${task}`)).text,
      /\/atgard\/namndbeslut"[\s\S]*\/atgard\/ordforandebeslut"/,
    );
    const entered = await act(jonas, id, 'namndbeslut', minutes);
    assert.equal(entered.status, 303, entered.text);
    assert.deepEqual([await waiting(id), await closed(id)], [[], false], 'it is not sent yet');
    assert.equal((await act(jonas, id, 'namndbeslut', minutes)).status, 409, 'once');
    assert.equal((await act(maryam, id, 'besluta-pa-nytt', MINUTES)).status, 409, 'the board has decided');
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    const [letter = ''] = await town.letters(id, 'namndbeslut');
    assert.match(letter, /Förvaltningsrätten i Ekhamn har upphävt vårt tidigare beslut(?:.|\n)*Hyran ska räknas med\./);
    assert.deepEqual([await waiting(id), await closed(id)], [['genomforande'], true]);
    assert.match(await own(id), /id="utfall"[\s\S]*?6 200 kronor/);
    assert.equal((await act(sara, id, 'overklaga', { andring: 'Ännu mer.' })).status, 303, 'the new one is appealed');
  });

  test('what was given before a court annulled it somebody stops, when the chair refuses it anew', async () => {
    const id = await remanded();
    const refused = {
      ...MINUTES,
      ordforande: 'Karin Ek',
      bradskande: 'Utbetalningen går i morgon.',
      utfall: 'rejected',
      innebar: '',
      undantag: 'fl-25-obehovligt',
      'undantag-skal': 'Parterna har läst domen.',
      ...today('dag'),
    };
    const entered = await act(jonas, id, 'ordforandebeslut', refused);
    assert.equal(entered.status, 303, entered.text);
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    const [letter = ''] = await town.letters(id, 'ordforandebeslut');
    assert.match(letter, /Förvaltningsrätten i Ekhamn har upphävt vårt tidigare beslut/);
    assert.deepEqual(await waiting(id), ['genomforande']);
  });
}

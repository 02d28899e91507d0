// Cases as an officer meets them on the desk: begun, waited for, decided, appealed, not carried out.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { selectLooks } from '#areas/insight/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { SERVICE } from '#platform/town/testing.ts';
import { ASSISTANCE, act, dayFields, type LawTown, openLawTown, SARA } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';

const changed = (changes: readonly (readonly [string, string])[], text = '') =>
  changes.reduce((now, [from, to]) => now.replace(from, to), text);

/** A support that is granted, and then has to begin (SoL 34 kap. 1 §). */
const SUPPORT = {
  ...SERVICE,
  'service.yaml': changed(
    [
      ['id: liten', 'id: insats'],
      ['Liten tjänst', 'Stöd i hemmet'],
      ['FL (2017:900) 40 §', 'SoL (2025:400) 11 kap. 1 §'],
      ['{ board: kommunstyrelsen, unit: kansli }', '{ board: socialnamnden, unit: forsorjningsstod }'],
      ['      regime:', '      unexecuted: reported\n      kind: { sv: Hemtjänst, en: Home care }\n      regime:'],
    ],
    SERVICE['service.yaml'],
  ),
  'process.bpmn': changed([['kansli/delegat', 'forsorjningsstod/delegat']], SERVICE['process.bpmn']),
};

/** The small service for a fee, which who may decide gives back. */
const PAID = {
  ...SERVICE,
  'service.yaml': changed(
    [
      ['id: liten', 'id: avgift'],
      ['sign-in: required', 'sign-in: optional'],
      ['who-may-apply: [ self ]', 'who-may-apply: [ anyone ]'],
      ['facts: [ person ]', 'facts: []\nfee: { amount: "100", text: { sv: Avgift, en: Fee } }'],
    ],
    SERVICE['service.yaml'],
  ),
};

const SAM = '198501242393';

export interface DeskScene {
  readonly town: LawTown;
  readonly sara: Visitor;
  /** Paths of cases by what they are. */
  readonly at: { readonly [case_: string]: string };
  officer(name: string): Promise<Visitor>;
}

const desk = (id: string) => `/arbete/arenden/${id}`;
const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** Opens a town in which each act of the desk can be done once. */
export async function openDesk(): Promise<DeskScene> {
  const town = await openLawTown({ insats: SUPPORT, avgift: PAID });
  const [sara, sam] = [await town.citizen(SARA), await town.citizen(SAM)];
  const officers = new Map<string, Promise<Visitor>>();
  const officer = (name: string) => {
    const known = officers.get(name) ?? town.staff(name);
    officers.set(name, known);
    return known;
  };
  const [jonas, maryam] = [await officer('jonas-forsorjningsstod'), await officer('maryam-forsorjningsstod')];
  const done = async (asked: Promise<{ readonly status: number; readonly text: string }>) => {
    const { status, text } = await asked;
    assert.equal(status, 303, text);
  };
  const today = () => dayFields('dag', town.today());
  const at: Record<string, string> = {};
  const inTime = { saknas: 'Kvittot.', foljd: 'avvisas', ...dayFields('senast', answerBy(town.today(), 14)) };
  for (const name of [
    'old',
    'ordered',
    'late',
    'open',
    'other',
    'board',
    'chair',
    'decided',
    'conflict',
    'not ours',
    'double',
    'elsewhere',
    'dismissed',
  ])
    at[name] = desk(await town.assistance(sara));
  // Who has no mailbox gets her letters on paper.
  await town.join(idOf(at['ordered'] ?? ''), await town.citizen('194709201836'), 'co-applicant');
  await done(act(jonas, idOf(at['ordered'] ?? ''), 'komplettera', inTime));
  for (const name of ['late', 'decided']) await town.approve(idOf(at[name] ?? ''));
  await done(act(jonas, idOf(at['late'] ?? ''), 'delgivning', { satt: 'kvitto', ...today() }));
  const fallen = { orsak: 'annat', skal: 'Saken har fallit.' };
  await done(act(maryam, idOf(at['dismissed'] ?? ''), 'avskriv', fallen));
  await done(act(jonas, idOf(at['conflict'] ?? ''), 'jav', { skal: 'Hon är min granne.' }));
  at['support'] = desk((await town.apply(sara, 'insats', { antal: 3 })).case);
  const task = await town.one(sql`select id from runtime.task where business_key = ${idOf(at['support'])}`);
  await done(maryam.post(`${at['support']}/uppgifter/${task}`, { skal: 'Behovet är prövat.' }));
  // The only file of its person, decided by the rules: it is closed, and nothing else keeps it (SoL 16 kap. 1 §).
  const { tillgangar: _, ...clear } = { ...ASSISTANCE, andra_tillgangar: false, konton: 640 };
  const manad = town.today().toPlainYearMonth().toString();
  await town.apply(sam, 'ekonomiskt-bistand-ateransokan', { ...clear, manad });
  at['paid'] = desk(await paidFor(town, sam));
  at['asked for'] = desk((await town.withoutName('allman-handling')).id);
  await town.move('P185D');
  await done(act(sara, idOf(at['old'] ?? ''), 'begar-avgorande'));
  await done(act(sara, idOf(at['late'] ?? ''), 'overklaga', { andring: 'Jag vill ha mer.' }));
  await selectLooks(town.db, town.served.house.site.town, '2026-03-02T08:00:00Z');
  at['helped'] = await filledIn(maryam, { hur: 'phone', legitimation: 'call-back' });
  const paper = { hur: 'letter', legitimation: 'paper', inkom: 'post', ...dayFields('dag', town.today()) };
  at['on paper'] = await filledIn(maryam, paper);
  await town.settle();
  return { town, sara, at, officer };
}

/** An officer has filled in everything for Sara; the page where she confirms it, or where what came on paper is sent. */
async function filledIn(officer: Visitor, how: { readonly [field: string]: string }): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ tjanst: 'insats', nummer: SARA, ...how })) form.append(name, value);
  const scan = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
  if (how['hur'] === 'letter') form.append('skannad', new File([scan], 'a.pdf', { type: 'application/pdf' }));
  const { to } = await officer.post('/arbete/hjalp-att-ansoka', form);
  const sent = await officer.post(to, { antal: '3', _do: 'continue' });
  assert.match(sent.to, /\/granska$/, sent.text);
  return sent.to;
}

/** Somebody applies and pays, at the pretended provider. */
async function paidFor(town: LawTown, visitor: Visitor): Promise<string> {
  const begun = await visitor.post('/tjanster/avgift/ansok', { ny: 'ja' });
  const draft = begun.to.replace(/\/[^/]+$/, '');
  await visitor.post(`${draft}/sida`, { antal: '3', _do: 'continue' });
  const read = /name="read" value="([^"]+)"/.exec((await visitor.get(`${draft}/granska`)).text)?.[1] ?? '';
  await visitor.post(`${draft}/granska`, { read });
  const { to } = await visitor.post(`${draft}/betala`, { method: 'swish' });
  await visitor.post(to, { act: 'pay' });
  const paid = await visitor.get(`${draft}/betala`);
  assert.match(paid.to, /^\/kvitto\//, paid.text);
  return town.one(sql`select id from cases.case where service = 'avgift' order by id desc limit 1`);
}

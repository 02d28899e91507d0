import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Route } from '#platform/web/index.ts';
import { houseAddresses } from '../house.ts';
import { addresses } from '../urls.ts';
import { openSecured, type Secured, type Visitor } from './testing.ts';

/** Nobody, citizens by what they are to the cases below, staff by their assignment. */
const VISITORS = [
  'nobody',
  'sam',
  'sara',
  'mother',
  'father',
  'karin',
  'mattias',
  'stranger',
  'jonas',
  'maryam',
  'birgitta',
  'petra',
  'lisa',
  'anna',
  'eva',
  'nadia',
  'sofia',
] as const;
type Name = (typeof VISITORS)[number];

const WORKERS: readonly Name[] = ['jonas', 'maryam', 'birgitta', 'petra', 'lisa', 'anna', 'eva'];
const STAFF: readonly Name[] = [...WORKERS, 'nadia', 'sofia'];
const CITIZENS: readonly Name[] = ['sam', 'sara', 'mother', 'father', 'karin', 'mattias', 'stranger'];

/** A page's mark of what it showed. */
const MARK = `1.-.${'a'.repeat(12)}`;

interface Row {
  readonly route: keyof typeof addresses;
  readonly method?: 'POST';
  /** Names of things of the town, or words as they stand. */
  readonly of?: { readonly [param: string]: string };
  readonly query?: string;
  readonly fields?: { readonly [name: string]: string };
  /** Who gets there: a page, a file, a redirect onwards, or a form with errors. Everybody else is turned away. */
  readonly to: readonly Name[] | 'everybody';
  /** Whose data a look shows; it must be in their log afterwards, with everybody of `to`. */
  readonly shows?: readonly (Name | 'child')[];
}

const UNIT: readonly Name[] = ['jonas', 'maryam', 'birgitta'];
const nobodys = '01890000-0000-7000-8000-000000000000';

/** Each route × who it is for. The order matters only where a POST that succeeds changes what is there. */
const TABLE: readonly Row[] = [
  { route: 'start', to: 'everybody' },
  { route: 'services', to: 'everybody' },
  { route: 'search', query: 'q=socialbidrag', to: 'everybody' },
  { route: 'life-event', of: { event: 'fa-barn' }, to: 'everybody' },
  { route: 'service', of: { service: 'felanmalan' }, to: 'everybody' },
  { route: 'guide', of: { guide: 'nar-barnet-kommer' }, to: 'everybody' },
  { route: 'service.rdf', of: { service: 'felanmalan' }, to: 'everybody' },
  { route: 'service.start', of: { service: 'forskoleplats' }, to: CITIZENS },
  { route: 'service.start', method: 'POST', of: { service: 'forskoleplats' }, to: CITIZENS },
  { route: 'application.map', of: { view: 'hela' }, to: 'everybody' },

  { route: 'application.page', of: { service: 'forskoleplats', draft: 'draft', page: 'barn' }, to: ['mother'] },
  {
    route: 'application.page',
    method: 'POST',
    of: { service: 'forskoleplats', draft: 'draft', page: 'barn' },
    to: ['mother'],
  },
  { route: 'application.check', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'application.check', method: 'POST', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  {
    route: 'application.preview',
    of: { service: 'forskoleplats', draft: 'draft', file: 'attached' },
    query: 'bild=liten',
    to: ['mother'],
  },
  { route: 'application.delete', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'application.pay', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'application.pay', method: 'POST', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'test-payment', of: { request: 'unknown' }, to: [] },
  { route: 'test-payment', method: 'POST', of: { request: 'unknown' }, to: [] },
  { route: 'application.sign', of: { signing: 'round' }, to: ['mother', 'father'] },
  { route: 'application.sign', method: 'POST', of: { signing: 'round' }, to: ['mother', 'father'] },
  // The draft of somebody without a name is nobody's who lacks its secret.
  { route: 'application.page', of: { service: 'felanmalan', draft: 'secret', page: 'akut' }, to: [] },
  { route: 'application.check', method: 'POST', of: { service: 'felanmalan', draft: 'secret' }, to: [] },
  { route: 'application.receipt', of: { application: 'sam.application' }, to: ['sam'] },
  { route: 'application.receipt', of: { application: 'lamp.application' }, to: [] },
  { route: 'application.receipt', of: { application: 'lamp.application' }, query: 'nyckel=aaaa', to: [] },
  // Only whoever has the draft saves it; who has a sign-in needs no link, and is led back.
  { route: 'application.save', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'application.save', of: { service: 'felanmalan', draft: 'secret' }, to: [] },
  { route: 'application.save', method: 'POST', of: { service: 'felanmalan', draft: 'secret' }, to: [] },
  { route: 'application.resume', query: 'nyckel=aaaa', to: [] },
  { route: 'application.resume', method: 'POST', query: `nyckel=${'a'.repeat(64)}`, to: [] },
  { route: 'receipt.act', of: { application: 'lamp.application', act: 'aterkalla' }, query: 'nyckel=aaaa', to: [] },
  {
    route: 'receipt.act',
    method: 'POST',
    of: { application: 'lamp.application', act: 'aterkalla' },
    query: 'nyckel=aaaa',
    to: [],
  },
  // A receipt of somebody with a name is no way around Mina sidor, not for its own person either.
  { route: 'receipt.act', of: { application: 'sam.application', act: 'aterkalla' }, to: [] },

  { route: 'notices', to: 'everybody' },
  { route: 'compilation', query: 'k-number=1&fran=2026-13-99', to: 'everybody' },
  { route: 'description', to: 'everybody' },
  // A link is its secret: one that nobody was given opens nothing, to anybody.
  { route: 'released', of: { secret: 'A'.repeat(43) }, to: [] },
  { route: 'accessibility', to: 'everybody' },
  { route: 'registry', query: 'q=lampa&namnd=x&fran=2026-13-99&efter=a~b', to: 'everybody' },

  { route: 'feedback', of: { service: 'felanmalan' }, to: 'everybody' },
  { route: 'feedback', method: 'POST', of: { service: 'felanmalan' }, fields: { rating: '5' }, to: 'everybody' },
  { route: 'sign-in', to: 'everybody' },
  { route: 'sign-in.start', method: 'POST', to: 'everybody' },
  { route: 'sign-in.callback', of: { provider: 'test-eid' }, query: 'state=x&code=y', to: 'everybody' },
  { route: 'sign-in.keys', to: 'everybody' },
  { route: 'signed-out', to: 'everybody' },
  { route: 'staff.sign-in', to: 'everybody' },
  { route: 'staff.sign-in.start', method: 'POST', to: 'everybody' },
  { route: 'staff.assignment', to: STAFF },
  { route: 'staff.assignment.choose', method: 'POST', fields: { assignment: nobodys }, to: STAFF },
  { route: 'test-eid.choose', of: { interaction: 'unknown' }, to: [] },
  { route: 'test-eid.chosen', method: 'POST', of: { interaction: 'unknown' }, to: [] },

  { route: 'my-pages', to: CITIZENS },
  { route: 'my-pages.data', to: CITIZENS },
  { route: 'my-pages.language', method: 'POST', fields: { sprak: 'sv' }, to: CITIZENS },
  { route: 'my-pages.extract', to: CITIZENS },
  { route: 'my-pages.case', of: { case: 'sam.case' }, to: ['sam'] },
  { route: 'my-pages.case', of: { case: 'school.case' }, to: ['mother', 'father'], shows: ['child'] },
  { route: 'my-pages.case', of: { case: 'karin.case' }, to: ['karin'] },
  { route: 'my-pages.case', of: { case: 'liv.case' }, to: ['karin', 'mattias'] },
  { route: 'my-pages.case', of: { case: 'lamp.case' }, to: [] },
  { route: 'my-pages.document', of: { case: 'sam.case', document: 'sam.document' }, to: ['sam'] },
  { route: 'my-pages.document', of: { case: 'sam.case', document: 'school.document' }, to: [] },
  { route: 'my-pages.document', of: { case: 'school.case', document: 'school.document' }, to: ['mother', 'father'] },
  // The register's answer about the mother holds her address; what Karin sent tells where she lives.
  { route: 'my-pages.document', of: { case: 'school.case', document: 'school.register' }, to: ['mother'] },
  { route: 'my-pages.document', of: { case: 'liv.case', document: 'liv.document' }, to: ['karin'] },
  { route: 'my-pages.review', of: { case: 'sam.case' }, to: ['sam'] },
  { route: 'my-pages.review', of: { case: 'school.case' }, to: [] },
  { route: 'my-pages.review.ask', method: 'POST', of: { case: 'school.case' }, to: [] },
  { route: 'my-pages.review.ask', method: 'POST', of: { case: 'sam.case' }, to: ['sam'] },
  {
    route: 'my-pages.act',
    of: { case: 'school.case', act: 'begar-avgorande' },
    to: ['mother', 'father'],
    shows: ['child'],
  },
  { route: 'my-pages.act', of: { case: 'sara.case', act: 'komplettera' }, to: [] },
  { route: 'my-pages.act.do', method: 'POST', of: { case: 'sara.case', act: 'begar-avgorande' }, to: ['sara'] },
  { route: 'my-pages.task', of: { task: 'school.task' }, to: ['father'] },
  { route: 'my-pages.task', of: { task: 'sara.task' }, to: [] },
  { route: 'my-pages.task.do', method: 'POST', of: { task: 'sara.task' }, fields: { utfall: 'approved' }, to: [] },
  { route: 'my-pages.task.do', method: 'POST', of: { task: 'school.task' }, to: ['father'] },

  { route: 'inbox', to: CITIZENS },
  { route: 'inbox.choice', to: CITIZENS },
  { route: 'inbox.choice', method: 'POST', fields: { post: 'digitalt' }, to: CITIZENS },
  { route: 'inbox.letter', of: { letter: 'sam.letter' }, to: ['sam'] },
  { route: 'inbox.pdf', of: { letter: 'sam.letter' }, to: ['sam'] },
  { route: 'inbox.confirm', method: 'POST', of: { letter: 'sam.letter' }, to: ['sam'] },

  { route: 'desk', to: STAFF },
  { route: 'desk.assign', method: 'POST', fields: { till: 'mig' }, to: WORKERS },
  { route: 'desk.views', method: 'POST', fields: { namn: 'Mina' }, to: WORKERS },
  { route: 'desk.absence', to: WORKERS },
  { route: 'desk.absence.do', method: 'POST', to: WORKERS },
  { route: 'desk.news', query: 'sedan=1:1:', to: WORKERS },
  { route: 'desk.case.news', of: { case: 'sara.case' }, query: `sedan=${MARK}`, to: UNIT },
  { route: 'desk.case.news', of: { case: 'karin.case' }, query: `sedan=${MARK}`, to: ['birgitta'] },
  { route: 'desk.case.news', of: { case: 'lamp.case' }, query: `sedan=${MARK}`, to: ['lisa'] },
  { route: 'desk.list-csv', to: WORKERS },
  { route: 'desk.list-xlsx', to: WORKERS },
  { route: 'desk.assist', to: WORKERS },
  { route: 'desk.assist', method: 'POST', to: WORKERS },
  { route: 'desk.incoming', to: WORKERS },
  { route: 'desk.incoming', method: 'POST', to: WORKERS },
  { route: 'desk.late', to: ['birgitta'] },
  { route: 'desk.late-csv', to: ['birgitta'] },
  { route: 'desk.late-xlsx', to: ['birgitta'] },
  { route: 'desk.unexecuted', to: WORKERS },
  { route: 'desk.unexecuted.file', of: { file: 'ivo.csv' }, to: WORKERS },
  { route: 'desk.cases', query: 'q=S', to: WORKERS },
  { route: 'desk.case', of: { case: 'sara.case' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.case', of: { case: 'karin.case' }, to: ['birgitta'], shows: ['karin'] },
  { route: 'desk.case', of: { case: 'school.case' }, to: ['petra'], shows: ['mother', 'father'] },
  { route: 'desk.case', of: { case: 'liv.case' }, to: [] },
  // Anna works with streets, and is a party here (FL 16 §).
  { route: 'desk.case', of: { case: 'lamp.case' }, to: ['lisa'] },
  { route: 'desk.document', of: { case: 'sara.case', document: 'sara.document' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.document', of: { case: 'sara.case', document: 'sam.document' }, to: [] },
  { route: 'desk.document', of: { case: 'sara.case', document: 'karin.document' }, to: [] },
  { route: 'desk.mask', of: { case: 'sara.case', document: 'sara.document' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.mask', of: { case: 'sara.case', document: 'sam.document' }, to: [] },
  { route: 'desk.mask', method: 'POST', of: { case: 'sara.case', document: 'sara.document' }, to: UNIT },
  { route: 'desk.mask', method: 'POST', of: { case: 'sara.case', document: 'sam.document' }, to: [] },
  { route: 'desk.letter', of: { case: 'sam.case', letter: 'sam.letter' }, to: UNIT, shows: ['sam'] },
  { route: 'desk.letter', of: { case: 'sara.case', letter: 'sam.letter' }, to: [] },
  { route: 'desk.rules', of: { case: 'sara.case', evaluation: 'sara.evaluation' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.rules', of: { case: 'sara.case', evaluation: 'sam.evaluation' }, to: [] },
  { route: 'desk.rules', of: { case: 'sara.case', evaluation: 'karin.evaluation' }, to: [] },
  {
    route: 'desk.rules',
    of: { case: 'karin.case', evaluation: 'karin.evaluation' },
    to: ['birgitta'],
    shows: ['karin'],
  },
  { route: 'desk.rules', of: { case: 'school.case', evaluation: 'sara.evaluation' }, to: [] },
  { route: 'desk.task', of: { case: 'sara.case', task: 'sara.task' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.task', of: { case: 'sam.case', task: 'sara.task' }, to: [] },
  { route: 'desk.task', of: { case: 'school.case', task: 'school.task' }, to: [] },
  { route: 'desk.task.do', method: 'POST', of: { case: 'sam.case', task: 'sara.task' }, to: [] },
  { route: 'desk.task.do', method: 'POST', of: { case: 'school.case', task: 'school.task' }, to: [] },
  { route: 'desk.task.do', method: 'POST', of: { case: 'sara.case', task: 'sara.task' }, to: UNIT },
  { route: 'desk.act', of: { case: 'karin.case', act: 'komplettera' }, to: ['birgitta'], shows: ['karin'] },
  { route: 'desk.act', of: { case: 'sara.case', act: 'begar-avgorande' }, to: [] },
  { route: 'desk.act.do', method: 'POST', of: { case: 'karin.case', act: 'drojsmal' }, to: ['birgitta'] },
  { route: 'desk.bundle', of: { case: 'sara.case', act: nobodys }, to: [] },
  { route: 'desk.claim', method: 'POST', of: { case: 'karin.case', task: 'karin.task' }, to: ['birgitta'] },
  { route: 'desk.claim', method: 'POST', of: { case: 'sara.case', task: 'karin.task' }, to: [] },
  { route: 'desk.relate', method: 'POST', of: { case: 'sara.case' }, to: UNIT },
  { route: 'desk.relate', method: 'POST', of: { case: 'karin.case' }, to: ['birgitta'] },
  { route: 'desk.fields', of: { case: 'sara.case' }, to: UNIT, shows: ['sara'] },
  { route: 'desk.fields', of: { case: 'karin.case' }, to: ['birgitta'], shows: ['karin'] },
  { route: 'desk.fields', method: 'POST', of: { case: 'sara.case' }, to: UNIT },
  { route: 'desk.fields', method: 'POST', of: { case: 'karin.case' }, to: ['birgitta'] },
  { route: 'desk.comment', method: 'POST', of: { case: 'sara.case' }, fields: { kommentar: 'Ring?' }, to: UNIT },
  { route: 'desk.comment', method: 'POST', of: { case: 'karin.case' }, fields: { kommentar: 'x' }, to: ['birgitta'] },
  { route: 'desk.note', method: 'POST', of: { case: 'sara.case' }, fields: { note: 'Ringt.' }, to: UNIT },
  { route: 'desk.note', method: 'POST', of: { case: 'karin.case' }, fields: { note: 'Ringt.' }, to: ['birgitta'] },
  {
    route: 'desk.mark',
    method: 'POST',
    of: { case: 'sara.case' },
    fields: { basis: 'OSL (2009:400) 26 kap. 1 §' },
    to: UNIT,
  },
  {
    route: 'desk.mark',
    method: 'POST',
    of: { case: 'karin.case' },
    fields: { basis: 'OSL (2009:400) 26 kap. 1 §' },
    to: ['birgitta'],
  },
  { route: 'desk.print', to: WORKERS },
  { route: 'desk.print', method: 'POST', fields: { brev: '' }, to: [] },
  { route: 'desk.print.pdf', of: { letter: 'sam.letter' }, to: [] },
  { route: 'desk.operations', to: ['nadia'] },
  { route: 'desk.instances', to: ['nadia'] },
  { route: 'desk.instance', of: { instance: 'sara.instance' }, to: ['nadia'], shows: ['sara'] },
  { route: 'desk.instance.act', of: { instance: 'sara.instance', act: 'pausa' }, to: ['nadia'], shows: ['sara'] },
  {
    route: 'desk.instance.act.do',
    method: 'POST',
    of: { instance: 'sara.instance', act: 'pausa' },
    fields: { reason: 'Reglerna ses över.' },
    to: ['nadia'],
  },
  {
    route: 'desk.instance.act.do',
    method: 'POST',
    of: { instance: 'sara.instance', act: 'fortsatt' },
    fields: { reason: 'Reglerna är klara.' },
    to: ['nadia'],
  },
  { route: 'desk.incident', of: { incident: 'incident' }, to: ['nadia'], shows: ['anna'] },
  {
    route: 'desk.incident.do',
    method: 'POST',
    of: { incident: 'incident' },
    fields: { how: 'resolved', reason: 'Brevet är skickat för hand.' },
    to: ['nadia'],
  },
  { route: 'desk.migrate', query: 'tjanst=felanmalan', to: ['nadia'] },
  {
    route: 'desk.migrate.do',
    method: 'POST',
    fields: { reason: 'Nya regler.' },
    query: 'tjanst=felanmalan',
    to: ['nadia'],
  },
  { route: 'desk.migration', of: { migration: 'migration' }, to: ['nadia'] },
  { route: 'desk.process-log', query: 'format=xes', to: ['nadia'] },
  { route: 'desk.requests', to: ['eva'] },
  { route: 'desk.notices', to: ['eva'] },
  {
    route: 'desk.notices',
    method: 'POST',
    fields: { board: 'socialnamnden', title: 'Sammanträde', adjusted: '2026-02-03', kept: 'Torggatan 2' },
    to: ['eva'],
  },
  { route: 'desk.notice', of: { notice: 'notice' }, to: ['eva'] },
  { route: 'desk.notice.do', method: 'POST', of: { notice: 'notice' }, fields: { how: 'down' }, to: ['eva'] },
  { route: 'desk.reports', to: ['eva'] },
  {
    route: 'desk.reports',
    method: 'POST',
    fields: { board: 'socialnamnden', meeting: '2026-02-24' },
    to: ['eva'],
  },
  { route: 'desk.report', of: { report: 'report' }, to: ['eva'] },
  { route: 'desk.archive', to: ['eva'] },
  { route: 'desk.archive.propose', method: 'POST', to: ['eva'] },
  { route: 'desk.archive.hand-over', method: 'POST', fields: { arende: 'x' }, to: [] },
  { route: 'desk.archive.package', of: { handover: nobodys }, to: [] },
  { route: 'desk.archive.proposal', of: { proposal: 'proposal' }, to: ['eva'] },
  {
    route: 'desk.archive.proposal.do',
    method: 'POST',
    of: { proposal: 'proposal' },
    fields: { how: 'approve' },
    to: ['eva'],
  },
  { route: 'desk.extract', to: ['eva', 'birgitta'] },
  {
    route: 'desk.extract',
    method: 'POST',
    fields: { nummer: '197812092398', andamal: 'Begäran', vem: 'self', legitimation: 'document' },
    to: ['eva', 'birgitta'],
    shows: ['sara'],
  },
  { route: 'desk.extract.file', of: { extract: 'extract' }, to: ['eva'], shows: ['sara'] },
  { route: 'desk.log-checks', to: ['maryam', 'birgitta'] },
  { route: 'desk.log-check', of: { check: 'check' }, to: ['maryam', 'birgitta'] },
  {
    route: 'desk.log-check',
    method: 'POST',
    of: { check: 'check' },
    fields: { how: 'save' },
    to: ['maryam', 'birgitta'],
  },
  { route: 'desk.services', to: ['sofia'] },
  { route: 'desk.service', of: { service: 'felanmalan' }, to: ['sofia'] },
  { route: 'desk.try', of: { service: 'felanmalan' }, to: ['sofia'] },
  {
    route: 'desk.try',
    method: 'POST',
    of: { service: 'felanmalan' },
    fields: { _sida: 'plats', _prov: '{}' },
    to: ['sofia'],
  },
  { route: 'desk.statistics', to: ['nadia', 'sofia'] },
  { route: 'desk.mail', to: ['nadia'] },
  { route: 'desk.clock', to: ['nadia'] },
  { route: 'desk.clock.move', method: 'POST', fields: { by: 'PT1H' }, to: ['nadia'] },

  // Last of each: what is deleted or ended is gone.
  { route: 'application.delete', method: 'POST', of: { service: 'forskoleplats', draft: 'draft' }, to: ['mother'] },
  { route: 'sign-out', method: 'POST', to: 'everybody' },
];

/** What a route may do with somebody: a page of theirs, or turned away to sign in or with a 404. */
type Met = 'gets there' | 'signs in' | 'not found';

describe('who gets where', { timeout: 240_000 }, () => {
  let town: Secured;
  let people: Map<string, Visitor>;
  let things: Map<string, string>;

  before(async () => {
    town = await openSecured();
    people = new Map();
    const numbers: { readonly [name: string]: string } = {
      sam: '198501242393',
      sara: '197812092398',
      mother: '199310102380',
      father: '199008192396',
      karin: '198306142384',
      mattias: '198009232391',
      stranger: '199107222383',
    };
    people.set('nobody', town.nobody());
    for (const [name, number] of Object.entries(numbers)) people.set(name, await town.citizen(number));
    const assignments: { readonly [name: string]: string } = {
      jonas: 'jonas-forsorjningsstod',
      maryam: 'maryam-forsorjningsstod',
      birgitta: 'birgitta-forsorjningsstod',
      petra: 'petra-forskola',
      lisa: 'lisa-gata',
      anna: 'anna-gata',
      eva: 'eva-kansli',
      nadia: 'nadia-drift',
      sofia: 'sofia-kansli',
    };
    for (const [name, assignment] of Object.entries(assignments)) people.set(name, await town.staff(assignment));
    things = await furnish(town, (name) => visitor(name));
  });
  after(() => town.close());

  function visitor(name: string): Visitor {
    const found = people.get(name);
    assert.ok(found, name);
    return found;
  }

  function pathOf({ route, of = {}, query }: Row): string {
    const params = Object.fromEntries(Object.entries(of).map(([name, thing]) => [name, things.get(thing) ?? thing]));
    return `${houseAddresses.url(route, params)}${query === undefined ? '' : `?${query}`}`;
  }

  async function meets(name: Name, row: Row): Promise<Met> {
    const path = pathOf(row);
    const asks = visitor(name);
    const { status, to, text } = row.method === 'POST' ? await asks.post(path, row.fields) : await asks.get(path);
    assert.ok(status < 500, `${name} ${row.method ?? 'GET'} ${path}: ${status}`);
    assert.doesNotMatch(text, /\n\s+at .*\.tsx?:\d+/, 'no stack is shown');
    if (status === 404) return 'not found';
    const signIn = /^(\/en)?(\/arbete)?\/logga-in(\?|$)/.test(to);
    if (signIn && !row.route.includes('sign-in')) return 'signs in';
    assert.ok([200, 303, 409, 410, 422].includes(status), `${name} ${row.method ?? 'GET'} ${path}: ${status} ${to}`);
    return 'gets there';
  }

  test('every route of the house has a row here', () => {
    const known = new Set(TABLE.map((row) => `${row.method ?? 'GET'} ${row.route}`));
    const routes: readonly Route[] = town.served.house.routes;
    const missing = routes.map(({ method, name }) => `${method} ${name}`).filter((route) => !known.has(route));
    assert.deepEqual(missing, [], 'routes that nobody has thought about');
    const rows = new Set<string>(TABLE.map(({ route }) => route));
    assert.deepEqual(
      Object.keys(addresses).filter((name) => !rows.has(name)),
      [],
      'addresses that nobody has thought about',
    );
  });

  test('no form is taken without its token', async () => {
    for (const row of TABLE.filter(({ method }) => method === 'POST')) {
      const to = row.to === 'everybody' ? 'sam' : (row.to[0] ?? 'sam');
      for (const token of ['', 'AAAA', await town.nobody().token()]) {
        const { status } = await visitor(to).post(pathOf(row), { ...row.fields, _csrf: token });
        assert.equal(status, 403, `${row.route} with the token "${token}"`);
      }
    }
  });

  for (const row of TABLE) {
    const what = `${row.method ?? 'GET'} ${row.route} ${Object.values(row.of ?? {}).join(' ')}`.trim();
    test(`${what}: ${row.to === 'everybody' ? 'everybody' : row.to.join(', ') || 'nobody'}`, async () => {
      const [wanted, others] = [
        VISITORS.filter((name) => row.to === 'everybody' || row.to.includes(name)),
        VISITORS.filter((name) => row.to !== 'everybody' && !row.to.includes(name)),
      ];
      for (const name of others) {
        const met = await meets(name, row);
        assert.notEqual(met, 'gets there', `${name} gets to ${pathOf(row)}`);
      }
      for (const name of wanted) {
        const before = await looks(name, row.shows ?? []);
        assert.equal(await meets(name, row), 'gets there', `${name} does not get to ${pathOf(row)}`);
        if (row.shows === undefined) continue;
        const after = await looks(name, row.shows);
        for (const [index, whose] of row.shows.entries())
          assert.equal(after[index], (before[index] ?? 0) + 1, `${name}'s look at ${whose} is in the log`);
      }
    });
  }

  /** How often `name` has opened the data of each of them. */
  async function looks(name: Name, whose: readonly string[]): Promise<number[]> {
    const { actor } = visitor(name);
    if (actor.kind === 'anonymous' || actor.kind === 'system') return [];
    const counts: number[] = [];
    for (const subject of whose) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from access.look
        where actor_party = ${actor.party} and kind = 'OPENED' and subject = ${partyOf(subject)}`.execute(town.db);
      counts.push(rows[0]?.n ?? 0);
    }
    return counts;
  }

  function partyOf(name: string): string {
    const known = things.get(`${name}.party`);
    if (known !== undefined) return known;
    const { actor } = visitor(name);
    return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : '';
  }

  test('who stands in a list is told so, and stands only in lists of those who may see it', async () => {
    const jonas = visitor('jonas');
    assert.ok(jonas.actor.kind === 'staff');
    for (const path of ['/arbete', '/arbete/arenden', '/arbete?q=a', '/arbete/arenden?q=SN']) {
      await jonas.get(path);
      const { rows } = await sql<{ listed: string[] }>`select listed from access.look
        where actor_party = ${jonas.actor.party} and kind = 'LISTED' order by id desc limit 1`.execute(town.db);
      assert.ok(rows[0]?.listed.includes(partyOf('sara')), path);
      assert.ok(!rows[0]?.listed.includes(partyOf('karin')), path);
      assert.ok(!rows[0]?.listed.includes(partyOf('mother')), path);
    }
  });

  test('what one reads of oneself is no look', async () => {
    const { rows } = await sql`select from access.look where kind = 'OPENED' and actor_party = subject`.execute(
      town.db,
    );
    assert.equal(rows.length, 0);
  });
});

/** Cases of several people in several units, with what belongs to them. */
async function furnish(town: Secured, visitor: (name: string) => Visitor): Promise<Map<string, string>> {
  const assistance = {
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [],
    konton: 640,
    plan_foljd: true,
    plan_gjort: 'Sökt arbete.',
    konto: 'samma',
    intygar: true,
  };
  const rent = (belopp: number) => ({ utgifter: [{ slag: 'hyra', belopp }] });
  const car = { andra_tillgangar: true, tillgangar: [{ slag: 'bil', varde: 48_000 }] };
  const preschool = {
    verksamhet: 'forskola',
    fran_datum: '2026-08-17',
    val_1: 'sjoboden',
    grund: 'arbete',
    timmar: 35,
    obekvam_tid: false,
    sarskilt_stod: false,
    intygar: true,
  };
  const lamp = {
    akut: false,
    kategori: 'gatubelysning',
    plats: { text: 'Utanför Varvsgatan 14' },
    rubrik: 'Trasig gatlampa',
    beskrivning: 'Lampan är släckt.',
    vill_ha_svar: false,
  };
  const made = new Map<string, string>();
  const apply = async (name: string, who: string, service: string, answers: Parameters<Secured['apply']>[2]) => {
    const { case: caseId, application } = await town.apply(visitor(who), service, answers);
    made.set(`${name}.case`, caseId).set(`${name}.application`, application);
    made.set(
      `${name}.document`,
      await town.one(sql`select id from cases.document where case_id = ${caseId} and kind = 'application'`),
    );
    return caseId;
  };
  await apply('sam', 'sam', 'ekonomiskt-bistand-ateransokan', {
    ...assistance,
    ...rent(6200),
    andra_tillgangar: false,
  });
  await apply('sara', 'sara', 'ekonomiskt-bistand-ateransokan', { ...assistance, ...rent(5900), ...car });
  await apply('karin', 'karin', 'ekonomiskt-bistand-ateransokan', { ...assistance, ...rent(7900), ...car });
  const school = await apply('school', 'mother', 'forskoleplats', { ...preschool, barn: 'Otto Dahl' });
  await apply('liv', 'karin', 'forskoleplats', { ...preschool, barn: 'Liv Holm' });
  const reported = await apply('lamp', 'nobody', 'felanmalan', lamp);
  for (const name of ['sam', 'sara', 'karin'])
    made.set(
      `${name}.evaluation`,
      await town.one(sql`select id from cases.evaluation where case_id = ${made.get(`${name}.case`)} limit 1`),
    );
  for (const name of ['sara', 'karin', 'school'])
    made.set(
      `${name}.task`,
      await town.one(sql`select id from runtime.task where business_key = ${made.get(`${name}.case`)} limit 1`),
    );
  made.set(
    'sara.instance',
    await town.one(sql`select id from runtime.instance where business_key = ${made.get('sara.case')}`),
  );
  made.set(
    'school.register',
    await town.one(sql`select id from cases.document where case_id = ${school} and kind = 'register' limit 1`),
  );
  made.set(
    'child.party',
    await town.one(sql`select party_id as id from cases.party_role where case_id = ${school} and role = 'represented'`),
  );
  const letter = await town.one(sql`select id from inbox.letter where case_id = ${made.get('sam.case')}`);
  made.set('sam.letter', letter);
  await town.settle();
  const { actor } = visitor('anna');
  assert.ok(actor.kind === 'staff');
  await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${reported}, ${actor.party}, 'affected', now())`.execute(town.db);
  made.set(
    'migration',
    await town.one(sql`insert into runtime.migration (id, plan, reason, at)
      values (gen_random_uuid(), '{"version": "x", "elements": {}}', 'Nya regler.', now()) returning id`),
  );
  const { actor: archivist } = visitor('eva');
  assert.ok(archivist.kind === 'staff');
  made.set(
    'proposal',
    await town.one(sql`insert into archive.proposal (id, by_party, unit, at)
      values (gen_random_uuid(), ${archivist.party}, 'kansli', now()) returning id`),
  );
  const { actor: sara } = visitor('sara');
  assert.ok(sara.kind === 'citizen');
  made.set(
    'extract',
    await town.one(sql`insert into insight.extract_made (id, party_id, purpose, asked_by, identity, by_party, unit, at)
      values (gen_random_uuid(), ${sara.party}, 'Begäran', 'self', 'document', ${archivist.party}, 'kansli',
        ${town.served.house.site.now()}::timestamptz) returning id`),
  );
  made.set(
    'check',
    await town.one(sql`insert into insight.log_check (id, unit, from_day, to_day, due, looks, officers, at)
      values (gen_random_uuid(), 'forsorjningsstod', '2026-01-01', '2026-01-31', '2026-02-28', 0, 0, now()) returning id`),
  );
  made.set(
    'notice',
    await town.one(sql`with n as (insert into notices.notice (id, kind, board, title, adjusted_on, kept_at, at)
        values (gen_random_uuid(), 'minutes', 'socialnamnden', 'Möte', current_date, 'Torggatan 2', now()) returning id)
      insert into notices.announcement (id, notice_id, day, due, last_day, at, real_at)
      select gen_random_uuid(), id, current_date, current_date, current_date, now(), now() from n returning notice_id as id`),
  );
  made.set(
    'report',
    await town.one(sql`with r as (insert into notices.report (id, board, meeting, by_party, unit, at)
        values (gen_random_uuid(), 'socialnamnden', current_date, ${archivist.party}, 'kansli', now()) returning id)
      insert into notices.told (decision_id, report_id, number, delegation, outcome, ground, automated, decided_at)
      select gen_random_uuid(), id, 'SN 2026-9', 'x', 'approved', 'x', false, now() from r returning report_id as id`),
  );
  made.set('incident', await anIncident(town, reported));
  made.set('draft', (await town.begin(visitor('mother'), 'forskoleplats')).id);
  made.set('attached', await anAttachment(town, made.get('draft') ?? ''));
  made.set('round', await aRound(town, made.get('draft') ?? '', [visitor('mother'), visitor('father')]));
  made.set('secret', (await town.begin(visitor('nobody'), 'felanmalan')).id);
  return made;
}

/** A file of a draft, of a kind that has no first page to draw: its bytes are not asked for. */
async function anAttachment(town: Secured, draft: string): Promise<string> {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return town.one(sql`insert into files.file (id, sha256, size, type, name, state, draft_id, created_at)
    values (gen_random_uuid(), ${'0'.repeat(64)}, 1, ${word}, 'brev.docx', 'draft', ${draft}, now()) returning id`);
}

/** Signatures under way: the first has signed, the others are asked. */
async function aRound(town: Secured, draft: string, people: readonly Visitor[]): Promise<string> {
  const parties = people.map(({ actor }) => (actor.kind === 'citizen' ? actor.party : ''));
  const id =
    await town.one(sql`insert into applications.signing (id, draft_id, service, service_version, applicant, actor,
      frozen, html_hash, hash, language, needed, started_at, remind_at, expires_at)
    select gen_random_uuid(), d.id, d.service, d.service_version, d.party, '{}', '{"data": {}, "pages": [], "html": ""}',
      repeat('a', 64), repeat('a', 64), 'sv', 2, d.created, d.created + interval '7 days', d.created + interval '14 days'
    from applications.draft d where d.id = ${draft} returning id`);
  for (const [place, party] of parties.entries())
    await sql`insert into applications.signer (signing_id, party, place, asked_at)
      values (${id}, ${party}, ${place}, now())`.execute(town.db);
  return id;
}

function anIncident(town: Secured, caseId: string): Promise<string> {
  return town.one(sql`insert into runtime.incident (id, business_key, type, message, first_at, last_at, attempts)
    values ('01890000-0000-7000-8000-00000000000a', ${caseId}, 'letter.pdf', 'broken', now(), now(), 6) returning id`);
}

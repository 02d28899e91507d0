import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { date, type FeelContext } from '@torget/feel';
import { load } from '@torget/form';
import { type RawBuilder, sql } from 'kysely';
import type { Actor, CaseId, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { htmlOf } from '#platform/design/index.ts';
import { openFiles } from '#platform/files/index.ts';
import { type Language, loadTexts } from '#platform/text/index.ts';
import type { Service, ServiceDefinition, Town } from '#platform/town/index.ts';
import { Addresses, type Answer, type FormFields, type Request, type UploadedFile } from '#platform/web/index.ts';
import { type ApplicationsOptions, mountApplications, readMap, type SubmittedApplication } from './index.ts';

export { render as questionAnswer } from './pages/question-page.tsx';
export { draftCookie } from './secret.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const texts = loadTexts(ROOT);

/** The addresses that the area's pages lead to. */
const addresses = new Addresses({
  start: '/',
  service: '/tjanster/:service',
  'service.start': '/tjanster/:service/ansok',
  'application.page': '/tjanster/:service/ansok/:draft/:page',
  'application.check': '/tjanster/:service/ansok/:draft/granska',
  'application.pay': '/tjanster/:service/ansok/:draft/betala',
  'application.receipt': '/kvitto/:application',
  'application.delete': '/tjanster/:service/ansok/:draft/ta-bort',
  'application.save': '/tjanster/:service/ansok/:draft/spara',
  'application.resume': '/fortsatt',
  'application.sign': '/underskrift/:signing',
  'application.preview': '/tjanster/:service/ansok/:draft/bilagor/:file',
  'application.map': '/karta/:view',
  'sign-in': '/logga-in',
  feedback: '/tyck-till/:service',
  'my-pages': '/mina-sidor',
  'my-pages.case': '/mina-sidor/arenden/:case',
});

const FORM = `
sections:
  om: { sv: Om felet, en: About the fault }
pages:
  - id: vad
    section: om
    questions:
      - { id: vad, type: choice, label: { sv: Vad är trasigt?, en: What is broken? }, options: { lampa: { sv: Lampa, en: Lamp }, annat: { sv: Annat, en: Other } } }
      - { id: vilket, type: text, label: { sv: Vad då?, en: What? }, when: vad = "annat" }
    title: { sv: Vad är trasigt?, en: What is broken? }
    eligible:
      - { when: vilket = "liv", stop: { title: { sv: Ring 112, en: Call 112 }, text: { sv: Det är bråttom., en: It is urgent. } } }
  - id: var
    section: om
    title: { sv: Var?, en: Where? }
    questions:
      - { id: plats, type: point, label: { sv: Plats, en: Place } }
      - { id: bild, type: file, optional: true, label: { sv: Bild, en: Picture } }
  - id: kostnader
    title: { sv: Kostnader, en: Costs }
    questions:
      - id: kostnader
        type: group
        label: { sv: Kostnader, en: Costs }
        repeat: { min: 0, max: 3, title: "{slag}, {belopp}", item: { sv: kostnad, en: cost } }
        questions:
          - { id: slag, type: text, label: { sv: Slag, en: Kind } }
          - { id: belopp, type: money, label: { sv: Belopp, en: Amount }, min: 1 }
computed:
  summa: { value: "if count(kostnader) = 0 then 0 else sum(kostnader.belopp)", label: { sv: Summa, en: Total }, as: money }
`;

/** A service of the area's tests: only what the area reads of one. */
export function serviceOf(definition: Partial<ServiceDefinition> = {}, yaml = FORM): Service {
  const form = load(yaml);
  assert.ok(form.ok, JSON.stringify(form));
  const whole = {
    id: 'felanmalan',
    title: { sv: 'Felanmälan', en: 'Report a fault' },
    owner: { board: 'b', unit: 'u' },
    signIn: 'optional',
    anonymous: false,
    grounds: [],
    facts: [],
    assurance: 'loa3',
    whatHappens: { sv: ['Du anmäler', 'Vi lagar'], en: ['You report', 'We repair'] },
    ...definition,
  };
  return {
    id: whole.id,
    hash: 'a'.repeat(64),
    definition: whole as unknown as ServiceDefinition,
    form: form.value,
  } as unknown as Service;
}

const TOWN = {
  id: 'ekhamn',
  title: { sv: 'Ekhamns kommun', en: 'Ekhamn' },
  units: [],
  contact: { phone: '0980-31 92 00', email: '', address: '', hours: { sv: 'Vardagar' } },
} as unknown as Town;

export const FACTS: FeelContext = {
  person: { namn: 'Maja Berg', source: 'Folkbokföringen', at: date('2026-02-03') },
};

/** What a visitor brings: who they are, and the cookies they were given. */
export interface Visitor {
  readonly actor: Actor;
  readonly cookies: { [name: string]: string };
}

/** A person of the database, signed in. */
export async function person(db: Db): Promise<Visitor> {
  const id = uuidv7() as PartyId;
  await sql`insert into identity.party (id, kind, name, created_at) values (${id}, 'person', 'Maja Berg', ${NOW})`.execute(
    db,
  );
  const actor: Actor = {
    kind: 'citizen',
    party: id,
    principal: id,
    name: 'Maja Berg',
    assurance: 'loa3',
    session: uuidv7(),
  };
  return { actor, cookies: {} };
}

/** The row that comes along with a person's session, as the web reads it (`Route.along`). */
export async function alongOf(db: Db, actor: Actor, along: RawBuilder<unknown> | undefined): Promise<unknown> {
  if (actor.kind !== 'citizen' || along === undefined) return null;
  const { rows } = await sql<{ along: unknown }>`
    select (select row_to_json(one) from (${along}) one) as along
    from (select 'citizen' as kind, ${actor.party}::uuid as party) s`.execute(db);
  return rows[0]?.along ?? null;
}

export function nobody(): Visitor {
  return { actor: { kind: 'anonymous' }, cookies: {} };
}

const NOW = '2026-02-03T07:00:00Z';

export interface Visit {
  readonly status: number;
  /** Of a page. */
  readonly html: string;
  readonly title: string;
  /** Of a redirect. */
  readonly to: string;
}

/** A house with only this area in it: routes called as the web calls them, on a real database. */
export async function openArea(db: Db, service: Service, more: Partial<ApplicationsOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'torget-applications-'));
  const opened: SubmittedApplication[] = [];
  const forgotten: string[] = [];
  const state = { now: NOW, language: 'sv' as Language };
  const options: ApplicationsOptions = {
    catalogue: {
      find: (id) => (id === service.id ? service : undefined),
      version: async () => service,
      readable: async () => service,
    },
    openCase: async (_tx, _town, application) => {
      opened.push(application);
      return { caseId: uuidv7() as CaseId, caseNumber: `SBN 2026-${`${opened.length}`.padStart(6, '0')}` };
    },
    facts: async () => FACTS,
    files: await openFiles(join(folder, 'files')),
    map: await readMap(join(ROOT, 'towns/ekhamn')),
    ...more,
  };
  const { routes, sections } = mountApplications(options);

  function requestOf(visitor: Visitor, address: string, fields: FormFields, files: readonly UploadedFile[]): Request {
    const url = new URL(address, 'http://localhost');
    return {
      town: TOWN,
      db,
      actor: visitor.actor,
      language: state.language,
      t: texts.for(state.language),
      now: state.now,
      params: paramsOf(inSwedish(url.pathname)),
      query: Object.fromEntries(url.searchParams),
      fields,
      files,
      cookies: visitor.cookies,
      csrf: 'token',
      requestId: uuidv7(),
      errorCode: 'ABC123',
      forget: () => forgotten.push(url.pathname),
      url: (name, params, language) => addresses.url(name, params, language ?? state.language),
    };
  }

  async function answer(
    visitor: Visitor,
    method: 'GET' | 'POST',
    address: string,
    fields: FormFields = {},
    files: readonly UploadedFile[] = [],
  ): Promise<Answer> {
    const name = nameOf(inSwedish(new URL(address, 'http://localhost').pathname));
    const route = routes.find((each) => each.name === name && each.method === method);
    assert.ok(route, `${method} ${address}`);
    const request = requestOf(visitor, address, fields, files);
    const along = await alongOf(db, visitor.actor, route.along?.(request));
    return route.handle({ ...request, along });
  }

  async function visit(...asked: Parameters<typeof answer>): Promise<Visit> {
    return seen(asked[0], await answer(...asked));
  }

  return {
    options,
    opened,
    forgotten,
    state,
    sections,
    folder,
    files: options.files,
    get: (visitor: Visitor, address: string) => visit(visitor, 'GET', address),
    /** Fields with one value each. */
    post: (
      visitor: Visitor,
      address: string,
      fields: { [name: string]: string } = {},
      files: readonly UploadedFile[] = [],
    ) =>
      visit(
        visitor,
        'POST',
        address,
        Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]])),
        files,
      ),
    /** The same when the session has ended meanwhile. */
    async late(visitor: Visitor, address: string, fields: { [name: string]: string }): Promise<Visit> {
      const name = nameOf(address);
      const route = routes.find((each) => each.name === name && each.method === 'POST');
      assert.ok(route?.late, address);
      const one = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
      return seen(visitor, await route.late(requestOf(visitor, address, one, [])));
    },
    /** Sends a page and looks at it again, as a browser does when it is led back to it. */
    async again(
      visitor: Visitor,
      address: string,
      fields: { [name: string]: string } = {},
      files: readonly UploadedFile[] = [],
    ): Promise<Visit> {
      const one = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
      const { to } = await visit(visitor, 'POST', address, one, files);
      assert.equal(to.replace(/\?.*/, ''), address.replace(/\?.*/, ''), 'led back to the page');
      return visit(visitor, 'GET', to);
    },
    /** A page's picture or other file. */
    async file(visitor: Visitor, address: string): Promise<{ readonly type: string; readonly body: Uint8Array }> {
      const got = await answer(visitor, 'GET', address);
      assert.ok(got.kind === 'file' && got.body instanceof Uint8Array);
      return { type: got.type, body: got.body };
    },
    request: (visitor: Visitor) => requestOf(visitor, '/mina-sidor', {}, []),
    /** A file on disk as the web hands it over. */
    async upload(field: string, called: string, bytes: Uint8Array): Promise<UploadedFile> {
      const path = join(folder, uuidv7());
      await writeFile(path, bytes);
      return { field, name: called, path, size: bytes.length };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const PATTERNS: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['service.start', /^\/tjanster\/([^/]+)\/ansok$/, ['service']],
  ['application.check', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/granska$/, ['service', 'draft']],
  ['application.pay', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/betala$/, ['service', 'draft']],
  ['application.delete', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/ta-bort$/, ['service', 'draft']],
  ['application.save', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/spara$/, ['service', 'draft']],
  ['application.resume', /^\/fortsatt$/, []],
  ['application.preview', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/bilagor\/([^/]+)$/, ['service', 'draft', 'file']],
  ['application.page', /^\/tjanster\/([^/]+)\/ansok\/([^/]+)\/([^/]+)$/, ['service', 'draft', 'page']],
  ['application.receipt', /^\/kvitto\/([^/]+)$/, ['application']],
  ['application.sign', /^\/underskrift\/([^/]+)$/, ['signing']],
  ['application.map', /^\/karta\/([^/]+)$/, ['view']],
];

/** The same page's Swedish address. */
function inSwedish(path: string): string {
  return path.replace(/^\/en(?=\/)/, '');
}

function nameOf(path: string): string {
  return PATTERNS.find(([, pattern]) => pattern.test(path))?.[0] ?? '';
}

function paramsOf(path: string): { [name: string]: string } {
  for (const [, pattern, names] of PATTERNS) {
    const match = pattern.exec(path);
    if (match !== null) return Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
  }
  return {};
}

function seen(visitor: Visitor, answer: Answer): Visit {
  if (answer.kind !== 'file')
    for (const cookie of answer.cookies ?? []) visitor.cookies[`__Host-${cookie.name}`] = cookie.value;
  if (answer.kind === 'redirect') return { status: 303, html: '', title: '', to: answer.to };
  if (answer.kind === 'file') return { status: 200, html: String(answer.body), title: answer.name, to: '' };
  return { status: answer.status ?? 200, html: htmlOf(answer.body), title: answer.title, to: '' };
}

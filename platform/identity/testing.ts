import { fileURLToPath } from 'node:url';
import type { Json } from '@torget/feel';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type Db, setMode } from '#platform/database/index.ts';
import { htmlOf } from '#platform/design/index.ts';
import { openLog } from '#platform/log.ts';
import { houseLanguage, loadTexts } from '#platform/text/index.ts';
import type { Person, Provider, Registers, Town } from '#platform/town/types.ts';
import { Addresses, createServer, type Renderer, type Route, type Site } from '#platform/web/index.ts';
import { createIdentity, type Proof, sessionView } from './index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const NOW = '2026-02-03T07:00:00Z';
export const ORIGIN = 'http://localhost:3000';

/** Official test numbers (Skatteverket) for a town small enough to read. */
export const numbers = {
  anna: '199002172386',
  erik: '198811052391',
  alma: '202305152387',
  karin: '198306142384',
  birgitta: '196901119286',
  jonas: '199006252390',
  mirja: '199204732383',
  ninos: '198803882391',
  jozef: '199207642399',
  ingrid: 'NO:05068907693',
} as const;

function person(number: string, givenName: string, familyName: string, more: Partial<Person> = {}): Person {
  const kind = number.includes(':') ? 'prid' : Number(number.slice(6, 8)) > 60 ? 'samnr' : 'pnr';
  const birthDate = kind === 'pnr' ? `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}` : '1990-01-01';
  return {
    number,
    kind,
    givenName,
    familyName,
    birthDate,
    protected: false,
    guardians: [],
    upperSecondary: false,
    ...more,
  };
}

export const people: readonly Person[] = [
  person(numbers.anna, 'Anna', 'Berg', {
    about: { sv: 'Anna söker förskoleplats.', en: 'Anna applies for a preschool place.' },
    address: { street: 'Björkvägen 5', postcode: '000 14', place: 'Ekhamn' },
    email: 'anna.berg@exempel.invalid',
  }),
  person(numbers.erik, 'Erik', 'Berg'),
  person(numbers.alma, 'Alma', 'Berg', { guardians: [numbers.anna, numbers.erik] }),
  person(numbers.karin, 'Karin', 'Holm', {
    protected: true,
    address: { street: 'Kanariegränd 13', postcode: '000 99', place: 'Ekhamn' },
  }),
  person(numbers.mirja, 'Mirja', 'Koskinen', { level: 'confirmed' }),
  person(numbers.ninos, 'Ninos', 'Yacoub', { level: 'probable' }),
  person(numbers.jozef, 'Jozef', 'Nowak', { level: 'uncertain' }),
  person(numbers.ingrid, 'Ingrid', 'Solberg'),
];

export function registersOf(all: readonly Person[]): Registers {
  const find = (number: string) => all.find((each) => each.number === number);
  return {
    people: all,
    staff: [
      {
        number: numbers.birgitta,
        name: 'Birgitta Sand',
        namesWithheld: [],
        assignments: [
          { id: 'b-stod', unit: 'forsorjningsstod', roles: ['handlaggare', 'delegat'] },
          { id: 'b-forskola', unit: 'forskola', roles: ['handlaggare'] },
        ],
      },
      {
        number: numbers.jonas,
        name: 'Jonas Frid',
        namesWithheld: [],
        assignments: [{ id: 'j-stod', unit: 'forsorjningsstod', roles: ['handlaggare'] }],
      },
    ],
    person: find,
    ref: (number) => number,
    byRef: find,
    childrenOf: (number) => all.filter((each) => each.guardians.includes(number)),
    fact: () => null,
  };
}

const builtIn: readonly Provider[] = [
  {
    id: 'test-eid',
    title: { sv: 'Test-e-legitimation' },
    protocol: 'oidc',
    builtIn: 'test-eid',
    loa: ['loa3'],
    for: ['person', 'foreign'],
    order: 1,
  },
  {
    id: 'test-eid-tjanst',
    title: { sv: 'Test-e-tjänstelegitimation' },
    protocol: 'oidc',
    builtIn: 'test-eid',
    loa: ['loa3'],
    for: ['staff'],
    order: 1,
  },
];

export function testTown(more: readonly Provider[] = [], all = people): Town {
  return {
    id: 'ekhamn',
    provisions: [],
    folder: '',
    name: 'Ekhamn',
    title: { sv: 'Ekhamns kommun', en: 'The Municipality of Ekhamn' },
    code: '9980',
    languages: ['sv', 'en'],
    minorityLanguages: [],
    boards: [
      { id: 'socialnamnden', prefix: 'SN', title: { sv: 'Socialnämnden' }, showsStaffAs: 'unit-and-role' },
      { id: 'utbildning', prefix: 'BUN', title: { sv: 'Utbildningsnämnden' }, showsStaffAs: 'name' },
    ],
    units: [
      { id: 'forsorjningsstod', board: 'socialnamnden', title: { sv: 'Försörjningsstöd', en: 'Economic assistance' } },
      { id: 'forskola', board: 'utbildning', title: { sv: 'Förskola', en: 'Preschool' } },
    ],
    roles: [
      { id: 'handlaggare', title: { sv: 'Handläggare', en: 'Officer' }, may: ['work'] },
      { id: 'delegat', title: { sv: 'Delegat', en: 'Delegate' }, may: ['work', 'decide'] },
    ],
    delegations: [],
    providers: [...builtIn, ...more],
    lifeEvents: [],
    contact: { phone: '0980-31 92 00', email: 'kontakt@ekhamn.exempel', address: 'Torggatan 2', hours: { sv: '8–17' } },
    theme: {},
    popular: [],
    listings: [],
    guides: [],
    news: [],
    calendar: { zone: 'Europe/Stockholm', closed: [] },
    rates: { tables: [], on: () => ({ context: {}, missing: [], hashes: [] }) },
    registers: registersOf(all),
  };
}

const addresses = new Addresses({
  start: '/',
  'my-pages': '/mina-sidor',
  desk: '/arbete',
  'sign-in': '/logga-in',
  'sign-in.start': '/logga-in',
  'sign-in.callback': '/logga-in/:provider/svar',
  'sign-in.keys': '/logga-in/nycklar',
  'sign-out': '/logga-ut',
  'signed-out': '/utloggad',
  'staff.sign-in': '/arbete/logga-in',
  'staff.sign-in.start': '/arbete/logga-in',
  'staff.assignment': '/arbete/uppdrag',
  'staff.assignment.choose': '/arbete/uppdrag',
  'test-eid.choose': '/test-eid/personer/:interaction',
  'test-eid.chosen': '/test-eid/personer/:interaction',
  'test.sign': '/skriv-under',
});

/** What a test signs: `HASH` stands for whatever was frozen. */
export const HASH = 'ab'.repeat(32);
const TEXT = 'Ansökan om plats\n\nVilket barn? Alma Berg';

/** The pages as bare as they come: what they hold is tested here, how they look elsewhere. */
function renderer(): Renderer {
  const texts = loadTexts(ROOT);
  return {
    texts: (language) => texts.for(language),
    page: (_site, _request, answer) => `<!DOCTYPE html><title>${answer.title}</title>${htmlOf(answer.body)}`,
    error: (_site, language, error) =>
      `<!DOCTYPE html><title>${error.code}</title><h1>${error.public[houseLanguage(language)]}</h1>`,
  };
}

/** A page that shows who is signed in, for citizens and for staff. */
const whoAmI = (name: string, who: Route['who']): Route => ({
  name,
  method: 'GET',
  who,
  handle: async (request) => ({
    kind: 'file',
    type: 'application/json',
    name: 'me.json',
    body: Buffer.from(JSON.stringify({ ...request.actor, csrf: request.csrf })),
  }),
});

export interface TestHouse {
  readonly app: FastifyInstance;
  /** The signatures that have come. */
  readonly proofs: readonly { readonly proof: Proof; readonly memo: Json }[];
  readonly site: Site;
  browser(): Browser;
}

export async function testHouse(
  db: Db,
  options: { town?: Town; mode?: 'example' | 'real'; origin?: string } = {},
): Promise<TestHouse> {
  const mode = options.mode ?? 'example';
  await setMode(db, mode, 'ekhamn');
  const town = options.town ?? testTown();
  const site: Site = {
    town,
    db,
    mode,
    origin: options.origin ?? ORIGIN,
    now: () => NOW,
    readSession: (cookie, how) => sessionView(db, town, cookie, how),
    waiting: async () => 0,
  };
  const page = renderer();
  const log = openLog('silent');
  const proofs: { proof: Proof; memo: Json }[] = [];
  const identity = createIdentity({
    siteOf: () => site,
    siteAt: () => site,
    addresses,
    home: { citizen: 'my-pages', staff: 'desk', start: 'start' },
    errorPage: (at, language, error) => page.error(at, language, error, ''),
    signed: async (_tx, _request, proof, memo) => {
      proofs.push({ proof, memo });
      return { kind: 'redirect', to: '/?klart' };
    },
    log,
  });
  const sign: Route = {
    name: 'test.sign',
    method: 'GET',
    who: 'citizen',
    handle: (request) => {
      const document = { signed: { kind: 'test', id: '1' }, hash: HASH, text: TEXT, memo: { a: 1 } };
      return identity.sign(request, document, '/?sida');
    },
  };
  const app = await createServer({
    routes: [
      ...identity.routes,
      sign,
      whoAmI('start', 'anyone'),
      whoAmI('my-pages', 'citizen'),
      whoAmI('desk', 'staff'),
    ],
    addresses,
    site: () => site,
    renderer: page,
    assets: ROOT,
    log,
    trustProxy: false,
    https: false,
    limitScale: 1000,
    plugins: [identity.plugin],
  });
  await app.ready();
  return { app, site, proofs, browser: () => new Browser(app, site.origin) };
}

/** A browser without scripts: it keeps cookies by name and path, follows links and sends forms. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();
  /** Every address that was asked for, for canaries. */
  readonly seen: string[] = [];

  constructor(app: FastifyInstance, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#send('GET', url);
  }

  async post(url: string, fields: { readonly [name: string]: string }): Promise<LightMyRequestResponse> {
    return this.#send('POST', url, new URLSearchParams(fields).toString());
  }

  /** Follows redirects as long as they stay on our own origin, and not to where the test wants to stop. */
  async follow(response: LightMyRequestResponse, stopBefore?: RegExp): Promise<LightMyRequestResponse> {
    let now = response;
    while (now.statusCode >= 300 && now.statusCode < 400) {
      const to = new URL(String(now.headers.location), this.#origin);
      if (to.origin !== this.#origin || stopBefore?.test(to.pathname)) return now;
      now = await this.get(`${to.pathname}${to.search}`);
    }
    return now;
  }

  async #send(method: 'GET' | 'POST', url: string, payload?: string): Promise<LightMyRequestResponse> {
    const { pathname, search } = new URL(url, this.#origin);
    this.seen.push(pathname + search);
    const sent = [...this.cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`);
    const response = await this.#app.inject({
      method,
      url: pathname + search,
      headers: {
        host: new URL(this.#origin).host,
        accept: 'text/html',
        ...(sent.length > 0 ? { cookie: sent.join('; ') } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    this.#keep(response);
    return response;
  }

  #keep(response: LightMyRequestResponse): void {
    for (const { name, value, path, maxAge, expires } of response.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, { value, path: path ?? '/' });
    }
  }
}

export function csrfOf(response: LightMyRequestResponse): string {
  return /name="_csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? '';
}

/** The id of a person's button on the test e-ID's page. */
export function buttonOf(response: LightMyRequestResponse, name: string): string {
  const button = [...response.body.matchAll(/<button[^>]*name="person"[^>]*value="([^"]+)"[^>]*>([^<]*)</g)];
  return button.find(([, , text]) => text?.startsWith(name))?.[1] ?? '';
}

/** Walks from the chooser to the test e-ID's list of people. */
export async function toPeople(
  browser: Browser,
  options: { staff?: boolean; till?: string; provider?: string } = {},
): Promise<LightMyRequestResponse> {
  const path = options.staff ? '/arbete/logga-in' : '/logga-in';
  const chooser = await browser.get(
    options.till === undefined ? path : `${path}?till=${encodeURIComponent(options.till)}`,
  );
  const provider = options.provider ?? (options.staff ? 'test-eid-tjanst' : 'test-eid');
  const till = options.till === undefined ? {} : { till: options.till };
  return browser.follow(await browser.post(path, { _csrf: csrfOf(chooser), provider, ...till }));
}

/** Signs in with the built-in e-ID and gives the page that the person ends at. */
export async function signIn(
  browser: Browser,
  name: string,
  options: { staff?: boolean; till?: string } = {},
): Promise<LightMyRequestResponse> {
  const list = await toPeople(browser, options);
  const address = browser.seen.at(-1) ?? '';
  return browser.follow(await browser.post(address, { _csrf: csrfOf(list), person: buttonOf(list, name) }));
}

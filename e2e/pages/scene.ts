import type { Browser } from 'playwright-core';
import { type Visitor, visit, type Walker, walker } from '../harness.ts';
import { clear, forgotten, lamp, lottery, minutes, preschool } from './answers.ts';
import { answerOn, begin, declare, send, signIn } from './apply.ts';
import { type MendableTown, startMendableTown } from './town.ts';

/** Who looks at pages, each with a session of her own. `nobody` has none. */
const PEOPLE = {
  nobody: null,
  sam: ['Sam Lindqvist', '/logga-in'],
  leyla: ['Leyla Nyström', '/logga-in'],
  anna: ['Anna Berg', '/logga-in'],
  erik: ['Erik Berg', '/logga-in'],
  maria: ['Maria Lundgren', '/logga-in'],
  maryam: ['Maryam Haddad', '/arbete/logga-in'],
  jonas: ['Jonas Frid', '/arbete/logga-in'],
  petra: ['Petra Lind', '/arbete/logga-in'],
  lisa: ['Lisa Öberg', '/arbete/logga-in'],
  kent: ['Kent Rask', '/arbete/logga-in'],
  eva: ['Eva Torell', '/arbete/logga-in'],
  nadia: ['Nadia Persson', '/arbete/logga-in'],
  sofia: ['Sofia Åkerblom', '/arbete/logga-in'],
} as const;
export type PersonName = keyof typeof PEOPLE;

/** Addresses that pages of this town have, by what they show. */
export interface Places {
  readonly [name: string]: string;
}

/** A town in the middle of its work: drafts, cases, letters, tasks, an obstacle, a broken service. */
export interface Scene {
  readonly origin: string;
  readonly places: Places;
  walker(name: PersonName): Walker;
  /** A browser that is signed in as this person; opened once. */
  visitor(browser: Browser, name: PersonName): Promise<Visitor>;
  close(): Promise<void>;
}

const ASSISTANCE = 'ekonomiskt-bistand-ateransokan';

/** Sets the scene through the front door. */
export async function setScene(): Promise<Scene> {
  const mendable = await startMendableTown();
  try {
    return await setIn(mendable);
  } catch (error) {
    await mendable.stop();
    throw error;
  }
}

async function setIn(mendable: MendableTown): Promise<Scene> {
  const { origin } = mendable.town;
  const walkers = new Map<PersonName, Walker>();
  for (const [name, who] of Object.entries(PEOPLE)) {
    const person = walker(origin);
    await (who === null ? person.get('/') : signIn(person, who[0], who[1]));
    walkers.set(name as PersonName, person);
  }
  const as = (name: PersonName): Walker => walkers.get(name) ?? walker(origin);
  const places = await act(as, mendable);
  const visitors = new Map<PersonName, Promise<Visitor>>();
  return {
    origin,
    places,
    walker: as,
    visitor(browser, name) {
      const open = visitors.get(name) ?? comeBack(browser, origin, as(name));
      visitors.set(name, open);
      return open;
    },
    async close() {
      await Promise.allSettled([...visitors.values()].map(async (visitor) => (await visitor).context.close()));
      await mendable.stop();
    },
  };
}

/** Opens a browser for somebody who has been here before, by her cookies. */
async function comeBack(browser: Browser, origin: string, person: Walker): Promise<Visitor> {
  const visitor = await visit(browser, origin);
  await visitor.context.addCookies(
    [...person.cookies()].map(([name, value]) => ({
      name,
      value,
      // A cookie with `__Host-` is of a secure origin; the browser sends it to loopback too.
      url: origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Lax' as const,
    })),
  );
  return visitor;
}

async function act(as: (name: PersonName) => Walker, mendable: MendableTown): Promise<Places> {
  const places: Record<string, string> = {};
  await citizens(as, places);
  await mendable.hinder(idIn(places['leylas case']));
  await staff(as, places);
  await appeal(as('sam'), places['sams case'] ?? '');
  places['a log check'] = `/arbete/loggkontroll/${await mendable.checkLog('forsorjningsstod')}`;
  return places;
}

async function citizens(as: (name: PersonName) => Walker, places: Record<string, string>): Promise<void> {
  const sam = as('sam');
  await begin(sam, ASSISTANCE, clear);
  places['sams receipt'] = await send(sam);
  places['sams case'] = await linkAt(sam, '/mina-sidor', /^\/mina-sidor\/arenden\/[^/]+$/);
  places['sams letter'] = await linkAt(sam, '/inkorg', /^\/inkorg\/[^/]+$/);
  places['a register'] = await linkAt(sam, places['sams case'] ?? '', /\/handlingar\//);
  const documents = sam.shown().links.filter((link) => link.includes('/handlingar/') && !link.includes('?'));
  places['an application'] = documents.at(-1) ?? '';

  const leyla = as('leyla');
  await begin(leyla, ASSISTANCE, forgotten);
  await send(leyla);
  places['leylas case'] = await linkAt(leyla, '/mina-sidor', /^\/mina-sidor\/arenden\/[^/]+$/);
  places['a draft to check'] = await begin(leyla, ASSISTANCE, forgotten);
  places['a draft'] = places['a draft to check'].replace(/\/granska$/, '');
  places['a changing draft'] = (await begin(leyla, ASSISTANCE, forgotten)).replace(/\/granska$/, '');

  const anna = as('anna');
  places['a childs draft'] = (await begin(anna, 'forskoleplats', {}, 'barn')).replace(/\/barn$/, '');
  const alma = /value="([^"]+)"[^>]*>\s*<label[^>]*>\s*Alma/.exec(anna.shown().html)?.[1] ?? '';
  await begin(anna, 'forskoleplats', preschool(alma));
  // At the e-ID she thinks again: what is to be signed waits for her.
  await declare(anna, 'Skriv under med e-legitimation');
  await anna.submit({}, 'Anna Berg');
  await anna.submit({}, 'Avbryt underskriften');
  places['what anna signs'] = anna.shown().url.pathname;
  await begin(anna, 'forskoleplats', preschool(alma));
  await send(anna, 'Anna Berg');
  await fees(anna, places);
  places['eriks task'] = await linkAt(as('erik'), '/mina-sidor', /^\/mina-sidor\/uppgifter\//);

  const nobody = as('nobody');
  await begin(nobody, 'felanmalan', lamp);
  places['a receipt of nobody'] = await send(nobody);
  places['nobody takes back'] = await linkAt(nobody, places['a receipt of nobody'], /\/begaran\/aterkalla/);
  places['nobody adds'] = await linkAt(nobody, places['a receipt of nobody'], /\/begaran\/tillagg/);
  await begin(nobody, 'felanmalan', lamp);
  await send(nobody);
  await begin(nobody, 'allman-handling', minutes);
  await send(nobody);
  places['a link'] = await saveForLater(nobody, (await begin(nobody, 'felanmalan', lamp)).replace(/granska$/, 'spara'));
  places['a report'] = (await begin(nobody, 'felanmalan', lamp)).replace(/\/granska$/, '');
}

/** Three lotteries: one is to be paid, one is being paid, and one was not paid after all. */
async function fees(anna: Walker, places: Record<string, string>): Promise<void> {
  const toPay = async () => {
    await begin(anna, 'lotteriregistrering', lottery);
    await declare(anna, 'Gå till betalning');
    return anna.shown().url.pathname;
  };
  places['a fee'] = await toPay();
  places['a lottery to check'] = places['a fee'].replace(/betala$/, 'granska');
  places['a fee that is being paid'] = await toPay();
  places['a pretended payment'] = (await anna.submit({ method: 'card' }, 'Betala')).url.pathname;
  places['a fee that was not paid'] = await toPay();
  places['a pretended payment that is over'] = (await anna.submit({ method: 'swish' }, 'Betala')).url.pathname;
  await anna.submit({}, 'Avstå från att betala');
}

async function staff(as: (name: PersonName) => Walker, places: Record<string, string>): Promise<void> {
  const maryam = as('maryam');
  places['desk case'] = await linkAt(maryam, '/arbete', /^\/arbete\/arenden\/[^/]+$/);
  places['desk task'] = await linkAt(maryam, places['desk case'] ?? '', /\/uppgifter\/[^/]+$/);
  places['desk document'] = await linkAt(maryam, places['desk case'] ?? '', /\/handlingar\//);
  places['desk closed'] = `/arbete/arenden/${idIn(places['sams case'])}`;
  places['desk rules'] = await linkAt(maryam, places['desk case'] ?? '', RULES);
  places['desk decided rules'] = await linkAt(maryam, places['desk closed'], RULES);
  places['desk letter'] = await linkAt(maryam, places['desk closed'], /\/brev\/[^/]+$/);
  places['a draft for somebody'] = await helpSomebody(maryam);
  places['desk child'] = await linkAt(as('petra'), '/arbete/arenden', /^\/arbete\/arenden\/[^/]+$/);
  places['desk child rules'] = await linkAt(as('petra'), places['desk child'], RULES);
  places['desk incident'] = await linkAt(as('nadia'), '/arbete/drift', /\/hinder\/[^/]+$/);
  places['desk instance'] = await linkAt(as('nadia'), places['desk incident'], /\/processer\/[^/]+$/);
  const eva = as('eva');
  const minutes = { title: 'Sammanträde 2 februari 2026, §§ 1–9', adjusted: '2026-02-03', kept: 'Torggatan 2' };
  await eva.get('/arbete/anslag');
  await eva.submit(minutes, 'Anslå');
  places['a notice'] = await linkAt(eva, '/arbete/anslag', /\/anslag\/[^/]+$/);
  await eva.get('/arbete/delegationsbeslut');
  await eva.submit({ board: 'socialnamnden', meeting: '2026-02-24' }, 'Gör listan');
  places['a report to a board'] = eva.shown().url.pathname;
  const lisa = as('lisa');
  places['desk report'] = await linkAt(lisa, '/arbete', CASE);
  const other = lisa.shown().links.find((link) => CASE.test(link) && link !== places['desk report']);
  places['a done task'] = await linkAt(lisa, other ?? '', /\/uppgifter\/[^/]+$/);
  await lisa.get(places['a done task']);
  await lisa.submit({ resultat: 'ingen_atgard', svar: 'Lampan lyser.' }, 'Klar, gå vidare');
}

/** Sam has got less than he applied for, and appeals: it waits for the unit. */
async function appeal(sam: Walker, place: string): Promise<void> {
  await sam.get(`${place}/begaran/overklaga`);
  await sam.submit({ andring: 'Hyran är högre.' }, 'Lämna överklagandet');
}

/** Saves a draft by e-mail; the link of the newest mail there is. */
async function saveForLater(person: Walker, page: string): Promise<string> {
  await person.get(page);
  await person.submit({ epost: 'nagon@exempel.se' }, 'Skicka länken');
  const reader = walker(person.shown().url.origin);
  await signIn(reader, 'Nadia Persson', '/arbete/logga-in');
  const { html } = await reader.get('/arbete/e-post');
  return /\/fortsatt\?nyckel=[a-p]+/.exec(html)?.[0] ?? '';
}

/** Maryam fills in for Sara, who is on the phone; the page where Sara confirms it. */
async function helpSomebody(officer: Walker): Promise<string> {
  await officer.get('/arbete/hjalp-att-ansoka');
  const who = { tjanst: ASSISTANCE, nummer: '19781209-2398', hur: 'phone', legitimation: 'call-back' };
  await officer.submit(who, 'Börja fylla i');
  return answerOn(officer, ASSISTANCE, clear);
}

const CASE = /^\/arbete\/arenden\/[^/]+$/;
const RULES = /\/regler\/[^/]+$/;

/** The last segment of an address that is an id. */
export function idIn(path = ''): string {
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? '';
}

async function linkAt(person: Walker, path: string, wanted: RegExp): Promise<string> {
  const { links, status, heading } = await person.get(path);
  const found = links.find((link) => wanted.test(link));
  if (found === undefined) throw new Error(`no link ${wanted} on ${path}: ${status} ${heading}`);
  return found;
}

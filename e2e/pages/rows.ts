import type { Page } from 'playwright-core';
import type { addresses } from '../../app/urls.ts';
import type { PersonName, Places } from './scene.ts';
import { BROKEN } from './town.ts';

/** One look at a page: who, where, and what is done there before it is looked at. */
export interface Look {
  readonly as: PersonName;
  /** A path, or the name of a place of the scene. */
  readonly at: string;
  /** Added to a place. */
  readonly more?: string;
  readonly status?: number;
  /** Presses, fills, opens: afterwards the page is looked at. Buttons are found by what they send, for both languages. */
  readonly act?: (page: Page) => Promise<void>;
}

/** The Swedish path of a look. */
export function pathOf(look: Look, places: Places): string {
  const path = look.at.startsWith('/') ? look.at : places[look.at];
  if (path === undefined) throw new Error(`the scene has no place "${look.at}"`);
  return path + (look.more ?? '');
}

const ASSISTANCE = '/tjanster/ekonomiskt-bistand-ateransokan';

/** Sends the form of the page as it stands: what is missing is shown. */
const sendEmpty = (page: Page): Promise<void> =>
  page.locator('main form[method=post] button.govuk-button[type=submit]').last().click();

/** Sends the form with nothing chosen in it. */
const sendUnchosen = async (page: Page): Promise<void> => {
  await page.locator('main input[type=radio]').evaluateAll((all) => {
    for (const one of all) (one as HTMLInputElement).checked = false;
  });
  await sendEmpty(page);
};

/** What came on paper, and nothing said of when it came, and no scan. */
const sendNoPaper = async (page: Page): Promise<void> => {
  await page.locator('input[name=hur][value=letter]').check();
  await sendEmpty(page);
};

/** The officer forgets to say how the person confirmed it. */
const sendUnconfirmed = (page: Page): Promise<void> => page.locator('button[name=act][value=send]').click();

/** The letter to the person is read before it is sent. */
const lookAtLetter = async (page: Page): Promise<void> => {
  await page.locator('input[name=bekraftat][value=screen]').check();
  await page.locator('button[name=act][value=look]').click();
};

/** From the case page: who it is, before anything else is asked. */
const findNeighbour = async (page: Page): Promise<void> => {
  await page.locator('#ny-part-nummer').fill('199002172386');
  await page.locator('form[action$="/lagg-till-part"] button').click();
};

/** Who is to be a party is shown before she is made one. */
const lookUpNeighbour = async (page: Page): Promise<void> => {
  await page.locator('#nummer').fill('199002172386');
  await page.locator('input[name=roll][value=affected]').check();
  await page.locator('#skal').fill('Äger Varvet 1:4 intill.');
  await sendEmpty(page);
};

const sendNoComment = (page: Page): Promise<void> => page.locator('form:has(#kommentar) button').click();

const sendNoSubject = async (page: Page): Promise<void> => {
  await page.locator('#arendemening').fill('');
  await page.locator('form:has(#arendemening) button').click();
};

const relateNothing = async (page: Page): Promise<void> => {
  await page.locator('details:has(#nummer) summary').click();
  await page.locator('form:has(#nummer) button').click();
};

/** Sends a form that lay open while somebody else did what it asks. */
const sendLate = (page: Page, fields: { readonly [name: string]: string }): Promise<void> =>
  page.evaluate((typed) => {
    const form = document.createElement('form');
    form.method = 'post';
    const csrf = document.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? '';
    for (const [name, value] of Object.entries({ ...typed, _csrf: csrf })) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }, fields);

const answerDone = (page: Page): Promise<void> =>
  sendLate(page, {
    resultat: 'planerad',
    'planerad_dag-year': '2026',
    'planerad_dag-month': '3',
    svar: 'Vi byter lampan.',
  });

const completeDecided = (page: Page): Promise<void> =>
  sendLate(page, { saknas: 'Kontoutdrag för januari.', foljd: 'avgors', 'senast-year': '2026', sett: '.' });

/** A work order that is none. */
const sendWrongOrder = async (page: Page): Promise<void> => {
  await page.locator('input[name=arbetsorder]').fill('417');
  await sendEmpty(page);
};

const add = (group: string) => (page: Page) => page.locator(`button[value="add:${group}"]`).click();

/** Why a route shows no page of its own. */
export type NoPage = { readonly none: string };

/** Every route of the house: the pages it shows, or why it shows none. A route without a row fails. */
export const rows: { readonly [name in keyof typeof addresses]: readonly Look[] | NoPage } = {
  start: [
    { as: 'nobody', at: '/' },
    { as: 'erik', at: '/' },
  ],
  services: [{ as: 'nobody', at: '/tjanster' }],
  search: [
    { as: 'nobody', at: '/sok?q=hyra' },
    { as: 'nobody', at: '/sok?q=xyzzy' },
    { as: 'nobody', at: '/sok' },
  ],
  'life-event': [
    { as: 'nobody', at: '/livshandelser/ekonomi' },
    { as: 'nobody', at: '/livshandelser/skola' },
    { as: 'nobody', at: '/livshandelser/finns-inte', status: 404 },
  ],
  guide: [
    { as: 'nobody', at: '/steg-for-steg/nar-barnet-kommer' },
    { as: 'nobody', at: '/steg-for-steg/nar-pengarna-inte-racker' },
    { as: 'nobody', at: '/steg-for-steg/finns-inte', status: 404 },
  ],
  service: [
    { as: 'nobody', at: ASSISTANCE },
    { as: 'nobody', at: '/tjanster/forskoleplats' },
    { as: 'nobody', at: '/tjanster/felanmalan' },
    { as: 'nobody', at: '/tjanster/allman-handling' },
    { as: 'nobody', at: '/tjanster/lotteriregistrering' },
    { as: 'nobody', at: '/tjanster/bygglov' },
    { as: 'nobody', at: '/tjanster/flyttanmalan' },
    { as: 'nobody', at: `/tjanster/${BROKEN}`, status: 503 },
    { as: 'nobody', at: '/tjanster/finns-inte', status: 404 },
  ],
  'service.rdf': { none: 'a file for machines; areas/catalogue/export checks it' },
  'service.start': [
    { as: 'leyla', at: `${ASSISTANCE}/ansok` },
    { as: 'maria', at: '/tjanster/forskoleplats/ansok' },
  ],
  'application.page': [
    { as: 'leyla', at: 'a draft', more: '/manad' },
    { as: 'leyla', at: 'a draft', more: '/utgifter' },
    { as: 'leyla', at: 'a draft', more: '/utgifter', act: add('utgifter') },
    { as: 'leyla', at: 'a changing draft', more: '/hushall', act: household },
    { as: 'leyla', at: 'a draft', more: '/tillgangar', act: clearAndSend },
    { as: 'leyla', at: 'a draft', more: '/plan', act: clearAndSend },
    { as: 'anna', at: 'a childs draft', more: '/barn' },
    { as: 'anna', at: 'a childs draft', more: '/barn', act: sendEmpty, status: 200 },
    { as: 'nobody', at: 'a report', more: '/plats' },
    { as: 'nobody', at: 'a report', more: '/bild' },
    { as: 'nobody', at: 'a report', more: '/kategori' },
    { as: 'nobody', at: 'a report', more: '/beskrivning', act: clearAndSend },
  ],
  'application.check': [
    { as: 'leyla', at: 'a draft to check' },
    { as: 'maryam', at: 'a draft for somebody' },
    { as: 'maryam', at: 'a draft for somebody', act: sendUnconfirmed },
    { as: 'maryam', at: 'a draft for somebody', act: lookAtLetter },
    { as: 'nobody', at: 'a report', more: '/granska' },
    { as: 'anna', at: 'a lottery to check' },
  ],
  'application.pay': [
    { as: 'anna', at: 'a fee' },
    { as: 'anna', at: 'a fee', act: sendUnchosen },
    { as: 'anna', at: 'a fee that is being paid' },
    { as: 'anna', at: 'a fee that was not paid' },
    { as: 'erik', at: 'a fee', status: 404 },
  ],
  'test-payment': [
    { as: 'anna', at: 'a pretended payment' },
    { as: 'anna', at: 'a pretended payment that is over' },
    { as: 'nobody', at: `/test-betalning/${'0'.repeat(32)}`, status: 404 },
  ],
  'application.receipt': [
    { as: 'sam', at: 'sams receipt' },
    { as: 'nobody', at: 'a receipt of nobody' },
  ],
  'receipt.act': [
    { as: 'nobody', at: 'nobody takes back' },
    { as: 'nobody', at: 'nobody adds' },
    { as: 'nobody', at: 'nobody adds', act: sendEmpty },
  ],
  'application.sign': [
    { as: 'anna', at: 'what anna signs' },
    { as: 'anna', at: 'what anna signs', more: '?fel=cancelled' },
    { as: 'erik', at: 'what anna signs', status: 404 },
  ],
  'application.delete': [{ as: 'leyla', at: 'a draft', more: '/ta-bort' }],
  'application.save': [
    { as: 'nobody', at: 'a report', more: '/spara' },
    { as: 'nobody', at: 'a report', more: '/spara', act: sendEmpty },
    { as: 'nobody', at: 'a report', more: '/spara?skickat=ja' },
  ],
  'application.resume': [
    { as: 'nobody', at: 'a link' },
    { as: 'nobody', at: '/fortsatt?nyckel=abc', status: 404 },
  ],
  'application.preview': { none: 'a picture, shown beside the name of a file' },
  'application.map': { none: 'a picture, shown on the page that asks for a place' },
  accessibility: [{ as: 'nobody', at: '/tillganglighet' }],
  registry: [
    { as: 'nobody', at: '/diarium' },
    { as: 'nobody', at: '/diarium?q=xyzzy' },
  ],
  compilation: [
    { as: 'nobody', at: '/diarium/sammanstallning' },
    { as: 'nobody', at: '/diarium/sammanstallning?k-number=1&k-name=1', status: 422 },
  ],
  description: [{ as: 'nobody', at: '/beskrivning-av-allmanna-handlingar' }],
  released: [{ as: 'nobody', at: '/utlamnat/finns-inte', status: 404 }],
  notices: [{ as: 'nobody', at: '/anslagstavla' }],
  feedback: [
    { as: 'nobody', at: '/tyck-till/felanmalan?vid=step' },
    { as: 'nobody', at: '/tyck-till/felanmalan?vid=receipt&tack=mer' },
    { as: 'nobody', at: '/tyck-till/felanmalan?vid=stop&tack=allt' },
    { as: 'nobody', at: '/tyck-till/finns-inte', status: 404 },
  ],
  'sign-in': [{ as: 'nobody', at: '/logga-in' }],
  'sign-in.start': { none: 'takes a form' },
  'sign-in.callback': { none: 'leads onwards, or back to the sign-in page' },
  'sign-in.keys': { none: 'keys as JSON' },
  'sign-out': { none: 'takes a form' },
  'signed-out': [{ as: 'nobody', at: '/utloggad' }],
  'my-pages': [
    { as: 'sam', at: '/mina-sidor' },
    { as: 'leyla', at: '/mina-sidor' },
    { as: 'erik', at: '/mina-sidor' },
    { as: 'maria', at: '/mina-sidor' },
  ],
  'my-pages.case': [
    { as: 'sam', at: 'sams case' },
    { as: 'leyla', at: 'leylas case' },
    { as: 'sam', at: 'leylas case', status: 404 },
  ],
  'my-pages.review': [{ as: 'sam', at: 'sams case', more: '/prova' }],
  'my-pages.review.ask': { none: 'takes a form' },
  'my-pages.act': [
    { as: 'leyla', at: 'leylas case', more: '/begaran/begar-avgorande' },
    { as: 'leyla', at: 'leylas case', more: '/begaran/aterkalla' },
    { as: 'leyla', at: 'leylas case', more: '/begaran/tillagg' },
    { as: 'leyla', at: 'leylas case', more: '/begaran/tillagg', act: sendEmpty },
    { as: 'leyla', at: 'leylas case', more: '/begaran/skriv' },
    { as: 'leyla', at: 'leylas case', more: '/begaran/skriv', act: sendEmpty },
    { as: 'sam', at: 'sams case', more: '/begaran/aterkalla' },
    { as: 'sam', at: 'sams case', more: '/begaran/overklaga' },
    { as: 'sam', at: 'sams case', more: '/begaran/aterkalla-overklagande' },
  ],
  'my-pages.act.do': { none: 'takes a form' },
  'my-pages.task': [
    { as: 'erik', at: 'eriks task' },
    { as: 'erik', at: 'eriks task', act: sendEmpty },
  ],
  'my-pages.task.do': { none: 'takes a form' },
  'my-pages.language': { none: 'takes a form' },
  'my-pages.data': [{ as: 'leyla', at: '/mina-sidor/uppgifter-om-mig' }],
  'my-pages.extract': { none: 'a package; a test of insight reads it' },
  'my-pages.document': [
    { as: 'sam', at: 'a register' },
    { as: 'sam', at: 'an application' },
  ],
  inbox: [
    { as: 'sam', at: '/inkorg' },
    { as: 'maria', at: '/inkorg' },
  ],
  'inbox.letter': [
    { as: 'sam', at: 'sams letter' },
    { as: 'sam', at: 'sams letter', act: confirm },
  ],
  'inbox.choice': [
    { as: 'leyla', at: '/inkorg/post' },
    { as: 'leyla', at: '/inkorg/post', act: sendUnchosen },
  ],
  'inbox.confirm': { none: 'takes a form' },
  'inbox.pdf': { none: 'a PDF; a test of letters reads it' },
  'staff.sign-in': [{ as: 'nobody', at: '/arbete/logga-in' }],
  'staff.sign-in.start': { none: 'takes a form' },
  'staff.assignment': { none: 'reached only while signing in; looked at there' },
  'staff.assignment.choose': { none: 'takes a form' },
  'test-eid.choose': { none: 'reached only while signing in; looked at there' },
  'test-eid.chosen': { none: 'takes a form' },
  desk: [
    { as: 'maryam', at: '/arbete' },
    { as: 'maryam', at: '/arbete?vy=mina' },
    { as: 'maryam', at: '/arbete?q=xyzzy' },
    { as: 'lisa', at: '/arbete' },
  ],
  'desk.news': { none: 'asked by the list itself; a test of the desk reads it' },
  'desk.case.news': { none: 'asked by the case page itself; a test of the desk reads it' },
  'desk.assign': { none: 'takes a form' },
  'desk.views': { none: 'takes a form' },
  'desk.absence': [
    { as: 'petra', at: '/arbete/franvaro' },
    { as: 'petra', at: '/arbete/franvaro', act: sendEmpty },
  ],
  'desk.absence.do': { none: 'takes a form' },
  'desk.list-csv': { none: 'a list for a spreadsheet; a test of the desk reads it' },
  'desk.list-xlsx': { none: 'a list for a spreadsheet; a test of the desk reads it' },
  'desk.late': [
    { as: 'kent', at: '/arbete/forsenat' },
    { as: 'lisa', at: '/arbete/forsenat', status: 404 },
  ],
  'desk.late-csv': { none: 'a list for a spreadsheet; a test of the list reads it' },
  'desk.late-xlsx': { none: 'a list for a spreadsheet; a test of the list reads it' },
  'desk.unexecuted': [{ as: 'maryam', at: '/arbete/ej-verkstallda?kvartal=2026-1' }],
  'desk.unexecuted.file': { none: 'a list for a spreadsheet; a test of the law reads it' },
  'desk.cases': [
    { as: 'maryam', at: '/arbete/arenden' },
    { as: 'maryam', at: '/arbete/arenden?q=xyzzy' },
  ],
  'desk.assist': [
    { as: 'maryam', at: '/arbete/hjalp-att-ansoka' },
    { as: 'maryam', at: '/arbete/hjalp-att-ansoka', act: sendEmpty },
    { as: 'maryam', at: '/arbete/hjalp-att-ansoka', act: sendNoPaper },
    { as: 'lisa', at: '/arbete/hjalp-att-ansoka' },
    { as: 'nadia', at: '/arbete/hjalp-att-ansoka', status: 404 },
  ],
  'desk.incoming': [
    { as: 'eva', at: '/arbete/registrera-brev' },
    { as: 'eva', at: '/arbete/registrera-brev', act: sendEmpty },
    { as: 'lisa', at: '/arbete/registrera-brev' },
    { as: 'nadia', at: '/arbete/registrera-brev', status: 404 },
  ],
  'desk.case': [
    { as: 'maryam', at: 'desk case' },
    { as: 'maryam', at: 'desk case', act: openAll },
    { as: 'maryam', at: 'desk case', act: findNeighbour },
    { as: 'maryam', at: 'desk closed' },
    { as: 'petra', at: 'desk child' },
    { as: 'lisa', at: 'desk report' },
    { as: 'petra', at: 'desk case', status: 404 },
  ],
  'desk.rules': [
    { as: 'maryam', at: 'desk rules' },
    { as: 'maryam', at: 'desk decided rules' },
    { as: 'petra', at: 'desk child rules' },
    { as: 'lisa', at: 'desk rules', status: 404 },
  ],
  'desk.task': [
    { as: 'maryam', at: 'desk task' },
    { as: 'maryam', at: 'desk task', act: sendEmpty },
    { as: 'lisa', at: 'a done task', status: 410 },
    { as: 'lisa', at: 'a done task', status: 410, act: answerDone },
  ],
  'desk.task.do': { none: 'takes a form' },
  'desk.claim': { none: 'takes a form' },
  'desk.mark': { none: 'takes a form' },
  'desk.subject': [{ as: 'lisa', at: 'desk report', act: sendNoSubject }],
  // The form of the case page, without a number.
  'desk.relate': [{ as: 'maryam', at: 'desk case', act: relateNothing }],
  'desk.fields': [
    { as: 'maryam', at: 'desk case', more: '/falt' },
    { as: 'lisa', at: 'desk report', more: '/falt', act: sendWrongOrder },
    // Only who decides changes what settles the order of the queue.
    { as: 'petra', at: 'desk child', more: '/falt' },
    { as: 'petra', at: 'desk case', more: '/falt', status: 404 },
  ],
  'desk.comment': [{ as: 'maryam', at: 'desk case', act: sendNoComment }],
  'desk.note': [{ as: 'maryam', at: 'desk case', act: sendEmpty }],
  'desk.act': [
    { as: 'maryam', at: 'desk closed', more: '/atgard/komplettera', act: completeDecided },
    { as: 'maryam', at: 'desk case', more: '/atgard/komplettera' },
    { as: 'maryam', at: 'desk case', more: '/atgard/komplettera', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/lagg-till-part', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/lagg-till-part', act: lookUpNeighbour },
    { as: 'petra', at: 'desk child', more: '/atgard/avsluta-part', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/lagg-till-handling' },
    { as: 'maryam', at: 'desk case', more: '/atgard/lagg-till-handling', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-inkommen' },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-inkommen', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-utgaende', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/remittera' },
    { as: 'maryam', at: 'desk case', more: '/atgard/remittera', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-remissvar' },
    { as: 'maryam', at: 'desk case', more: '/atgard/avsluta-remiss' },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-inkommet' },
    { as: 'maryam', at: 'desk case', more: '/atgard/registrera-inkommet', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/skriv-till-part' },
    { as: 'maryam', at: 'desk case', more: '/atgard/skriv-till-part', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/lat-tiden-sta-still', act: sendEmpty },
    // The clock goes: there is nothing to let go.
    { as: 'maryam', at: 'desk case', more: '/atgard/lat-tiden-ga' },
    { as: 'maryam', at: 'desk case', more: '/atgard/avvisa' },
    { as: 'maryam', at: 'desk case', more: '/atgard/avvisa-annat-skal', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/avskriv', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/lamna-over-till-enhet', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/undanta', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/kommunicera', act: sendEmpty },
    { as: 'maryam', at: 'desk case', more: '/atgard/kommunicera-inte', act: sendEmpty },
    { as: 'maryam', at: 'desk closed', more: '/atgard/lat-oversatta', act: sendEmpty },
    { as: 'maryam', at: 'desk closed', more: '/atgard/registrera-overklagande' },
    { as: 'maryam', at: 'desk closed', more: '/atgard/ta-upp-igen' },
    { as: 'maryam', at: 'desk closed', more: '/atgard/registrera-overklagande', act: sendEmpty },
    { as: 'maryam', at: 'desk closed', more: '/atgard/registrera-aterkallat-overklagande' },
  ],
  'desk.act.do': { none: 'takes a form' },
  'desk.mask': [
    { as: 'maryam', at: 'desk document', more: '/maskera' },
    { as: 'maryam', at: 'desk document', more: '/maskera', act: sendEmpty },
  ],
  'desk.bundle': { none: 'a ZIP; app/law/appeal.test.ts reads it' },
  'desk.document': [{ as: 'maryam', at: 'desk document' }],
  'desk.letter': [{ as: 'maryam', at: 'desk letter' }],
  'desk.print': [
    { as: 'maryam', at: '/arbete/utskrift' },
    { as: 'nadia', at: '/arbete/utskrift', status: 404 },
  ],
  'desk.print.pdf': { none: 'a PDF; a test of the law reads it' },
  'desk.operations': [
    { as: 'nadia', at: '/arbete/drift' },
    { as: 'nadia', at: '/arbete/drift?tjanst=forskoleplats&farg=tid' },
  ],
  'desk.instances': [
    { as: 'nadia', at: '/arbete/drift/processer' },
    { as: 'nadia', at: '/arbete/drift/processer?lage=hindered&tjanst=ekonomiskt-bistand-ateransokan' },
    { as: 'nadia', at: '/arbete/drift/processer?lage=completed' },
    { as: 'nadia', at: '/arbete/drift/processer?lage=cancelled&tjanst=felanmalan' },
    { as: 'maryam', at: '/arbete/drift/processer', status: 404 },
  ],
  'desk.instance': [
    { as: 'nadia', at: 'desk instance' },
    { as: 'nadia', at: 'desk instance', act: openAll },
    { as: 'nadia', at: '/arbete/drift/processer/01890000-0000-7000-8000-000000000000', status: 404 },
  ],
  'desk.instance.act': [
    { as: 'nadia', at: 'desk instance', more: '/pausa' },
    { as: 'nadia', at: 'desk instance', more: '/pausa', act: sendEmpty },
    { as: 'nadia', at: 'desk instance', more: '/fortsatt' },
    { as: 'nadia', at: 'desk instance', more: '/avbryt' },
    { as: 'nadia', at: 'desk instance', more: '/flytta' },
    { as: 'nadia', at: 'desk instance', more: '/flytta?till=Utred&hur=fore' },
    { as: 'nadia', at: 'desk instance', more: '/version' },
    { as: 'nadia', at: 'desk instance', more: '/dansa', status: 404 },
  ],
  'desk.migrate': [
    { as: 'nadia', at: '/arbete/drift/versionsbyte?tjanst=felanmalan' },
    { as: 'nadia', at: '/arbete/drift/versionsbyte?tjanst=finns-inte', status: 404 },
  ],
  'desk.migrate.do': { none: 'takes a form' },
  'desk.migration': { none: 'reached only after a migration; a test of operations reads it' },
  'desk.instance.act.do': { none: 'takes a form' },
  'desk.incident': [
    { as: 'nadia', at: 'desk incident' },
    { as: 'nadia', at: 'desk incident', act: sendEmpty },
  ],
  'desk.incident.do': { none: 'takes a form' },
  'desk.process-log': { none: 'a file; a test of operations reads it' },
  'desk.requests': [{ as: 'eva', at: '/arbete/utlamnande' }],
  'desk.notices': [
    { as: 'eva', at: '/arbete/anslag' },
    { as: 'eva', at: '/arbete/anslag', act: sendEmpty },
    { as: 'maryam', at: '/arbete/anslag', status: 404 },
  ],
  'desk.notice': [{ as: 'eva', at: 'a notice' }],
  'desk.notice.do': { none: 'takes a form' },
  'desk.reports': [{ as: 'eva', at: '/arbete/delegationsbeslut' }],
  'desk.report': [{ as: 'eva', at: 'a report to a board' }],
  'desk.archive': [
    { as: 'eva', at: '/arbete/arkiv' },
    { as: 'eva', at: '/arbete/arkiv?vy=bevara' },
    { as: 'eva', at: '/arbete/arkiv?vy=vanta' },
    { as: 'maryam', at: '/arbete/arkiv', status: 404 },
  ],
  'desk.archive.propose': { none: 'takes a form' },
  'desk.archive.proposal': [
    { as: 'eva', at: '/arbete/arkiv/gallring/01890000-0000-7000-8000-000000000000', status: 404 },
  ],
  'desk.archive.hand-over': { none: 'takes a form' },
  'desk.archive.package': { none: 'a package; a test of the archive reads it' },
  'desk.archive.proposal.do': { none: 'takes a form' },
  'desk.extract': [
    { as: 'eva', at: '/arbete/registerutdrag' },
    { as: 'eva', at: '/arbete/registerutdrag', act: sendEmpty },
    { as: 'maryam', at: '/arbete/registerutdrag', status: 404 },
  ],
  'desk.extract.file': { none: 'a package; a test of insight reads it' },
  'desk.log-checks': [
    { as: 'maryam', at: '/arbete/loggkontroll' },
    { as: 'eva', at: '/arbete/loggkontroll', status: 404 },
  ],
  'desk.log-check': [{ as: 'maryam', at: 'a log check' }],
  'desk.services': [{ as: 'sofia', at: '/arbete/tjanster' }],
  'desk.service': [
    { as: 'sofia', at: '/arbete/tjanster/forskoleplats' },
    { as: 'sofia', at: '/arbete/tjanster/forskoleplats', act: openAll },
    { as: 'sofia', at: `/arbete/tjanster/${BROKEN}` },
  ],
  'desk.try': [
    { as: 'sofia', at: '/arbete/tjanster/felanmalan/prova' },
    { as: 'sofia', at: '/arbete/tjanster/felanmalan/prova', act: sendEmpty },
  ],
  'desk.statistics': [
    { as: 'nadia', at: '/arbete/statistik' },
    { as: 'sofia', at: '/arbete/statistik' },
  ],
  'desk.mail': [{ as: 'nadia', at: '/arbete/e-post' }],
  'desk.clock': [{ as: 'nadia', at: '/arbete/tidsmaskin' }],
  'desk.clock.move': { none: 'takes a form' },
};

/** Says that the household has changed: the people in it come up as fields. */
async function household(page: Page): Promise<void> {
  await page.locator('[name=andrat_hushall][value=yes]').check();
  await sendEmpty(page);
}

/** Empties what is written and sends. */
async function clearAndSend(page: Page): Promise<void> {
  for (const field of await page.locator('main input[type=text], main textarea').all()) await field.fill('');
  await sendEmpty(page);
}

async function confirm(page: Page): Promise<void> {
  const button = page.locator('form[action$="/mottaget"] button');
  // The page in the other language has done it already.
  if ((await button.count()) > 0) await button.click();
}

async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('main summary').all()) await summary.click();
}

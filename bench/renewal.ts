import type { Client, Fill, Shown } from './client.ts';

const SERVICE = '/tjanster/ekonomiskt-bistand-ateransokan';
const START = `${SERVICE}/ansok`;

/** What somebody without income writes on each page. */
const ANSWERS: { readonly [page: string]: Fill | ((html: string) => Fill) } = {
  manad: { 'manad-month': '2', 'manad-year': '2026', _do: 'continue' },
  hushall: { andrat_hushall: 'no', _do: 'continue' },
  utgifter: rent,
  inkomster: { _do: 'continue' },
  tillgangar: { konton: '640', andra_tillgangar: 'no', _do: 'continue' },
  plan: { plan_foljd: 'yes', plan_gjort: 'Sökt sex arbeten och varit på två möten.', _do: 'continue' },
  konto: { konto: 'samma', _do: 'continue' },
};

/** An entry is opened and filled in. When the answer was lost it may be there already, and a new one stand open beside it. */
function rent(html: string): Fill {
  const saved = html.includes('value="change:utgifter:0"');
  const open = html.includes('name="_open"');
  if (saved) return { _do: open ? 'remove:utgifter:new' : 'continue' };
  return open ? { 'utgifter-slag': 'hyra', 'utgifter-belopp': '6200', _do: 'continue' } : { _do: 'add:utgifter' };
}

const CHECK = 'granska';

/** The way was another than the one that the service has: the answer does not fit what is measured. */
class OffTheWay extends Error {
  constructor(what: string, { status, path, location, html }: Shown) {
    const text = html.replace(/<style.*?<\/style>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ');
    super(`${what}: ${status} at ${path} ${location ?? ''} ${text.slice(0, 600)}`);
  }
}

/** A draft that is ready to be sent: its check page. */
export interface Ready {
  readonly draft: string;
  readonly check: Shown;
}

function landed(shown: Shown): Shown {
  if (shown.status !== 200) throw new OffTheWay('a page was expected', shown);
  return shown;
}

function sentOn(shown: Shown): string {
  if (shown.status !== 303 || shown.location === undefined) throw new OffTheWay('a redirect was expected', shown);
  return shown.location;
}

/**
 * From the start page to the check page, every page read and answered.
 * @param at is told the address of each page of the draft, from which `onwards` goes on
 */
export async function fillIn(client: Client, at: (page: string) => void = () => {}): Promise<Ready> {
  landed(await client.get('/'));
  return onwards(client, await begin(client), at);
}

/** From the page of the service by its button, as somebody who is signed in; resolves to the address of the first question. */
async function begin(client: Client): Promise<string> {
  const to = sentOn(await client.post(landed(await client.get(SERVICE)), START, {}));
  // There is a draft already, of which the answer was lost: another is begun.
  return to === START ? sentOn(await client.post(landed(await client.get(to)), START, { ny: 'ja' })) : to;
}

/** To the page of expenses, with an entry open for its amount and its bill. */
export async function toExpense(client: Client): Promise<Shown> {
  let next = await begin(client);
  for (const id of ['manad', 'hushall', 'utgifter']) {
    const page = landed(await client.get(next));
    const answer = ANSWERS[id] ?? {};
    next = sentOn(
      await client.post(page, next.split('?', 1)[0] ?? '', typeof answer === 'function' ? answer(page.html) : answer),
    );
  }
  return landed(await client.get(next));
}

/** More pages than this no way of the service has. */
const MOST_PAGES = 30;

/** From a page of the draft, wherever it stands, to the check page. */
export async function onwards(client: Client, from: string, at: (page: string) => void = () => {}): Promise<Ready> {
  let next = from;
  for (let pages = 0; ; pages++) {
    at(next);
    const page = landed(await client.get(next));
    const path = next.split('?', 1)[0] ?? '';
    const [draft = '', id = ''] = path.split('/').slice(-2);
    if (id === CHECK) return { draft, check: page };
    const answer = ANSWERS[id];
    if (answer === undefined || pages > MOST_PAGES) throw new OffTheWay('a page that was not expected', page);
    next = sentOn(await client.post(page, path, typeof answer === 'function' ? answer(page.html) : answer));
  }
}

/** Presses "send"; resolves to the address of the receipt. */
export async function send(client: Client, { check }: Ready): Promise<string> {
  return sentOn(await client.post(check, check.path, { intygar: 'yes' }));
}

/** The receipt, the inbox and the newest letter, which must be the approval. Resolves to the id of the letter. */
export async function readAnswer(client: Client, receipt: string): Promise<string> {
  const { html } = landed(await client.get(receipt));
  if (!/SN 2026-\d{6}/.test(html))
    throw new OffTheWay('a receipt without case number', landed(await client.get(receipt)));
  const inbox = landed(await client.get('/inkorg'));
  const letter = /href="\/inkorg\/([0-9a-f-]{36})"/.exec(inbox.html)?.[1];
  if (letter === undefined) throw new OffTheWay('no letter in the inbox', inbox);
  const opened = landed(await client.get(`/inkorg/${letter}`));
  if (!/11\s420\skronor/.test(opened.html)) throw new OffTheWay('a letter without the amount', opened);
  return letter;
}

import { setTimeout } from 'node:timers/promises';
import { startTown } from '../harness/server.ts';
import { type Walker, walker } from '../harness/walker.ts';
import { clear } from '../pages/answers.ts';
import { begin, send, signIn } from '../pages/apply.ts';

const MOST_PAGES = 150;
const LETTER_LIMIT_MS = 60_000;

/**
 * Starts the town, applies and is answered with a letter, and looks at everything that a visitor, a citizen and an officer
 * can reach by links: its PDF, the mail that was sent, the pages of the desk.
 */
export async function main(): Promise<void> {
  const town = await startTown({ env: { NODE_OPTIONS: process.env['NODE_OPTIONS'] } });
  try {
    const visitor = walker(town.origin);
    let pages = await crawl(visitor, ['/', '/en', '/tjanster', '/sok?q=soc', '/finns-inte']);
    const citizen = walker(town.origin);
    await signIn(citizen, 'Sam Lindqvist');
    await begin(citizen, 'ekonomiskt-bistand-ateransokan', clear);
    const receipt = await send(citizen);
    await answered(citizen);
    pages += await crawl(citizen, [receipt, '/mina-sidor', '/inkorg', '/mina-sidor/uppgifter-om-mig']);
    const officer = walker(town.origin);
    await signIn(officer, 'Maryam Haddad', '/arbete/logga-in');
    pages += await crawl(officer, ['/arbete', '/arbete/drift', '/arbete/e-post', '/arbete/tidsmaskin']);
    console.log(`${pages} pages looked at`);
  } finally {
    await town.stop();
  }
}

/** Waits until the inbox has a letter that can be had as PDF: both are made after the receipt, later on a busy machine. */
async function answered(person: Walker): Promise<void> {
  for (const end = performance.now() + LETTER_LIMIT_MS; performance.now() < end; await setTimeout(100)) {
    const letter = (await person.get('/inkorg')).links.find((link) => /\/inkorg\/[0-9a-f-]{36}$/.test(link));
    if (letter !== undefined && (await person.get(`${letter}/brev.pdf`)).type === 'application/pdf') return;
  }
  throw new Error('No letter came.');
}

/** Follows links of the same town, each address once; forms are left alone. Returns how many were opened. */
async function crawl(person: Walker, from: readonly string[]): Promise<number> {
  const seen = new Set(from);
  let opened = 0;
  for (const path of seen) {
    if (opened === MOST_PAGES) break;
    const page = await person.get(path);
    opened += 1;
    if (page.type === 'application/pdf') console.log(`a letter as PDF, ${page.html.length} characters`);
    if (page.status >= 500) throw new Error(`${path} answered ${page.status}: ${page.heading}`);
    for (const link of page.links) {
      if (!URL.canParse(link, page.url)) continue;
      const url = new URL(link, page.url);
      if (url.origin === page.url.origin) seen.add(url.pathname + url.search);
    }
  }
  return opened;
}

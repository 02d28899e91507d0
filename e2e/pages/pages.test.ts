import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { addresses } from '../../app/urls.ts';
import { measureFirstVisit, openBrowser, pageFaults, sentFaults, visit, whole } from '../harness.ts';
import { countOf, table, take } from './desk-table.ts';
import { type Look, pathOf, rows } from './rows.ts';
import { idIn, type Scene, setScene } from './scene.ts';

const GENERATED = fileURLToPath(new URL('../../.generated', import.meta.url));

/** What each look of this run found. */
const seen: { readonly page: string; readonly what: readonly string[] }[] = [];

/** After a whole run: what the accessibility statement of this checkout says (areas/catalogue/accessibility.ts). */
function tellOf(found: typeof seen): void {
  const results = {
    date: Temporal.Now.plainDateISO('Europe/Stockholm').toString(),
    command: 'TEST_PAGES=whole npm test -- e2e/pages/pages.test.ts',
    pages: found.length,
    faults: found.filter(({ what }) => what.length > 0),
    reviews: [],
  };
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(join(GENERATED, 'accessibility.json'), `${JSON.stringify(results, null, 2)}\n`);
}

/** The run that the statement tells of: the newer of this checkout's and the one that came with it. */
function lastRun(): { readonly date: string; readonly pages: number } {
  const committed = fileURLToPath(new URL('../../areas/catalogue/accessibility.json', import.meta.url));
  const files = [join(GENERATED, 'accessibility.json'), committed].filter((file) => existsSync(file));
  const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as { date: string; pages: number });
  return runs.toSorted((a, b) => (a.date < b.date ? 1 : -1))[0] ?? assert.fail('no run');
}

const inWords = (date: string) =>
  new Intl.DateTimeFormat('sv-SE', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(date));

let browser: Browser;
let scene: Scene;

before(async () => {
  // Each is kept as it opens: where the other does not, `after` closes it, and the tests end.
  const opened = await Promise.allSettled([
    setScene().then((set) => {
      scene = set;
    }),
    openBrowser().then((started) => {
      browser = started;
    }),
  ]);
  for (const one of opened) if (one.status === 'rejected') throw one.reason;
});

after(async () => {
  if (whole && seen.length === all.length * LANGUAGES.length) tellOf(seen);
  await browser?.close();
  await scene?.close();
});

test('every route of the house is classified', () => {
  assert.deepEqual(Object.keys(rows).sort(), Object.keys(addresses).sort());
});

const LANGUAGES = ['sv', 'en'] as const;

const inLanguage = (path: string, language: 'sv' | 'en') =>
  language === 'sv' ? path : `/en${path === '/' ? '' : path.replace(/^\/\?/, '?')}`;

interface Found {
  readonly status: number | undefined;
  readonly arrived: string;
  readonly language: string | undefined;
  readonly faults: readonly string[];
}

/** Opens the page as its person, does what is to be done there, and says what is wrong with it. */
async function faultsOf(look: Look, language: 'sv' | 'en', everything = true): Promise<string[]> {
  const path = inLanguage(pathOf(look, scene.places), language);
  const found = everything ? await shown(look, path) : await sent(look, path);
  return [
    ...(found.status === (look.status ?? 200) ? [] : [`status ${found.status}`]),
    ...(found.arrived === new URL(path, scene.origin).pathname ? [] : [`led to ${found.arrived}`]),
    ...(found.language === language ? [] : [`language ${found.language}`]),
    ...found.faults,
  ];
}

/** The page in a browser. */
async function shown(look: Look, path: string): Promise<Found> {
  const visitor = await scene.visitor(browser, look.as);
  const { page } = visitor;
  const answer = await page.goto(path);
  const arrived = new URL(page.url()).pathname;
  if (look.act !== undefined) {
    await look.act(page);
    await page.waitForLoadState('networkidle');
  }
  const language = await page.evaluate(() => document.documentElement.lang);
  return { status: answer?.status(), arrived, language, faults: await pageFaults(visitor) };
}

/** The page as the server sends it. */
async function sent(look: Look, path: string): Promise<Found> {
  const { status, url, html } = await scene.walker(look.as).get(path);
  const language = /<html[^<>]* lang="(\w+)"/.exec(html)?.[1];
  return { status, arrived: url.pathname, language, faults: await sentFaults(html) };
}

const all = Object.entries(rows).flatMap(([route, looks]) =>
  'none' in looks ? [] : looks.map((look) => ({ ...look, route })),
);

/** The language in which the short form looks at the page whole: in turn. */
const mainOf = (look: Look & { readonly route: string }) => LANGUAGES[all.indexOf(look) % 2];

const looksOf = (person: string) => all.filter((each) => each.as === person);

// One lane for each person, the longest first: somebody looks at one page at a time, and several people at once. In the
// short form every page is looked at whole in one of the languages, and in the other as the server sends it, where nothing
// is to be done there (TEST_PAGES=whole: in both).
describe('every page, in both languages, with and without errors', { concurrency: 3 }, () => {
  const people = [...new Set(all.map((look) => look.as))];
  for (const person of people.toSorted((a, b) => looksOf(b).length - looksOf(a).length)) {
    describe(`as ${person}`, { concurrency: 1 }, () => {
      for (const language of LANGUAGES) {
        for (const look of looksOf(person)) {
          if (!whole && look.act !== undefined && language !== mainOf(look)) continue;
          const acted = look.act === undefined ? '' : `, then ${look.act.name || 'more'}`;
          test(`${look.route}: ${look.at}${look.more ?? ''}${acted}, ${language}`, async () => {
            const faults = await faultsOf(look, language, whole || language === mainOf(look));
            seen.push({ page: `${look.route}, ${language}`, what: faults });
            assert.deepEqual(faults, []);
          });
        }
      }
    });
  }
});

test('law 29a: no page has a serious fault', async () => {
  // Alone, as in `npm run law`, it looks at what everybody sees; else it speaks of every page that was looked at above.
  const found: { page: string; what: readonly string[] }[] = [...seen];
  for (const look of found.length > 0 ? [] : all.filter((each) => each.as === 'nobody' && each.act === undefined))
    for (const language of LANGUAGES)
      found.push({ page: `${look.at}, ${language}`, what: await faultsOf(look, language) });
  assert.ok(found.length > 20);
  assert.deepEqual(
    found.filter(({ what }) => what.length > 0),
    [],
  );
});

test('law 29b: the statement has the date of the last test run, what it found and how to report a fault', async () => {
  const { date, pages } = lastRun();
  const { html: written } = await scene.walker('nobody').get('/tillganglighet');
  const html = written.replaceAll(/\u00a0|&nbsp;/g, ' ');
  assert.ok(html.includes(inWords(date)), date);
  assert.ok(html.includes(`såg på ${pages} sidor`));
  assert.match(html, /delvis förenliga med lagen\.[^<]*hittade inga brister/);
  assert.match(html, /Redogörelsen gäller e-tjänsterna[^<]*Redogörelsen uppdaterades senast \d/);
  assert.match(html, /inte tillgängligt: maskerade kopior[\s\S]*Metod: självskattning/);
  assert.match(html, /href="https:\/\/www\.digg\.se\/tdosanmalan" rel="external">anmäla det till Digg</);
  assert.match(html, /id="anmal"[\s\S]*mailto:kontakt@ekhamn\.exempel[\s\S]*Digg/);
});

describe('pages that are reached only while signing in', () => {
  for (const language of LANGUAGES) {
    test(`choosing a person, and an assignment, ${language}`, async () => {
      const visitor = await visit(browser, scene.origin, { language });
      const { page } = visitor;
      await page.goto(inLanguage('/arbete/logga-in', language));
      await page.locator('main form button.govuk-button').first().click();
      assert.match(page.url(), /test-eid/);
      assert.deepEqual(await pageFaults(visitor), []);
      await page.getByRole('searchbox').fill('Birgitta');
      await page.locator('form:has([type=search]) button').click();
      await page.getByRole('button', { name: /^Birgitta Sand/ }).click();
      assert.match(page.url(), /arbete\/uppdrag/);
      assert.deepEqual(await pageFaults(visitor), []);
      await visitor.close();
    });
  }
});

describe('the first visit', () => {
  const pages = { 'the start page': '/', 'a service page': '/tjanster/ekonomiskt-bistand-ateransokan' };
  for (const [name, path] of Object.entries(pages)) {
    test(`of ${name} is small, still and goes nowhere else`, async () => {
      const cost = await measureFirstVisit(browser, scene.origin + path);
      assert.ok(cost.bytes <= 25_000, `${cost.bytes} bytes without the font`);
      assert.ok(cost.requests <= 4, `${cost.requests} requests without the font`);
      assert.deepEqual([cost.scriptBytes, cost.layoutShift, ...cost.otherHosts], [0, 0]);
    });
  }

  test('of a question page is small, still and goes nowhere else', async () => {
    const begun = await visit(browser, scene.origin);
    await begun.page.goto('/tjanster/felanmalan');
    await begun.page.locator('main form button.govuk-button').click();
    const cookies = await begun.context.cookies();
    const cost = await measureFirstVisit(browser, begun.page.url(), 390, cookies);
    await begun.close();
    assert.ok(cost.bytes <= 25_000, `${cost.bytes} bytes without the font`);
    assert.ok(cost.requests <= 4, `${cost.requests} requests without the font`);
    assert.deepEqual([cost.scriptBytes, cost.layoutShift, ...cost.otherHosts], [0, 0]);
  });
});

describe("unknown ids, and someone else's, are pages that do not exist", () => {
  const NOBODYS = '01890000-0000-7000-8000-000000000000';
  const withIds = Object.entries(addresses).filter(([, path]) =>
    /:(case|task|letter|document|draft|application|signing|incident)/.test(path),
  );
  for (const [route, path] of withIds) {
    test(`${route} with ids that nobody has`, async () => {
      const as = path.startsWith('/arbete/drift') ? 'nadia' : path.startsWith('/arbete') ? 'maryam' : 'sam';
      const person = scene.walker(as);
      await person.get(as === 'sam' ? '/mina-sidor' : as === 'nadia' ? '/arbete/tidsmaskin' : '/arbete');
      const filled = path
        .replace(':service', 'felanmalan')
        .replace(/:page$/, 'kategori')
        .replace(/:[a-z]+/g, NOBODYS);
      const posts =
        'none' in rows[route as keyof typeof rows] &&
        /takes a form/.test(JSON.stringify(rows[route as keyof typeof rows]));
      const shown = posts ? await person.post(filled, { how: 'retried' }) : await person.get(filled);
      assert.equal(shown.status, 404, `${shown.url.pathname}: ${shown.heading}`);
      assert.match(shown.html, /0980-31 92 00/);
      assert.match(shown.html, /<a class="govuk-link" href="\/">/);
    });
  }

  test("nobody else's pages open, whatever the address", async () => {
    const { places } = scene;
    const at = (name: string) => places[name] ?? '';
    const strangers = [
      ['leyla', at('sams case')],
      ['leyla', `${at('sams case')}/prova`],
      ['leyla', at('sams letter')],
      ['leyla', `${at('sams letter')}/brev.pdf`],
      ['leyla', at('a register')],
      ['leyla', at('sams receipt')],
      ['sam', `${at('a draft')}/manad`],
      ['sam', at('a draft to check')],
      ['sam', at('eriks task')],
      ['petra', at('desk case')],
      ['petra', at('desk rules')],
      ['maryam', at('desk rules').replace(idIn(at('desk rules')), idIn(at('desk closed')))],
      ['petra', at('desk task')],
      ['petra', at('desk document')],
      ['petra', at('desk letter')],
      ['maryam', at('desk child')],
      ['maryam', at('desk document').replace(idIn(at('desk document')), idIn(at('desk child')))],
      ['maryam', '/arbete/drift'],
      ['nadia', at('desk case')],
    ] as const;
    for (const [who, path] of strangers) {
      const { status } = await scene.walker(who).get(path);
      assert.equal(status, 404, `${who} at ${path}`);
    }
  });
});

/** Whether it comes true while the browser goes from page to page. */
async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    // A page that is being left answers nothing.
    if (await holds().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

// Last, because it works the cases that the pages above have shown.
describe('the desk: every action in at most two keys or clicks', { concurrency: 1 }, () => {
  test('no row of the table has more', () => {
    assert.deepEqual(
      table.filter((row) => countOf(row) > 2 || countOf(row) < 1).map(({ action }) => action),
      [],
    );
  });
  for (const row of table) {
    test(`${row.action}: ${countOf(row)}`, async () => {
      const { page } = await scene.visitor(browser, 'maryam');
      const from = scene.places[row.at] ?? row.at;
      await page.goto(from);
      for (const step of row.steps) await take(page, step);
      assert.ok(await until(() => row.done(page)), `${row.action}, then at ${page.url()}`);
    });
  }
});

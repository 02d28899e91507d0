// A radio button cannot be let up: a question that may be left out has one for that (WCAG 2.2, 2.1.1; no scripts).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { date } from '@torget/feel';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { openArea, person, serviceOf, type Visitor } from '../testing.tsx';

const options = '{ a: { sv: Äpple, en: Apple }, b: { sv: Päron, en: Pear } }';
const asks = (id: string, more: string) => `      - { id: ${id}, label: { sv: ${id}, en: ${id} }, ${more} }`;
const FORM = `pages:
  - id: fragor
    title: { sv: Frågor, en: Questions }
    questions:
${asks('ja', 'type: yes-no, optional: true')}
${asks('en', `type: choice, optional: true, options: ${options}`)}
${asks('barn', 'type: child, optional: true')}
${asks('maste', 'type: yes-no')}
  - id: sedan
    title: { sv: Sedan, en: Then }
    questions:
${asks('mer', 'type: text')}
`;

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
let visitor: Visitor;
let page: string;
before(async () => {
  database = await testDatabase();
  const known = { ref: 'r1', namn: 'Alva', fodelsedatum: date('2019-03-14'), gemensam_vardnad: true };
  area = await openArea(database.db, serviceOf({ facts: ['children'] }, FORM), {
    facts: async () => ({ children: { barn: [known] } }),
  });
  visitor = await person(database.db);
  page = (await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' })).to;
});
after(async () => {
  await area.close();
  await database.drop();
});

/** The radio buttons of the page: name, value and whether it is chosen. */
async function radios(): Promise<readonly string[]> {
  const { html } = await area.get(visitor, page);
  return [...html.matchAll(/<input[^>]*type="radio"[^>]*>/g)].map(([tag]) => {
    const value = /\bvalue(?:="([^"]*)")?/.exec(tag)?.[1] ?? '';
    return `${/\bname="([^"]+)"/.exec(tag)?.[1]} ${value}${/\bchecked\b/.test(tag) ? ' chosen' : ''}`;
  });
}

async function saved(fields: { readonly [name: string]: string }): Promise<unknown> {
  const { to } = await area.post(visitor, page, { _shown: 'ja en barn maste', maste: 'yes', ...fields });
  assert.match(to, /\/sedan$/);
  const { rows } = await sql<{ answers: object }>`select answers from applications.draft`.execute(database.db);
  return rows[0]?.answers;
}

test('only what may be left out has a button for no answer, named in both languages, and it is not chosen beforehand', async () => {
  const all = [
    'ja yes',
    'ja no',
    'ja ',
    'en a',
    'en b',
    'en ',
    'barn r1',
    'barn other',
    'barn ',
    'maste yes',
    'maste no',
  ];
  assert.deepEqual(await radios(), all);
  for (const [language, words] of [
    ['en', 'No answer'],
    ['sv', 'Inget svar'],
  ] as const) {
    area.state.language = language;
    const { html } = await area.get(visitor, page);
    assert.equal(html.match(new RegExp(`<label[^>]*>${words}</label>`, 'g'))?.length, 3, language);
  }
});

test('an answer that was given is taken back, and is no answer any more', async () => {
  const { barn, ...rest } = (await saved({ ja: 'yes', en: 'b', barn: 'r1' })) as { barn: { namn: string } };
  assert.deepEqual([rest, barn.namn], [{ ja: true, en: 'b', maste: true }, 'Alva']);
  const chosen = (await radios()).filter((each) => each.endsWith('chosen'));
  assert.deepEqual(chosen, ['ja yes chosen', 'en b chosen', 'barn r1 chosen', 'maste yes chosen']);
  assert.deepEqual(await saved({ ja: '', en: '', barn: '' }), { ja: null, en: null, barn: null, maste: true });
  assert.deepEqual(
    (await radios()).filter((each) => each.endsWith('chosen')),
    ['maste yes chosen'],
  );
});

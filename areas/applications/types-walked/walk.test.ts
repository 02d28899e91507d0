// Every type of question, one by one, as a person meets it: answered wrongly and told so, answered, read, changed, sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { csv, isRecord, type QuestionType, questionTypes, schema } from '@torget/form';
import { Ajv2020 } from 'ajv/dist/2020.js';
import sharp from 'sharp';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ekhamn } from '#platform/town/testing.ts';
import { nobody, openArea, serviceOf, type Visitor } from '../testing.tsx';
import { FIRST_TIME, type Said, type Told, WALKED, type Walked } from './table.ts';

const idOf = (type: QuestionType) => `q_${type.replaceAll('-', '_')}`;

/** A form that asks one question of each type, each on a page of its own. */
const FORM = `pages:\n${questionTypes
  .map((type) => {
    const { asks } = WALKED[type];
    return `  - id: ${type}
    title: { sv: Sida ${type}, en: Page ${type} }
    questions: [ { id: ${idOf(type)}, type: ${type}, label: { sv: Fråga, en: Question }${asks === undefined ? '' : `, ${asks}`} } ]`;
  })
  .join('\n')}\n`;
const service = serviceOf({}, FORM);

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
let picture: Buffer;
before(async () => {
  database = await testDatabase();
  picture = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#335577' } })
    .png()
    .toBuffer();
  const { lookUps } = await ekhamn();
  assert.ok(lookUps);
  const { names, answers } = lookUps;
  const ask = async (name: keyof typeof answers, key: string, at: string) => answers[name](key, at.slice(0, 10));
  area = await openArea(database.db, service, { facts: async () => ({}), lookUp: { names, ask } });
});
after(async () => {
  await area.close();
  await database.drop();
});

const isTold = (row: Walked | Told): row is Told => 'stands' in row;
/** As people read it: spaces that do not break are spaces. */
const plain = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Sends what somebody says about the question of a page, beside what the page keeps in hidden fields. */
async function say(visitor: Visitor, page: string, type: QuestionType, { fields = {}, files = {} }: Said) {
  const { html } = await area.get(visitor, page);
  const kept = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const hidden = Object.fromEntries([...kept].map(([, name = '', value = '']) => [name, value]));
  const time = /value="(radgivning-[^"]+)"/.exec(html)?.[1] ?? '';
  const said = Object.fromEntries(
    Object.entries(fields).map(([part, value]) => [`${idOf(type)}${part}`, value === FIRST_TIME ? time : value]),
  );
  const uploads = Object.entries(files).map(([name, what]) =>
    area.upload(idOf(type), name, what === 'picture' ? picture : Buffer.from('ingen bild')),
  );
  return area.post(visitor, page, { ...hidden, ...said, _do: 'continue' }, await Promise.all(uploads));
}

/** What stands in a field for text of a page; undefined when there is no such field. */
function valueIn(html: string, name: string): string | undefined {
  const long = new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)</textarea>`).exec(html);
  if (long !== null) return long[1];
  // In a value between quotes a greater-than sign may stand as it is.
  const tags = html.match(/<input(?:[^>"]|"[^"]*")*>/g) ?? [];
  const tag = tags.find((each) => each.includes(` name="${name}"`));
  if (tag === undefined || /type="(radio|checkbox|file|hidden)"/.test(tag)) return undefined;
  return / value="([^"]*)"/.exec(tag)?.[1] ?? '';
}

const languages = ['sv', 'en'] as const;
type Language = (typeof languages)[number];

/** What is no answer is told at its field and in the summary, in words of the table, and nothing typed is lost. */
async function wrongly(visitor: Visitor, page: string, type: QuestionType, row: Walked, language: Language) {
  const { to } = await say(visitor, page, type, row.wrong);
  assert.equal(to.replace(/\?.*/, ''), page, `${type} is not left`);
  const { html, status } = await area.get(visitor, to);
  assert.equal(status, 200);
  const field = `${idOf(type)}${row.at}`;
  const words = escaped(row.says[language]);
  const [, summary = ''] = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(plain(html)) ?? [];
  assert.equal(summary, `<li><a href="#${field}">${words}</a></li>`, type);
  assert.match(html, new RegExp(`id="${field}"`), `${type}: the link leads to its field`);
  const [, atField = ''] = plain(html).split('govuk-error-message');
  assert.ok(atField.includes(words), `${type}: the error stands at the field`);
  for (const [part, value] of Object.entries(row.wrong.fields ?? {})) {
    const stands = valueIn(html, `${idOf(type)}${part}`);
    if (stands !== undefined) assert.equal(stands, escaped(value), `${type} keeps ${part}`);
  }
}

for (const language of languages) {
  test(`each of ${questionTypes.length} types: wrong and told so, answered, read, changed and sent, ${language}`, async () => {
    area.state.language = language;
    const visitor = nobody();
    let { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
    const draft = to.replace(/\/[^/]+$/, '');
    for (const type of questionTypes) {
      const row = WALKED[type];
      const page = `${draft}/${type}`;
      assert.equal(
        to,
        page.replace(/^\/tjanster/, to.startsWith('/en') ? '/en/tjanster' : '/tjanster'),
        `${type} comes next`,
      );
      if (isTold(row)) {
        assert.ok(plain((await area.get(visitor, to)).html).includes(row.stands[language]), type);
        ({ to } = await area.post(visitor, to, { _do: 'continue' }));
        continue;
      }
      await wrongly(visitor, to, type, row, language);
      ({ to } = await say(visitor, to, type, row.good));
    }

    const check = to;
    assert.match(check, /\/granska$/);
    const read = await area.get(visitor, check);
    for (const type of questionTypes) {
      const row = WALKED[type];
      if (isTold(row)) continue;
      assert.ok(plain(read.html).includes(row.shown[language]), `${type}: ${row.shown[language]} is read`);
      const change = new RegExp(`href="([^"]*/${type}\\?[^"]*)"`).exec(read.html)?.[1]?.replaceAll('&amp;', '&');
      assert.ok(change, `${type} can be changed`);
      // A file that is there stays without being chosen again.
      const again = row.good.files === undefined ? row.good : {};
      assert.equal((await say(visitor, change, type, again)).to, check, `${type} changed leads back`);
      assert.equal((await area.get(visitor, check)).html, read.html, `${type} changed keeps all answers`);
    }

    const sent = await area.post(visitor, check, { read: /name="read" value="(\w+)"/.exec(read.html)?.[1] ?? '' });
    assert.match(sent.to, /\/kvitto\//);
    const receipt = plain((await area.get(visitor, sent.to)).html);
    const { data } = area.opened.at(-1) ?? assert.fail('nothing was sent');
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
    ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/).addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
    const fits = ajv.compile(schema(service.form));
    assert.ok(fits(data), JSON.stringify(fits.errors));
    assert.ok(isRecord(data));
    const cells = csv(service.form, [data]);
    for (const type of questionTypes) {
      const row = WALKED[type];
      if (isTold(row)) continue;
      assert.ok(data[idOf(type)] !== undefined, `${type} is sent`);
      assert.ok(cells.includes(row.csv), `${type}: ${row.csv} in\n${cells}`);
      assert.ok(receipt.includes(row.shown[language]), `${type} on paper`);
    }
  });
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { load, questionTypes } from '@torget/form';
import { HtmlValidate } from 'html-validate/node';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { nobody, openArea, serviceOf } from './testing.tsx';

const YAML = readFileSync(new URL('../../engines/form/testing/every-type.yaml', import.meta.url), 'utf8');
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'prefer-button': 'off',
    'tel-non-breaking': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // The boxes of one question have one name, as radio buttons have: what is sent is a list.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    // The main heading stands in the part of the page that the area draws; the rest of the page is the layout's.
    'heading-level': 'off',
  },
});

async function against(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html, 'page.html');
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

/** Texts that are an answer to nothing but words. */
const NONSENSE = '\u202e<b>1e9</b> ٣٤';

/** Every text field of a page with nonsense in it, and what it keeps in hidden fields. */
function nonsense(html: string): { [name: string]: string } {
  const typed: { [name: string]: string } = {};
  for (const [tag] of html.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
    const name = /\bname="([^"]+)"/.exec(tag)?.[1];
    const type = /\btype="([^"]+)"/.exec(tag)?.[1] ?? 'text';
    if (name === undefined || name === '_csrf') continue;
    if (type === 'hidden') typed[name] = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '';
    else if (['text', 'email', 'tel', 'url'].includes(type) || tag.startsWith('<textarea')) typed[name] = NONSENSE;
  }
  return typed;
}

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf({}, YAML));
});
after(async () => {
  await area.close();
  await database.drop();
});

test('the form asks every type of question there is', () => {
  const form = load(YAML);
  assert.ok(form.ok, JSON.stringify(form));
  const asked = form.value.pages.flatMap((page) => page.questions.map(({ type }) => type));
  assert.deepEqual([...new Set(asked)].sort(), [...questionTypes].sort());
  assert.deepEqual(form.value.warnings, []);
});

for (const language of ['sv', 'en'] as const) {
  describe(`every type on its page, ${language}`, { concurrency: 1 }, () => {
    test('is valid HTML, names the field of every error, keeps what was typed, and may be left out', async () => {
      area.state.language = language;
      const visitor = nobody();
      let { to } = await area.post(visitor, '/tjanster/felanmalan/ansok');
      const seen: string[] = [];
      while (!to.endsWith('/granska')) {
        const page = await area.get(visitor, to);
        const where = `${language} ${to.split('/').at(-1)}`;
        seen.push(where);
        assert.equal(page.status, 200, where);
        assert.deepEqual(await against(page.html), [], where);
        const sent = await area.post(visitor, to, { ...nonsense(page.html), _do: 'continue' });
        if (sent.to.startsWith(to)) {
          const again = await area.get(visitor, sent.to);
          assert.deepEqual(await against(again.html), [], `${where} with errors`);
          const links = [...again.html.matchAll(/error-summary[\s\S]*?<\/ul>/g)].flatMap(([part]) => [
            ...part.matchAll(/href="#([^"]+)"/g),
          ]);
          assert.ok(links.length > 0, `${where} says what is wrong`);
          for (const [, id] of links) assert.match(again.html, new RegExp(`id="${id}"`), `${where} has no ${id}`);
          assert.ok(again.html.includes('&lt;b'), `${where} keeps what was typed`);
        }
        const shown = /name="_shown" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
        const next = await area.post(visitor, to, { _shown: shown, _do: 'continue' });
        assert.notEqual(next.to, to, `${where} can be left`);
        assert.ok(!seen.includes(`${language} ${next.to.split('/').at(-1)}`), `${where} leads onwards`);
        to = next.to;
      }
      const check = await area.get(visitor, to);
      assert.deepEqual(await against(check.html), []);
      assert.equal(seen.length, 19, 'every page was there');
    });
  });
}

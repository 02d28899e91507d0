import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { textCommand } from '../commands/text.ts';
import { ROOT } from '../serve.ts';
import { houseTexts } from './missing.ts';

const root = mkdtempSync(join(tmpdir(), 'torget-texts-'));
after(() => rmSync(root, { recursive: true }));

const FILES = {
  'areas/a/text.sv.yaml': 'a:\n  hej: Hej\n  # två dagar\n  vecka:\n    titel: En vecka\n',
  'areas/a/text.en.yaml': 'a:\n  hej: Hi\n  vecka:\n    titel: A week\n',
  'areas/a/text.fi.yaml': 'a:\n  hej: Hei\n',
  'areas/a/processes/p.yaml':
    'pages:\n  - title: { sv: Titel, en: Title, fi: Otsikko }\n  - title: { sv: Annan, en: Another }\n',
  'areas/a/letters/svar.sv.md': 'Hej',
  'areas/a/letters/svar.en.md': 'Hi',
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('every text of the house that a language lacks is named with its place: of pages, of forms, of letters', () => {
  const { texts, missing } = houseTexts(root, 'fi');
  assert.equal(texts, 5);
  assert.deepEqual(
    missing.map(({ file, line, place, words }) => `${file}:${line} ${place} ${words}`),
    [
      'areas/a/text.sv.yaml:5 a.vecka.titel En vecka',
      'areas/a/processes/p.yaml:3 pages.1.title Annan',
      'areas/a/letters/svar.fi.md:1 letters svar',
    ],
  );
  assert.deepEqual(houseTexts(root, 'en'), { texts: 5, missing: [] });
});

test('torget text missing exits 0 when nothing is, 1 when something is, 2 for what is no language of pages', async (t) => {
  const said: string[] = [];
  t.mock.method(console, 'log', (line: string) => said.push(line));
  t.mock.method(console, 'error', (line: string) => said.push(line));
  assert.equal(await textCommand(['missing', 'sv', 'en']), 0);
  assert.match(said.at(-1) ?? '', /^[1-9]\d+ passed, 0 failed$/);
  assert.equal(await textCommand(['missing', 'en', 'fi']), 1);
  const { missing, texts } = houseTexts(ROOT, 'fi');
  assert.equal(said.at(-1), `${2 * texts - missing.length} passed, ${missing.length} failed`);
  for (const wrong of [['missing'], ['missing', 'xx'], ['missing', 'fi', 'xx'], ['missnig', 'fi'], []])
    assert.equal(await textCommand(wrong), 2);
  assert.match(said.at(-1) ?? '', /^torget text missing LANGUAGE…/);
});

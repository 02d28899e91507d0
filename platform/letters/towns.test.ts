import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { after, test } from 'node:test';
import { houseLanguage, loadTexts } from '#platform/text/index.ts';
import { compileLetter } from './compile.ts';
import type { BlockContent } from './content.ts';
import { closeLetters, letterPdf } from './pdf.ts';
import { renderLetter } from './render.ts';

const root = resolve(import.meta.dirname, '../..');
const texts = loadTexts(root);
after(closeLetters);

const rows = [
  { label: 'Riksnorm', amount: '5220' },
  { label: 'Summa', amount: '11420', total: true },
];
const BLOCKS: BlockContent = {
  reasons: { text: 'Du har rätt till bistånd.', basis: ['SoL (2025:400) 12 kap. 1 §'] },
  appeal: {
    ground: {
      id: 'g',
      basis: [],
      regime: 'forvaltningsbesvar',
      appealTo: 'Förvaltningsrätten i Ekhamn',
      inForce: 'at-once',
    },
    board: 'socialnämnden',
    address: 'Torggatan 2, 000 10 Ekhamn',
    phone: '0980-31 92 20',
  },
  automated: { function: 'funktionen', rules: '4f1c', delegation: 'SN 3.4', review: '/mina-sidor/arenden/1' },
  computation: { rows },
  outcome: { rows },
  signature: {
    decided: { by: { name: 'Maryam Haddad', title: 'socialsekreterare' }, board: 'socialnämnden', fl33: true },
    contact: { unit: 'Enheten för försörjningsstöd', phone: '0980-31 92 20' },
  },
};

const letters = globSync('towns/*/services/*/letters/*.md', { cwd: root }).sort();

test('there are letters of the example town to print', () => assert.ok(letters.length > 0));

for (const file of letters) {
  test(`${file} compiles, and prints as PDF/A-2a and as PDF/UA-1`, async () => {
    const source = readFileSync(resolve(root, file), 'utf8');
    const front = /^---\n[\s\S]*?\n---\n/.exec(source)?.[0] ?? '';
    const compiled = compileLetter(source.slice(front.length), undefined, { file, line: front.split('\n').length });
    assert.ok(compiled.ok, JSON.stringify(compiled, null, 1));
    const [, ending = 'sv'] = /\.([a-z]{2})\.md$/.exec(basename(file)) ?? [];
    const language = houseLanguage(ending);
    const t = texts.for(language);
    const model = renderLetter(compiled.value, {}, BLOCKS, {
      language,
      instant: '2026-02-03T07:00:00Z',
      t,
      head: { kind: 'decision', date: '2026-02-03', caseNumber: 'SN 2026-000123', sender: { town: 'Ekhamns kommun' } },
    });
    for (const standard of ['a-2a', 'ua-1'] as const) {
      const pdf = await letterPdf({ ...model, subject: file }, { t, standard, origin: 'https://ekhamn.example' });
      assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
    }
  });
}

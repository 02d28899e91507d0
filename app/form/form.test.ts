import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hasErrors } from '#platform/town/index.ts';
import { checkFolder } from '../check/folder.ts';
import { scopeOf } from '../check/scope.ts';
import { ROOT } from '../serve.ts';
import { homeOf } from './home.ts';
import { importCommand } from './import.ts';
import { formsUnder } from './paths.ts';
import { walkAll } from './walk.ts';

const DATA = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/forms');
const KNOWN = 392;
const folder = mkdtempSync(join(tmpdir(), 'torget-form-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const quiet = (_line: string) => {};

/** A form.yaml of its own in a folder. */
function formIn(name: string, yaml: string) {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, yaml);
  return { kind: 'file', path } as const;
}

const TEXT = (words: string) => `{ sv: ${words}, en: ${words} }`;
const GOOD = `pages:
  - id: sida-ett
    title: ${TEXT('Ett')}
    questions:
      - { id: antal, type: whole-number, label: ${TEXT('Antal')}, min: 1, max: 9 }
      - { id: vilka, type: text, label: ${TEXT('Vilka')}, when: antal > 4 }
  - id: sida-tva
    questions:
      - id: rader
        type: group
        label: ${TEXT('Rader')}
        repeat: { min: 1, max: 3, title: "{vad}" }
        questions:
          - { id: vad, type: text, label: ${TEXT('Vad')} }
          - { id: mer, type: text, label: ${TEXT('Mer')}, when: antal > 4 }
`;
const TRAP = `pages:
  - id: sida-ett
    title: ${TEXT('Ett')}
    questions:
      - { id: fran, type: date, label: ${TEXT('Från')} }
      - { id: till, type: date, label: ${TEXT('Till')} }
    validation:
      - { rule: fran > till and till > fran, message: ${TEXT('Aldrig')}, at: till }
`;

test('walks pass a form that can be filled in, and find the page that nobody gets past, the same way each time', async () => {
  const forms = [formIn('bra', GOOD), formIn('falla', TRAP)];
  const [good, trap] = await walkAll(forms, { runs: 8, seed: 'prov', tell: quiet });
  assert.deepEqual(
    good?.failures.map(({ failure }) => `${failure.code} ${failure.message}`),
    [],
  );
  assert.equal(good?.sent, 8);
  const [first] = trap?.failures ?? [];
  assert.equal(first?.failure.code, 'dead-end');
  assert.match(first?.failure.message ?? '', /till/);
  assert.deepEqual(first?.failure.detours, [], 'the smallest path has no detours');
  const [, again] = await walkAll(forms, { runs: 8, seed: 'prov', tell: quiet });
  const plain = (steps: readonly string[] = []) => steps.map((step) => step.replace(/[0-9a-f-]{36}/g, '…'));
  assert.deepEqual(plain(again?.failures[0]?.failure.steps), plain(first?.failure.steps));
});

test('a spread of the supplied forms is imported whole and walked through', { timeout: 120_000 }, async (t) => {
  if (!existsSync(DATA)) {
    console.log(`NOT RUN: ${KNOWN} forms of other systems (no reference data)`);
    t.skip('no reference data');
    return;
  }
  const all = (from: string) =>
    readdirSync(join(DATA, from), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(DATA, from, name));
  const small = all('formio').filter((file) => readFileSync(file).length < 120_000);
  const spread = {
    xgov: all('xgov').filter((_, index) => index % 25 === 0),
    formio: small.filter((_, index) => index % 8 === 0),
  };
  for (const from of ['xgov', 'formio'] as const) {
    const code = await importCommand(['--from', from, ...spread[from], '--out', join(folder, from)]);
    assert.equal(code, 0, `${from} is imported`);
  }
  const forms = [...formsUnder(join(folder, 'xgov')), ...formsUnder(join(folder, 'formio'))];
  assert.equal(forms.length, spread.xgov.length + spread.formio.length);
  for (const { path } of forms.slice(0, 6)) {
    const [place] = (
      await scopeOf(path, () => {
        throw new TypeError('the folder is named');
      })
    ).services;
    assert.ok(place);
    const checked = await checkFolder(await homeOf(path), place);
    assert.ok(
      !hasErrors(checked.faults),
      JSON.stringify(checked.faults.filter(({ severity }) => severity !== 'warning')),
    );
    assert.ok(existsSync(join(path, 'import.json')) && existsSync(join(path, 'README.md')));
  }
  const walked = await walkAll(forms, { runs: 2, seed: '1', tell: quiet });
  const failed = walked.flatMap(({ id, failures }) =>
    failures.map(({ run, failure }) => `${id} run ${run}: ${failure.code} ${failure.message}`),
  );
  console.log(
    `${walked.length} of ${KNOWN} supplied forms walked, ${Math.floor((100 * (walked.length - new Set(failed).size)) / walked.length)} % held; all of them: torget form import, torget form walk`,
  );
  assert.deepEqual(failed, []);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unusedExports } from './structure/exports.ts';
import { changedMigrations, migrationLines, sharedNumbers } from './structure/files.ts';
import { againstOrder, circles, type Finding, impure, pastDoors, upward } from './structure/floors.ts';
import { packagesAtStart, readSources, type Source } from './structure/imports.ts';
import { lockingIn, lockingIndexes } from './structure/indexes.ts';
import { directPackages, documented, otherLicences, runtimePackages } from './structure/lock.ts';
import { askedFor, missingTexts, unusedTexts } from './structure/texts.ts';

Error.stackTraceLimit = 0; // A finding says where it is; where the rule was asked is of no use.
const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(root);

/** A rule of the house: what it finds fails the build, with the reason why the rule is there. */
function rule(name: string, because: string, find: () => readonly Finding[]): void {
  test(name, () => {
    const found = find();
    assert.equal(found.length, 0, `${because}\n  ${found.join('\n  ')}`);
  });
}

function matches(wrong: (source: Source) => boolean): readonly Finding[] {
  return [...sources.values()].filter(wrong).map(({ path }) => path);
}

const isTest = ({ path }: Source) => /\.test\.tsx?$|\/testing\.tsx?$/.test(path);
const inHouse = ({ path }: Source) => /^(areas|platform)\//.test(path);

rule(
  'imports go down the floors',
  'app → areas → platform → engines: what stands below must stand without what is above.',
  () => upward(sources),
);
rule('folders are entered by their door', 'Only what index.ts offers is promised; the rest may change any day.', () =>
  pastDoors(sources),
);
rule(
  'imports inside a floor follow its order',
  'One written order (feel first, catalogue first) can be read and never closes a circle.',
  () => againstOrder(sources),
);
rule('nothing imports in a circle', 'Files that need each other cannot be read, tested or loaded one at a time.', () =>
  circles(sources),
);
rule(
  'engines are functions of their arguments',
  'Without input and output a run can be replayed, simulated and tested by properties.',
  () => impure(sources),
);
rule('nothing is exported by default', 'A thing has one name, and the name can be searched for.', () =>
  matches(({ text }) => /^export default/m.test(text)),
);
rule(
  'errors have a code and a sentence for the person',
  'Areas and platform throw TorgetError (platform/errors.ts), never a bare Error.',
  () => matches((source) => inHouse(source) && !isTest(source) && /throw new Error\(/.test(source.text)),
);
rule(
  'files are named for what they do',
  'A drawer named utils fills up; the noun or verb it lacks is the design.',
  () => matches(({ path }) => /\/(utils?|helpers?|common|misc)\.tsx?$/.test(path)),
);
/** Some hundred modules and twenty megabytes, for what a server may never do. */
const LATE = [
  'oidc-provider',
  'nodemailer',
  'sharp',
  'libxml2-wasm',
  '@hyzyla/pdfium',
  '@myriaddreamin/typst-ts-node-compiler',
];
rule(
  'a server starts without the packages that only some of them need',
  'The test e-ID, mail servers, pictures, archive packages and PDF are loaded (import()) when they are first asked for.',
  () => {
    const loaded = packagesAtStart(sources, 'app/commands/serve.ts');
    return LATE.flatMap((name) => (loaded.has(name) ? [`${loaded.get(name)} imports ${name} at its head`] : []));
  },
);
rule('every export is used', 'What nobody asks for is dead, or private.', () => unusedExports(sources));
rule('every text exists in Swedish and English', 'Half a translated page is worse than none.', () =>
  missingTexts(root),
);
rule('every text is asked for', 'What no page says is translated, checked and kept for nobody.', () =>
  unusedTexts(root, sources),
);
rule(
  'migrations never change',
  'Databases have run them; write a new one. Record new ones with app/structure/record-migrations.ts.',
  () => changedMigrations(root),
);
rule(
  'each migration has a number of its own in its schema',
  'Two branches took the same one: the later to land takes the next, before any database has run it.',
  () => sharedNumbers(migrationLines(root).map((line) => line.slice(66))),
);
rule(
  'an index on a table that grows for ever is made while others write to it',
  'A migration of its own that begins with `-- outside a transaction` makes it concurrently (docs/decisions/0017).',
  () => lockingIndexes(root),
);
rule(
  'every runtime package has its reason',
  'docs/dependencies.md says why it is here, its licence and what would replace it.',
  () => {
    const [packages, rows] = [directPackages(root), documented(root)];
    return [
      ...packages.filter((name) => !rows.includes(name)).map((name) => `${name} has no row`),
      ...rows.filter((name) => !packages.includes(name)).map((name) => `${name} has a row, but is no dependency`),
    ];
  },
);
rule(
  'licences go together with EUPL-1.2',
  'A town passes the whole on: what it may not pass on may not be in it.',
  () => otherLicences(root),
);

test('the runtime packages stay within their budget', () => {
  const { direct, all } = runtimePackages(root);
  assert.ok(direct.length <= 30, `Each direct package is a promise to follow it: ${direct.length} of 30.`);
  assert.ok(all.length <= 150, `Every package in the tree can break or betray a town: ${all.length} of 150.`);
});

test('the licence lies in the root', () => {
  assert.match(readFileSync(join(root, 'LICENSE'), 'utf8'), /EUROPEAN UNION PUBLIC LICENCE v\. 1\.2/);
});

test('an index that holds a growing table is found, one that is made concurrently or on a new table is none', () => {
  assert.deepEqual(lockingIn('create unique index x on cases.document (id);'), ['cases.document']);
  assert.deepEqual(lockingIn('create index concurrently x on cases.document (id);'), []);
  assert.deepEqual(lockingIn('create table cases.note (id uuid);\ncreate index x on cases.note (id);'), []);
  assert.deepEqual(lockingIn('-- create index x on cases.case (id)\ncreate index x on cases.work (id);'), []);
});

test('a number is taken twice only within one schema, whatever the names say', () => {
  const [first, second] = ['areas/cases/migrations/0007-notes.sql', 'areas/cases/migrations/0007-marks.sql'];
  assert.deepEqual(sharedNumbers([first, second]), [`${second} has the number of ${first}`]);
  assert.deepEqual(sharedNumbers([first, 'areas/cases/migrations/0008-notes.sql']), []);
  assert.deepEqual(sharedNumbers([first, 'areas/inbox/migrations/0007-notes.sql']), []);
});

test('a text is asked for by its key in quotes, or by a template that may become it', () => {
  const source = (path: string, text: string) => [path, { path, text, imports: [], exports: [] }] as const;
  const page = "t('a.title'); t(`a.role.$@`); t(`a.$@-text`); const roles = ['agent', { late: 'b' }];";
  const asked = askedFor(
    new Map([
      source('areas/a/page.tsx', page.replaceAll('@', "{x === 'y' ? `b` : role}")),
      source('areas/a/page.test.ts', "t('a.only-in-a-test')"),
    ]),
  );
  const used = ['a.title', 'a.role.agent', 'a.role.late', 'a.b-text'];
  const unused = ['a.role', 'a.role.agent.hint', 'a.role.hint', 'a.titles', 'a.only-in-a-test', 'b.title'];
  assert.deepEqual([...used, ...unused].filter(asked), used);
});

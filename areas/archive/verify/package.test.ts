import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chunksOf, sha256Of } from '#platform/files/index.ts';
import { packageOf } from '../package/build.ts';
import { MADE, one } from './package.testing.ts';
import { readPackage } from './read.ts';
import { hasSchemas, schemaFiles } from './schema-files.ts';
import { readSchemas, type Schemas } from './schemas.ts';
import { verifyPackage } from './verify.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SHARED = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/e-ark');

let folder: string;
let schemas: Schemas | undefined;
let name: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'torget-package-'));
  const there = await hasSchemas(SHARED);
  if (there) schemas = await readSchemas(SHARED);
  else console.log('NOT RUN: packages against the published schemas (no reference data)');
  const made = packageOf(one, there ? await schemaFiles(SHARED) : [], MADE);
  name = made.name;
  for (const file of made.files) {
    const path = join(folder, name, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, chunksOf(file.bytes));
  }
});
after(() => rm(folder, { recursive: true, force: true }));

test('law 21a: a package of ours meets the schemas of METS, PREMIS and ERMS and all that CSIP and SIP demand', async (t) => {
  if (schemas === undefined) return t.skip('NOT RUN: no reference data');
  assert.deepEqual(await verifyPackage(join(folder, name), schemas), { faults: [], warnings: [] });
});

test('law 21c: a package reads back as the case that went in', async () => {
  const read = await readPackage(join(folder, name));
  assert.equal(read.id, one.id);
  assert.equal(read.number, one.number);
  assert.equal(read.title, 'Ansök om <bistånd> & "mer" : Hyra & el');
  assert.equal(read.klassa, one.klassa);
  assert.deepEqual(read.restrictions, one.secrecy);
  assert.deepEqual(read.related, one.related);
  assert.deepEqual(
    read.records.map((record) => record.files.map(({ sha256 }) => sha256)),
    one.records.map((record) => record.files.map((file) => sha256Of(file.bytes))),
  );
  assert.deepEqual(
    read.records.map(({ id, kind, title }) => ({ id, kind, title })),
    one.records.map(({ id, kind, title }) => ({ id, kind, title })),
  );
});

test('the same case gives the same bytes', () => {
  const [first, second] = [packageOf(one, [], MADE), packageOf(one, [], MADE)];
  assert.deepEqual(first, second);
});

/** What is broken in a copy of the package, and what must be said of it. */
const BROKEN: readonly (readonly [what: string, path: string, change: (text: string) => string, says: RegExp])[] = [
  [
    'a file that was changed',
    'representations/rep1/data/01890000-0000-7000-8000-000000000003/brev.pdf',
    (text) => text.replace('b', 'c'),
    /CSIP71/,
  ],
  [
    'a file that grew',
    'representations/rep1/data/01890000-0000-7000-8000-000000000003/brev.pdf',
    (text) => `${text}x`,
    /CSIP69/,
  ],
  ['no identity', 'METS.xml', (text) => text.replace(/ OBJID="[^"]*"/, ''), /CSIP1: /],
  [
    'another identity than its folder',
    'METS.xml',
    (text) => text.replace(/OBJID="uuid-/, 'OBJID="id-'),
    /CSIP1: OBJID/,
  ],
  ['no kind of content', 'METS.xml', (text) => text.replace(' TYPE="Mixed"', ''), /CSIP2:/],
  ['no profile', 'METS.xml', (text) => text.replace(/ PROFILE="[^"]*"/, ''), /CSIP6:|SIP2:/],
  ['not a submission', 'METS.xml', (text) => text.replace('OAISPACKAGETYPE="SIP"', 'OAISPACKAGETYPE="AIP"'), /SIP4:/],
  ['no software', 'METS.xml', (text) => text.replace('OTHERTYPE="SOFTWARE"', 'OTHERTYPE="TOOL"'), /CSIP13:/],
  ['no checksum', 'METS.xml', (text) => text.replace(/ CHECKSUM="[^"]*"/, ''), /CSIP29:/],
  ['no structural map', 'METS.xml', (text) => text.replace('LABEL="CSIP"', 'LABEL="OTHER"'), /CSIP82:/],
  [
    'a path out of the package',
    'METS.xml',
    (text) => text.replace(/xlink:href="representations[^"]*"/, 'xlink:href="../x"'),
    /lies outside/,
  ],
  ['no XML', 'METS.xml', () => '<mets', /not XML/],
];

for (const [what, path, change, says] of BROKEN) {
  test(`a package with ${what} is refused`, async () => {
    const copy = join(folder, 'broken', name);
    await cp(join(folder, name), copy, { recursive: true });
    const text = await readFile(join(copy, path), 'utf8').catch(() => '');
    await writeFile(join(copy, path), change(text));
    const { faults } = await verifyPackage(copy, undefined);
    assert.match(faults.join('\n'), says);
    await rm(copy, { recursive: true });
  });
}

test('a package without METS.xml is none', async () => {
  assert.match((await verifyPackage(join(folder, 'nothing'), undefined)).faults.join(), /CSIPSTR4/);
});

test('the published examples of ERMS are judged by the published schema', async (t) => {
  if (schemas === undefined) return t.skip('NOT RUN: no reference data');
  const judged = async (file: string) => schemas?.check('erms', await readFile(join(SHARED, 'erms-examples', file)));
  assert.deepEqual(await judged('ERMS_version_2_1_0_generated_example.xml'), []);
  // Written for the draft, before names were put into lower case; and a file of fragments without one root.
  assert.match(String(await judged('ERMS_Draft_generated_example1.xml')), /No matching global declaration/);
  assert.match(String(await judged('ExampleOfUseOftOwnElements.xml')), /Extra content/);
});

// Our validator judged on a corpus of packages, each of which breaks one requirement of CSIP 2.1.0 and SIP 2.1.0.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { XmlDocument } from 'libxml2-wasm';
import { type Files, PLAIN, plainPackage, RICH, richPackage, type Specimen, UNBREAKABLE } from './corpus.testing.ts';
import { hasSchemas, schemaFiles } from './schema-files.ts';
import { readSchemas, type Schemas } from './schemas.ts';
import { type Verdict, verifyPackage } from './verify.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SHARED = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/e-ark');

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'torget-corpus-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** The level of each numbered requirement, as the published profile words it. */
async function levels(profile: string): Promise<readonly (readonly [id: string, level: string])[]> {
  const document = XmlDocument.fromBuffer(await readFile(join(SHARED, profile)));
  const found = document.root.find('//*[local-name()="requirement"]');
  const read = found.flatMap((node) =>
    'eval' in node ? [[String(node.eval('string(@ID)')), String(node.eval('string(@REQLEVEL)'))] as const] : [],
  );
  document.dispose();
  return read;
}

async function put(at: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), bytes);
  }
}

/** The verdict on a package that lies at a folder, with what a specimen changes in it; then it lies there as before. */
async function judged(at: string, whole: Files, specimen: Specimen, schemas?: Schemas): Promise<Verdict> {
  const files = new Map(whole);
  specimen.make(files);
  const changed = [...files].filter(([path, bytes]) => whole.get(path) !== bytes);
  await put(at, new Map(changed));
  const verdict = await verifyPackage(at, schemas);
  for (const [path] of changed) {
    const before = whole.get(path);
    await (before === undefined ? rm(join(at, path)) : writeFile(join(at, path), before));
  }
  return verdict;
}

/** The requirements that lines of a verdict name. */
const ids = (lines: readonly string[]) => new Set(lines.flatMap((line) => /^(?:CSIP|SIP)\d+/.exec(line) ?? []));

/** Why the verdict of a package is not that of its requirement; undefined when it is. */
function disagrees({ id, also }: Specimen, level: string | undefined, verdict: Verdict): string | undefined {
  const told = level === 'MUST' ? verdict.faults : verdict.warnings;
  if (!ids(told).has(id)) return `${level} is not told`;
  if (level !== 'MUST' && verdict.faults.length > 0) return `is refused: ${verdict.faults.join('; ')}`;
  const strange = [...ids(verdict.faults), ...ids(verdict.warnings)].filter((one) => one !== id && !also.includes(one));
  return strange.length > 0 ? `tells of ${strange.join(', ')} too` : undefined;
}

test('law 21b: each requirement of CSIP and SIP is judged by its level, on packages that break it alone', async (t) => {
  if (!(await hasSchemas(SHARED))) return t.skip('NOT RUN: no reference data');
  const schemas = await readSchemas(SHARED);
  const files = await schemaFiles(SHARED);
  const level = new Map([...(await levels('E-ARK-CSIP-v2-1-0.xml')), ...(await levels('E-ARK-SIP-v2-1-0.xml'))]);
  const wrong: string[] = [];
  let count = 0;
  for (const [base, specimens] of [
    [plainPackage, PLAIN],
    [richPackage, RICH],
  ] as const) {
    const { name, files: whole } = base(files);
    const at = join(folder, base.name, name);
    await put(at, whole);
    assert.deepEqual(await verifyPackage(at, schemas), { faults: [], warnings: [] }, base.name);
    for (const specimen of specimens) {
      // What the schemas say names no requirement; they are asked of what must be valid all the same.
      const asked = level.get(specimen.id) === 'MUST' ? undefined : schemas;
      const why = disagrees(specimen, level.get(specimen.id), await judged(at, whole, specimen, asked));
      if (why !== undefined) wrong.push(`${specimen.id} (${specimen.what}): ${why}`);
      count += 1;
    }
  }
  const must = [...level].filter(([, each]) => each === 'MUST').map(([id]) => id);
  const covered = new Set([...PLAIN, ...RICH].map(({ id }) => id));
  const agreement = ((100 * (count - wrong.length)) / count).toFixed(1);
  console.log(
    `E-ARK corpus: ${agreement} % of ${count} packages judged as published; ${must.filter((id) => covered.has(id)).length} of ${must.length} MUST have one, ${Object.keys(UNBREAKABLE).length} cannot be broken`,
  );
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    must.filter((id) => !covered.has(id)),
    Object.keys(UNBREAKABLE),
  );
});

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { named, objectId, unmet } from './requirements.ts';
import type { SchemaName, Schemas } from './schemas.ts';

type Faults = readonly string[];

/** What is said of a package, a line each with its requirement. */
export interface Verdict {
  /** What it must be and is not. Empty: it is valid. */
  readonly faults: Faults;
  /** What it should be and is not. */
  readonly warnings: Faults;
}

const ALGORITHMS: { readonly [type: string]: string } = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA-1': 'sha1',
  MD5: 'md5',
};

/**
 * Judges a package folder by E-ARK CSIP and SIP 2.1: METS document, every file with size and checksum, files that are not
 * named, and with `schemas` the published schemas of METS, PREMIS and ERMS.
 */
export async function verifyPackage(folder: string, schemas: Schemas | undefined): Promise<Verdict> {
  const bytes = await readFile(join(folder, 'METS.xml')).catch(() => undefined);
  if (bytes === undefined) return { faults: ['CSIPSTR4: there is no METS.xml'], warnings: [] };
  let mets: XmlDocument;
  try {
    mets = XmlDocument.fromBuffer(bytes);
  } catch (error) {
    return { faults: [`METS.xml is not XML: ${error instanceof Error ? error.message.trim() : error}`], warnings: [] };
  }
  try {
    const name = basename(resolve(folder));
    const [said, files] = [unmet(mets), await filesOf(folder, mets)];
    const faults = [
      ...(schemas?.check('mets', bytes) ?? []).map((fault) => `METS.xml ${fault}`),
      ...said.faults,
      ...(objectId(mets) === name ? [] : [`CSIP1: OBJID is ${objectId(mets)}, the folder ${name}`]),
      ...files.faults,
      ...(schemas === undefined ? [] : await metadataOf(folder, schemas)),
    ];
    return { faults, warnings: [...said.warnings, ...files.warnings] };
  } finally {
    mets.dispose();
  }
}

async function filesOf(folder: string, mets: XmlDocument): Promise<Verdict> {
  const faults: string[] = [];
  const seen = new Set<string>(['METS.xml']);
  for (const { href, size, checksum, type } of named(mets)) {
    const path = decoded(href);
    seen.add(path);
    const inside = resolve(folder, path);
    if (!inside.startsWith(resolve(folder) + sep)) {
      faults.push(`CSIP79: ${href} lies outside the package`);
      continue;
    }
    const bytes = await readFile(inside).catch(() => undefined);
    if (bytes === undefined) faults.push(`CSIP79: ${href} is not there`);
    else {
      if (bytes.length !== size) faults.push(`CSIP69: ${href} has ${bytes.length} bytes, not ${size}`);
      const algorithm = ALGORITHMS[type];
      if (algorithm === undefined) faults.push(`CSIP72: unknown checksum type ${type}`);
      else if (createHash(algorithm).update(bytes).digest('hex') !== checksum.toLowerCase())
        faults.push(`CSIP71: ${href} has another checksum`);
    }
  }
  const unnamed = (await allFiles(folder)).filter((path) => !seen.has(path));
  return { faults, warnings: unnamed.map((path) => `CSIP58: ${path} is not named in METS.xml`) };
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href.replace(/^file:(\/\/)?\.?\/?/, ''));
  } catch {
    return href;
  }
}

async function allFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join('/'))
    .sort();
}

const METADATA: readonly (readonly [folder: string, namespace: string, schema: SchemaName])[] = [
  ['metadata/descriptive', 'https://DILCIS.eu/XML/ERMS', 'erms'],
  ['metadata/preservation', 'http://www.loc.gov/premis/v3', 'premis'],
];

async function metadataOf(folder: string, schemas: Schemas): Promise<Faults> {
  const faults: string[] = [];
  for (const [below, namespace, schema] of METADATA) {
    for (const path of await allFiles(join(folder, below)).catch(() => [])) {
      const bytes = await readFile(join(folder, below, path));
      // Other descriptions may lie beside ours; each is judged by the schema of its own namespace only.
      if (!bytes.includes(`"${namespace}"`)) continue;
      faults.push(...schemas.check(schema, bytes).map((fault) => `${below}/${path} ${fault}`));
    }
  }
  return faults;
}

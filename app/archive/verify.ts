import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openVerify } from '#areas/archive/index.ts';
import { readArguments } from './arguments.ts';

/**
 * `torget archive verify DIR… [--schemas DIR]`: judges package folders, or every package below a folder, by E-ARK CSIP and
 * SIP 2.1 and the published schemas. Each fault (MUST) and each warning (SHOULD) names its requirement. The last line is
 * `N passed, N failed`.
 */
export async function verifyCommand(args: readonly string[]): Promise<number | undefined> {
  const read = await readArguments(args);
  if (read === undefined) return undefined;
  const { readSchemas, verifyPackage } = await openVerify();
  const schemas = read.schemas === undefined ? undefined : await readSchemas(read.schemas);
  if (schemas === undefined) console.log('NOT RUN: the published schemas (name their folder with --schemas)');
  let failed = 0;
  const folders = read.names.flatMap(packagesBelow);
  for (const folder of folders) {
    const { faults, warnings } = await verifyPackage(folder, schemas);
    if (faults.length > 0) failed += 1;
    console.log(`${faults.length === 0 ? 'valid ' : 'FAILED'} ${folder}`);
    for (const fault of faults) console.log(`  ${fault}`);
    for (const warning of warnings) console.log(`  warning ${warning}`);
  }
  console.log(`\n${folders.length - failed} passed, ${failed} failed`);
  return folders.length > 0 && failed === 0 ? 0 : 1;
}

/** The folder itself when it is a package, else those in it. */
function packagesBelow(folder: string): string[] {
  if (existsSync(join(folder, 'METS.xml')) || !existsSync(folder)) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}

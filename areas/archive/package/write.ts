import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chunksOf } from '#platform/files/index.ts';
import type { Package } from './build.ts';

/** Writes a package below `out`, whole or not at all; gives its folder. */
export async function writeFolder({ name, files }: Package, out: string): Promise<string> {
  const folder = join(out, name);
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  for (const file of files) {
    const path = join(unfinished, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, chunksOf(file.bytes));
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return folder;
}

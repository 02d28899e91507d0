import { open } from 'node:fs/promises';
import { firstBytes, readDirectory } from './zip.ts';

/** Bytes that are read of one text and of all: a thousand pages of a document. What is longer is cut. */
const MOST = 10_000_000;
const MOST_IN_ALL = 20_000_000;

/**
 * The texts of the entries of a zip with certain names, the shortest first, and whether any of them was cut. The zip on
 * `path` has been read and found sound (`readZip`).
 */
export async function textsInZip(
  path: string,
  wanted: (name: string) => boolean,
): Promise<{ readonly parts: readonly { readonly name: string; readonly text: string }[]; readonly cut: boolean }> {
  const file = await open(path, 'r');
  try {
    const entries = (await readDirectory(file, (await file.stat()).size)) ?? [];
    const parts: { name: string; text: string }[] = [];
    let [left, cut] = [MOST_IN_ALL, false];
    for (const entry of entries.filter(({ name }) => wanted(name)).toSorted((a, b) => a.unpacked - b.unpacked)) {
      const bytes = left === 0 ? Buffer.alloc(0) : await firstBytes(file, entry, Math.min(MOST, left));
      left -= bytes.length;
      cut ||= bytes.length < entry.unpacked;
      parts.push({ name: entry.name, text: bytes.toString('utf8') });
    }
    return { parts, cut };
  } finally {
    await file.close();
  }
}

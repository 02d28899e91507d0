import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Folder } from './types.ts';

/** Files that editors and file managers leave behind; no part of a service. */
const LITTER = /(^|\/)(\.[^/]*|[^/]*~|Thumbs\.db)$/;

/** Reads every file of a folder by its path inside it, with `/` between names, in one order everywhere. */
export function readFolder(path: string): Folder {
  const files = new Map<string, Uint8Array>();
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const name = relative(path, full).split(sep).join('/');
    if (!LITTER.test(name)) files.set(name, readFileSync(full));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** True for the files that are published: the examples are a service's tests, no part of its version (settled.md). */
export function isPublished(path: string): boolean {
  return !path.startsWith('examples/');
}

/**
 * SHA-256 (hex) over the published files: for each in order of its path, the path, a zero byte, the length of the content
 * as eight bytes and the content, so that no two folders can give the same bytes.
 */
export function hashFolder(files: Folder): string {
  const hash = createHash('sha256');
  for (const [path, content] of [...files].filter(([path]) => isPublished(path)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(content.byteLength));
    hash.update(path).update('\0').update(length).update(content);
  }
  return hash.digest('hex');
}

/** The text of a file, or undefined when the folder has none or it is no UTF-8. */
export function textIn(files: Folder, path: string): string | undefined {
  const content = files.get(path);
  if (content === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

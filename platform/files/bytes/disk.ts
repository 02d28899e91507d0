import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteStore, isHash } from './types.ts';

/**
 * Bytes in a folder that is private to the process's user, in 256 folders by the first two letters of their names. A
 * file is synced before it gets its name, and its folder after.
 */
export function diskBytes(folder: string): ByteStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
  return {
    async keep(from, { sha256 }) {
      const path = pathOf(sha256);
      const shard = join(path, '..');
      await mkdir(shard, { recursive: true, mode: 0o700 });
      if (await exists(path)) {
        // The sweeper leaves young bytes alone: this makes them young again before a row points at them.
        await utimes(path, new Date(), new Date());
        await rm(from);
      } else {
        await sync(from);
        await rename(from, path);
      }
      await sync(shard);
    },
    async open(sha256, range) {
      const path = pathOf(sha256);
      return (await exists(path)) ? createReadStream(path, range) : undefined;
    },
    async *list() {
      for (const shard of await readdir(folder)) {
        if (!/^[\da-f]{2}$/.test(shard)) continue;
        for (const sha256 of await readdir(join(folder, shard))) {
          if (isHash(sha256)) yield { sha256, touched: (await stat(join(folder, shard, sha256))).mtimeMs };
        }
      }
    },
    async remove(sha256) {
      const path = pathOf(sha256);
      if (!(await exists(path))) return;
      await rm(path, { force: true });
      await sync(join(path, '..'));
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Of a file its bytes, of a folder its names: on the disk, not only in its cache. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

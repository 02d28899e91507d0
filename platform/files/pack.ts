import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Content, chunksOf, sizeOf } from './content.ts';

/** A file of a package, by its path with forward slashes. */
export interface Packed<Bytes extends Content = Uint8Array> {
  readonly path: string;
  readonly bytes: Bytes;
}

/** 1 January 1980, the first day that the format knows: the same files give the same bytes. */
const DAY = 0x21;
/** Names are UTF-8. */
const UTF8 = 0x0800;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes and places are numbers of 32 bits. */
const LARGEST = 0xffff_ffff;

/**
 * Packs files as they are, without making them smaller (APPNOTE 6.3, method 0): letters and pictures are compressed
 * already. For packages below 4 GB and 65 535 files.
 */
export function zipOf(files: readonly Packed[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory = new Directory();
  for (const { path, bytes } of files) parts.push(directory.add(path, bytes.length, crc32(bytes)), bytes);
  return Buffer.concat([...parts, directory.end()]);
}

/**
 * The same package as a stream, for files that are stored: no more of it is in memory than a part of one file. Each is
 * read twice, since the format says its check sum before it. The stream fails where a file is not what it was.
 * @throws RangeError for 4 GB or more, and 65 536 files or more
 */
export function zipStream(files: readonly Packed<Content>[]): Readable {
  const total = files.reduce((sum, { bytes, path }) => sum + sizeOf(bytes) + 2 * Buffer.byteLength(path) + 100, 0);
  if (total > LARGEST || files.length > 0xffff)
    throw new RangeError(`a zip of ${files.length} files and ${total} bytes`);
  return Readable.from(zipped(files), { objectMode: false });
}

async function* zipped(files: readonly Packed<Content>[]): AsyncGenerator<Uint8Array> {
  const directory = new Directory();
  for (const { path, bytes } of files) {
    let sum = 0;
    for await (const chunk of chunksOf(bytes)) sum = crc32(chunk, sum);
    yield directory.add(path, sizeOf(bytes), sum);
    let size = 0;
    for await (const chunk of chunksOf(bytes)) {
      size += chunk.length;
      if (chunk.length > 0) yield chunk;
    }
    if (size !== sizeOf(bytes)) throw new RangeError(`${size} bytes where ${sizeOf(bytes)} were stored`);
  }
  yield directory.end();
}

/** What stands before each file and at the end of all. */
class Directory {
  readonly #entries: Uint8Array[] = [];
  #offset = 0;

  /** Enters a file; gives what stands before its bytes. */
  add(path: string, size: number, sum: number): Uint8Array {
    const name = Buffer.from(path);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(UTF8, 2);
    about.writeUInt16LE(DAY, 8);
    about.writeUInt32LE(sum, 10);
    about.writeUInt32LE(size, 14);
    about.writeUInt32LE(size, 18);
    about.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([uint32(LOCAL), about, name]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(this.#offset, 10);
    this.#entries.push(Buffer.concat([uint32(CENTRAL), Buffer.from([20, 0]), about, rest, name]));
    this.#offset += local.length + size;
    return local;
  }

  end(): Uint8Array {
    const central = Buffer.concat(this.#entries);
    const end = Buffer.alloc(18);
    end.writeUInt16LE(this.#entries.length, 4);
    end.writeUInt16LE(this.#entries.length, 6);
    end.writeUInt32LE(central.length, 8);
    end.writeUInt32LE(this.#offset, 12);
    return Buffer.concat([central, uint32(END), end]);
  }
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

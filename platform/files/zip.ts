import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** APPNOTE.TXT 4.3: sizes of the fixed parts of a zip's records, and how long its closing comment may be. */
const END = 22;
const COMMENT = 65_535;
const CENTRAL = 46;
const LOCAL = 30;

const MAX_ENTRIES = 2000;
/** The directory of a document of normal size is some kilobytes. */
const MAX_DIRECTORY = 1_000_000;
/** What a document may become when it is opened: some hundred pages with pictures. */
const MAX_UNPACKED = 200_000_000;

const STORED = 0;
const DEFLATED = 8;

/** What the directory says of an entry, sizes and place in bytes. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** What a zip holds: its names; `bomb` when it would unpack to more than it says or than we take; else `broken`. */
export type Zip = { readonly names: readonly string[] } | 'bomb' | 'broken';

/** Programs look for a zip's end in the last 64 kB; the more patient ones, which mend broken zips, further up. */
const SEARCHED = 1_000_000;

/**
 * Whether a zip ends in the last part of a file: at its last byte, or before anything that was put behind it. Programs look
 * for a zip's directory from the end and step over what they do not know, so a PDF or a picture that ends like this is two
 * files in one, and which of them is opened depends on the program.
 */
export async function endsAsZip(file: FileHandle, size: number): Promise<boolean> {
  const from = Math.max(0, size - SEARCHED);
  const tail = await read(file, from, size - from);
  const signature = Buffer.from('PK\u0005\u0006', 'latin1');
  for (let at = tail.lastIndexOf(signature); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1)) {
    if (at + END > tail.length) continue;
    // Before its end stands its directory, however much stands before that: bytes that only look like an end have none.
    const directory = from + at - tail.readUInt32LE(at + 12);
    if (directory < 0 || directory >= from + at) continue;
    const head = await read(file, directory, 4);
    if (head.length === 4 && head.readUInt32LE(0) === 0x02014b50) return true;
  }
  return false;
}

/**
 * Reads a zip as strictly as it can be read: one directory, at the end, whose entries lie one after the other from the
 * first byte, neither encrypted nor larger than 4 GB. Each entry is unpacked once, to nowhere, and must come to the size
 * that it states: a zip bomb lies about that, or uses the same bytes many times.
 */
export async function readZip(file: FileHandle, size: number, most = MAX_UNPACKED): Promise<Zip> {
  const entries = await readDirectory(file, size);
  if (entries === undefined) return 'broken';
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > most) return 'bomb';
  let next = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < next || (next === 0 && entry.offset !== 0)) return 'broken';
    const head = await read(file, entry.offset, LOCAL);
    if (head.length < LOCAL || head.readUInt32LE(0) !== 0x04034b50) return 'broken';
    const start = entry.offset + LOCAL + head.readUInt16LE(26) + head.readUInt16LE(28);
    next = start + entry.packed;
    if (next > size) return 'broken';
    const came = entry.method === STORED ? entry.packed : await inflated(file, start, entry);
    if (came === 'bomb') return 'bomb';
    if (came !== entry.unpacked) return 'broken';
  }
  return { names: entries.map(({ name }) => name) };
}

/** The entries of a zip as it says itself; undefined when it cannot be read. `readZip` sees whether they are so. */
export async function readDirectory(file: FileHandle, size: number): Promise<readonly Entry[] | undefined> {
  const end = await findEnd(file, size);
  if (end === undefined || end.count === 0 || end.count > MAX_ENTRIES || end.length > MAX_DIRECTORY) return undefined;
  const bytes = await read(file, end.offset, end.length);
  const entries: Entry[] = [];
  let at = 0;
  while (entries.length < end.count) {
    if (at + CENTRAL > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const long = bytes.readUInt16LE(at + 28);
    const entry = {
      name: bytes.toString('utf8', at + CENTRAL, at + CENTRAL + long),
      method,
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    // Bit 0: encrypted. 0xffffffff: the true size stands in a zip64 record, which no document of this size has.
    const strange = (flags & 1) === 1 || [entry.packed, entry.unpacked, entry.offset].includes(0xffffffff);
    if (strange || (method !== STORED && method !== DEFLATED)) return undefined;
    entries.push(entry);
    at += CENTRAL + long + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record: its comment must fill the file to its last byte, which bytes that only look like one do not. */
async function findEnd(
  file: FileHandle,
  size: number,
): Promise<{ readonly count: number; readonly offset: number; readonly length: number } | undefined> {
  const from = Math.max(0, size - END - COMMENT);
  const tail = await read(file, from, size - from);
  for (let at = tail.length - END; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50 || at + END + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
  }
  return undefined;
}

/** The first bytes that an entry of a sound zip becomes, `most` of them. */
export async function firstBytes(file: FileHandle, entry: Entry, most: number): Promise<Buffer> {
  const head = await read(file, entry.offset, LOCAL);
  const start = entry.offset + LOCAL + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (entry.method === STORED) return read(file, start, Math.min(entry.packed, most));
  const source = file.createReadStream({ start, end: start + entry.packed - 1, autoClose: false });
  const chunks: Buffer[] = [];
  let count = 0;
  await pipeline(source, createInflateRaw(), async (unpacked: AsyncIterable<Buffer>) => {
    for await (const chunk of unpacked) {
      chunks.push(chunk);
      count += chunk.length;
      if (count >= most) return;
    }
  }).catch((error: unknown) => {
    // The stream was left before its end, because there is enough.
    if (count < most) throw error;
  });
  return Buffer.concat(chunks).subarray(0, most);
}

/** The bytes that an entry becomes, counted as they come; `bomb` as soon as they are more than it says. */
async function inflated(file: FileHandle, start: number, entry: Entry): Promise<number | 'bomb' | 'broken'> {
  if (entry.packed === 0) return 'broken';
  let count = 0;
  const source = file.createReadStream({ start, end: start + entry.packed - 1, autoClose: false });
  try {
    await pipeline(source, createInflateRaw(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        count += chunk.length;
        if (count > entry.unpacked) return;
      }
    });
  } catch {
    return count > entry.unpacked ? 'bomb' : 'broken';
  }
  return count > entry.unpacked ? 'bomb' : count;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.max(0, length)), 0, Math.max(0, length), position);
  return buffer.subarray(0, bytesRead);
}

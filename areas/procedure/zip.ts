import { crc32 } from 'node:zlib';

/** A file of an archive: its path inside, and its bytes. */
export interface ZipFile {
  readonly path: string;
  readonly body: Uint8Array;
}

const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first day that the format knows: the same files give the same bytes. */
const DAY_ONE = 0x21;

/** Both headers of an entry have these in common (APPNOTE 6.3, 4.3.7 and 4.3.12, from "version needed" on). */
function common(name: Buffer, body: Uint8Array): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(DAY_ONE, 8);
  head.writeUInt32LE(crc32(body), 10);
  head.writeUInt32LE(body.length, 14);
  head.writeUInt32LE(body.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

/** A ZIP archive with its files as they are, in the order given. Below 4 GB and 65 536 files, as cases are. */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, body } of files) {
    const name = Buffer.from(path);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(name, body), name, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common(name, body), rest, name);
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

import { crc32, deflateRawSync } from 'node:zlib';

/** Makes a zip of texts; `says` lies about the size of each, `sameBytes` lets every entry point at the first one's bytes. */
export function zipped(
  parts: { readonly [name: string]: string | Buffer },
  wrong: { readonly says?: number; readonly sameBytes?: boolean } = {},
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const made = new Map<string | Buffer, ReturnType<typeof pack>>();
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const { packed, crc, length } = made.get(content) ?? pack(content);
    made.set(content, { packed, crc, length });
    const size = wrong.says ?? length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    common(local, 4, crc, packed.length, size, name);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    common(central, 6, crc, packed.length, size, name);
    central.writeUInt32LE(wrong.sameBytes ? 0 : offset, 42);
    directory.push(central, Buffer.from(name));
    bodies.push(local, Buffer.from(name), packed);
    offset += local.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

function pack(content: string | Buffer): { packed: Buffer; crc: number; length: number } {
  const bytes = Buffer.from(content);
  return { packed: deflateRawSync(bytes, { level: 1 }), crc: crc32(bytes), length: bytes.length };
}

/** Version, flags, method, time and sizes stand in the same order in both records (APPNOTE.TXT 4.3.7, 4.3.12). */
function common(record: Buffer, at: number, crc: number, packed: number, size: number, name: string): void {
  record.writeUInt16LE(20, at);
  record.writeUInt16LE(8, at + 4);
  record.writeUInt32LE(crc, at + 10);
  record.writeUInt32LE(packed, at + 14);
  record.writeUInt32LE(size, at + 18);
  record.writeUInt16LE(name.length, at + 22);
}

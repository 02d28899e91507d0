import { inflateRawSync } from 'node:zlib';

/** A document's text may be so long; what is longer is cut. */
const MOST = 20_000_000;

/** The texts of the entries of a zip with certain names. The zip has been read and found sound (`readZip`). */
export function textsInZip(
  zip: Buffer,
  wanted: (name: string) => boolean,
): readonly { readonly name: string; readonly text: string }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0) return [];
  const found: { name: string; text: string }[] = [];
  // APPNOTE.TXT 4.3.12: the directory, one record for each entry.
  for (let at = zip.readUInt32LE(end + 16); at + 46 <= end && zip.readUInt32LE(at) === 0x02014b50; ) {
    const [method, packed, offset] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (!wanted(name)) continue;
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + packed);
    found.push({ name, text: (method === 0 ? bytes : inflated(bytes)).toString('utf8') });
  }
  return found;
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MOST });
  } catch {
    return Buffer.alloc(0);
  }
}

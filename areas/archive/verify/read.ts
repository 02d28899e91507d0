import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';

/** A package read back: what it says of the case, and each document with the fingerprints of its files. */
export interface ReadPackage {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly klassa: string;
  readonly restrictions: readonly string[];
  /** Cases that it belongs together with. */
  readonly related: readonly { readonly number: string; readonly kind: string }[];
  readonly records: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly direction: string;
    readonly files: readonly { readonly path: string; readonly type: string; readonly sha256: string }[];
  }[];
}

const E = { e: 'https://DILCIS.eu/XML/ERMS' };

/** Reads the case out of a package of ours. */
export async function readPackage(folder: string): Promise<ReadPackage> {
  const erms = XmlDocument.fromBuffer(await readFile(join(folder, 'metadata/descriptive/erms.xml')));
  try {
    const [one] = elements(erms.root, 'e:aggregations/e:aggregation');
    const said = (path: string) => (one === undefined ? '' : text(one, path));
    return {
      id: said('@systemIdentifier'),
      number: said('e:objectId'),
      title: said('e:title'),
      klassa: `${said('e:classification/@classificationCode')} ${said('e:classification')}`.trim(),
      restrictions: one === undefined ? [] : elements(one, 'e:restriction').map((each) => text(each, 'e:regulation')),
      related: (one === undefined ? [] : elements(one, 'e:relation')).map((each) => ({
        number: text(each, '.'),
        kind: text(each, '@otherRelationType'),
      })),
      records: await Promise.all(
        (one === undefined ? [] : elements(one, 'e:record')).map(async (record) => ({
          id: text(record, '@systemIdentifier'),
          kind: text(record, '@recordType'),
          title: text(record, 'e:title'),
          direction: text(record, 'e:direction/@directionDefinition'),
          files: await filesOf(folder, record),
        })),
      ),
    };
  } finally {
    erms.dispose();
  }
}

function filesOf(folder: string, record: XmlElement) {
  return Promise.all(
    elements(record, 'e:additionalInformation/e:appendix').map(async (appendix) => {
      const path = text(appendix, '@path');
      const bytes = await readFile(join(folder, path));
      return { path, type: text(appendix, '@fileFormat'), sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

function elements(of: XmlElement, path: string): XmlElement[] {
  return of.find(path, E) as XmlElement[];
}

function text(of: XmlElement, path: string): string {
  return String(of.eval(`string(${path})`, E));
}

import { ermsOf, folderOf } from './erms.ts';
import { metsOf } from './mets.ts';
import { premisOf } from './premis.ts';
import type { ArchiveCase, Made, PackageFile } from './types.ts';

export interface Package {
  /** Name of the folder, and the package's OBJID. */
  readonly name: string;
  readonly files: readonly PackageFile[];
}

/** A submission package (E-ARK SIP 2.1.0, FGS Paketstruktur 2.0) of one case. Pure: the same case gives the same bytes. */
export function packageOf(one: ArchiveCase, schemas: readonly PackageFile[], made: Made): Package {
  const name = `uuid-${one.id}`;
  const content = one.records.flatMap((record) =>
    record.files.map(({ name: file, type, bytes }) => ({ path: `${folderOf(record)}/${file}`, type, bytes })),
  );
  const descriptive = { path: 'metadata/descriptive/erms.xml', type: 'text/xml', bytes: ermsOf(one, made) };
  const preservation = {
    path: 'metadata/preservation/premis.xml',
    type: 'text/xml',
    bytes: premisOf(one, content, made),
  };
  const parts = { descriptive, preservation, content, documentation: one.documentation, schemas };
  const mets = { path: 'METS.xml', type: 'text/xml', bytes: metsOf(name, one, parts, made) };
  return { name, files: [mets, descriptive, preservation, ...one.documentation, ...schemas, ...content] };
}

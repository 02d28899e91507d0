import { sha256Of, sizeOf } from '#platform/files/index.ts';
import { caseTitle } from './erms.ts';
import type { ArchiveCase, Made, PackageFile } from './types.ts';
import { document, element, leaf, type XmlNode } from './xml.ts';

// METS by the E-ARK profiles CSIP 2.1.0 and SIP 2.1.0; numbers in comments are those of their requirements.

/** What the METS document lists, by the part of the package that it lies in. */
export interface Parts {
  readonly descriptive: PackageFile;
  readonly preservation: PackageFile;
  readonly content: readonly PackageFile[];
  readonly documentation: readonly PackageFile[];
  readonly schemas: readonly PackageFile[];
}

const SPACES = {
  xmlns: 'http://www.loc.gov/METS/',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:csip': 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation':
    'http://www.loc.gov/METS/ schemas/mets.xsd https://DILCIS.eu/XML/METS/CSIPExtensionMETS schemas/DILCISExtensionMETS.xsd',
} as const;

/** `METS.xml` of the package named `name`. */
export function metsOf(name: string, one: ArchiveCase, parts: Parts, made: Made): Uint8Array {
  return document(
    element(
      'mets',
      {
        ...SPACES,
        OBJID: name, // CSIP1
        LABEL: `${one.number} ${caseTitle(one)}`, // SIP1
        TYPE: 'Mixed', // CSIP2
        'csip:CONTENTINFORMATIONTYPE': 'citserms_v2_1', // CSIP4
        PROFILE: 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml', // SIP2
      },
      header(one, made),
      element(
        'dmdSec',
        { ID: 'dmd-erms', CREATED: made.at, STATUS: 'CURRENT' },
        reference(parts.descriptive, 'OTHER', made),
      ),
      element(
        'amdSec',
        { ID: 'amd' },
        element('digiprovMD', { ID: 'prov-premis', STATUS: 'CURRENT' }, reference(parts.preservation, 'PREMIS', made)),
      ),
      element(
        'fileSec',
        { ID: 'files' },
        groups(parts).map((group) => groupOf(group, made)),
      ),
      structure(name, parts),
    ),
  );
}

function header(one: ArchiveCase, made: Made): XmlNode {
  const note = (type: string, text: string) => leaf('note', text, { 'csip:NOTETYPE': type });
  return element(
    'metsHdr',
    { CREATEDATE: made.at, RECORDSTATUS: 'NEW', 'csip:OAISPACKAGETYPE': 'SIP' }, // CSIP7, SIP3, SIP4
    element(
      'agent', // CSIP10–16
      { ROLE: 'CREATOR', TYPE: 'OTHER', OTHERTYPE: 'SOFTWARE' },
      leaf('name', made.software),
      note('SOFTWARE VERSION', made.version),
    ),
    element(
      'agent', // SIP9–14
      { ROLE: 'ARCHIVIST', TYPE: 'ORGANIZATION' },
      leaf('name', one.board),
      note('IDENTIFICATIONCODE', `${one.town.code} ${one.board}`),
    ),
    element(
      'agent', // SIP15–20
      { ROLE: 'CREATOR', TYPE: 'ORGANIZATION' },
      leaf('name', one.town.name),
      note('IDENTIFICATIONCODE', one.town.code),
    ),
  );
}

function reference(file: PackageFile, type: string, made: Made): XmlNode {
  return element('mdRef', {
    ID: idOf('md', file),
    LOCTYPE: 'URL',
    'xlink:type': 'simple',
    'xlink:href': hrefOf(file),
    MDTYPE: type,
    OTHERMDTYPE: type === 'OTHER' ? 'ERMS' : undefined,
    ...described(file, made),
  });
}

function described({ bytes, type }: PackageFile, made: Made) {
  return { MIMETYPE: type, SIZE: sizeOf(bytes), CREATED: made.at, CHECKSUM: sha256Of(bytes), CHECKSUMTYPE: 'SHA-256' };
}

interface Group {
  readonly id: string;
  readonly use: 'Documentation' | 'Schemas' | 'Representations';
  readonly files: readonly PackageFile[];
}

/** Groups without files are left out: a group has one at least (CSIP66). */
function groups({ documentation, schemas, content }: Parts): readonly Group[] {
  const all: readonly Group[] = [
    { id: 'group-documentation', use: 'Documentation', files: documentation },
    { id: 'group-schemas', use: 'Schemas', files: schemas },
    { id: 'group-content', use: 'Representations', files: content },
  ];
  return all.filter(({ files }) => files.length > 0);
}

function groupOf({ id, use, files }: Group, made: Made): XmlNode {
  const type = use === 'Representations' ? { 'csip:CONTENTINFORMATIONTYPE': 'citserms_v2_1' } : {};
  return element(
    'fileGrp',
    { ID: id, USE: use === 'Representations' ? 'Representations/rep1/data' : use, ...type },
    files.map((file) =>
      element(
        'file',
        { ID: idOf('file', file), ...described(file, made) },
        element('FLocat', { LOCTYPE: 'URL', 'xlink:type': 'simple', 'xlink:href': hrefOf(file) }),
      ),
    ),
  );
}

function structure(name: string, parts: Parts): XmlNode {
  return element(
    'structMap',
    { ID: 'struct', TYPE: 'PHYSICAL', LABEL: 'CSIP' }, // CSIP80–83
    element(
      'div',
      { ID: 'div-package', LABEL: name },
      element('div', { ID: 'div-metadata', LABEL: 'Metadata', ADMID: 'prov-premis', DMDID: 'dmd-erms' }), // CSIP88–92
      groups(parts).map(({ id, use }) =>
        element('div', { ID: `div-${use.toLowerCase()}`, LABEL: use }, element('fptr', { FILEID: id })),
      ),
    ),
  );
}

function idOf(prefix: string, { path }: PackageFile): string {
  return `${prefix}-${sha256Of(Buffer.from(path)).slice(0, 24)}`;
}

/** A relative address: each part of the path percent-encoded. */
function hrefOf({ path }: PackageFile): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

import type { XmlDocument } from 'libxml2-wasm';

// What the METS profiles E-ARK CSIP 2.1.0 and SIP 2.1.0 demand beyond their schemas (level MUST), a line for each
// numbered requirement: where it applies, and what must hold there.

const NAMESPACES = {
  m: 'http://www.loc.gov/METS/',
  x: 'http://www.w3.org/1999/xlink',
  c: 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
};

type Requirement = readonly [id: string, where: string, holds: string];

const AGENT = "m:agent[@ROLE='CREATOR'][@TYPE='OTHER'][@OTHERTYPE='SOFTWARE']";
const MAIN = "/m:mets/m:structMap[@LABEL='CSIP']/m:div";

/** A reference to a file of metadata: nine requirements in a row with the same words. */
function reference(where: string, from: number): Requirement[] {
  const holds = [
    "@LOCTYPE='URL'",
    "@x:type='simple'",
    'string-length(@x:href) > 0',
    'string-length(@MDTYPE) > 0',
    'string-length(@MIMETYPE) > 0',
    'string-length(@SIZE) > 0',
    'string-length(@CREATED) > 0',
    'string-length(@CHECKSUM) > 0',
    'string-length(@CHECKSUMTYPE) > 0',
  ];
  return holds.map((test, index) => [`CSIP${from + index}`, where, test]);
}

const REQUIREMENTS: readonly Requirement[] = [
  ['CSIP1', '/m:mets', 'string-length(@OBJID) > 0'],
  ['CSIP2', '/m:mets', 'string-length(@TYPE) > 0'],
  ['CSIP6', '/m:mets', 'string-length(@PROFILE) > 0'],
  ['CSIP117', '/m:mets', 'count(m:metsHdr) = 1'],
  ['CSIP7', '/m:mets/m:metsHdr', 'string-length(@CREATEDATE) > 0'],
  ['CSIP9', '/m:mets/m:metsHdr', 'string-length(@c:OAISPACKAGETYPE) > 0'],
  ['CSIP10', '/m:mets/m:metsHdr', 'count(m:agent) > 0'],
  ['CSIP11', '/m:mets/m:metsHdr', "count(m:agent[@ROLE='CREATOR']) > 0"],
  ['CSIP12', '/m:mets/m:metsHdr', "count(m:agent[@TYPE='OTHER']) > 0"],
  ['CSIP13', '/m:mets/m:metsHdr', `count(${AGENT}) = 1`],
  ['CSIP14', `/m:mets/m:metsHdr/${AGENT}`, 'string-length(m:name) > 0'],
  ['CSIP15', `/m:mets/m:metsHdr/${AGENT}`, 'count(m:note) = 1'],
  ['CSIP16', `/m:mets/m:metsHdr/${AGENT}/m:note`, "@c:NOTETYPE='SOFTWARE VERSION'"],
  ['CSIP18', '/m:mets/m:dmdSec', 'string-length(@ID) > 0'],
  ['CSIP19', '/m:mets/m:dmdSec', 'string-length(@CREATED) > 0'],
  ...reference('/m:mets/m:dmdSec/m:mdRef', 22),
  ['CSIP33', '/m:mets/m:amdSec/m:digiprovMD', 'string-length(@ID) > 0'],
  ...reference('/m:mets/m:amdSec/m:digiprovMD/m:mdRef', 36),
  ['CSIP46', '/m:mets/m:amdSec/m:rightsMD', 'string-length(@ID) > 0'],
  ...reference('/m:mets/m:amdSec/m:rightsMD/m:mdRef', 49),
  ['CSIP59', '/m:mets/m:fileSec', 'string-length(@ID) > 0'],
  ['CSIP114', '/m:mets/m:fileSec', "count(m:fileGrp[starts-with(@USE, 'Representations')]) > 0"],
  ['CSIP64', '/m:mets/m:fileSec/m:fileGrp', 'string-length(@USE) > 0'],
  ['CSIP65', '/m:mets/m:fileSec/m:fileGrp', 'string-length(@ID) > 0'],
  ['CSIP66', '/m:mets/m:fileSec/m:fileGrp', 'count(m:file) > 0'],
  ['CSIP67', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@ID) > 0'],
  ['CSIP68', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@MIMETYPE) > 0'],
  ['CSIP69', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@SIZE) > 0'],
  ['CSIP70', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@CREATED) > 0'],
  ['CSIP71', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@CHECKSUM) > 0'],
  ['CSIP72', '/m:mets/m:fileSec/m:fileGrp/m:file', 'string-length(@CHECKSUMTYPE) > 0'],
  ['CSIP76', '/m:mets/m:fileSec/m:fileGrp/m:file', 'count(m:FLocat) = 1'],
  ['CSIP77', '/m:mets/m:fileSec/m:fileGrp/m:file/m:FLocat', "@LOCTYPE='URL'"],
  ['CSIP78', '/m:mets/m:fileSec/m:fileGrp/m:file/m:FLocat', "@x:type='simple'"],
  ['CSIP79', '/m:mets/m:fileSec/m:fileGrp/m:file/m:FLocat', 'string-length(@x:href) > 0'],
  ['CSIP80', '/m:mets', "count(m:structMap[@LABEL='CSIP']) = 1"],
  ['CSIP81', "/m:mets/m:structMap[@LABEL='CSIP']", "@TYPE='PHYSICAL'"],
  ['CSIP83', "/m:mets/m:structMap[@LABEL='CSIP']", 'string-length(@ID) > 0'],
  ['CSIP84', "/m:mets/m:structMap[@LABEL='CSIP']", 'count(m:div) = 1'],
  ['CSIP85', MAIN, 'string-length(@ID) > 0'],
  ['CSIP88', MAIN, "count(m:div[@LABEL='Metadata']) = 1"],
  ['CSIP89', `${MAIN}/m:div[@LABEL='Metadata']`, 'string-length(@ID) > 0'],
  ['CSIP94', `${MAIN}/m:div[@LABEL='Documentation']`, 'string-length(@ID) > 0'],
  ['CSIP96', `${MAIN}/m:div[@LABEL='Documentation']`, 'count(m:fptr) > 0'],
  ['CSIP98', `${MAIN}/m:div[@LABEL='Schemas']`, 'string-length(@ID) > 0'],
  ['CSIP100', `${MAIN}/m:div[@LABEL='Schemas']`, 'count(m:fptr) > 0'],
  ['CSIP102', `${MAIN}/m:div[@LABEL='Representations']`, 'string-length(@ID) > 0'],
  ['CSIP104', `${MAIN}/m:div[@LABEL='Representations']`, 'count(m:fptr) > 0'],
  ['CSIP106', `${MAIN}/m:div`, 'string-length(@ID) > 0'],
  ['CSIP110', `${MAIN}/m:div/m:mptr`, 'string-length(@x:href) > 0'],
  ['CSIP111', `${MAIN}/m:div/m:mptr`, "@x:type='simple'"],
  ['CSIP112', `${MAIN}/m:div/m:mptr`, "@LOCTYPE='URL'"],
  ['CSIP116', `${MAIN}/m:div[@LABEL='Documentation']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['CSIP118', `${MAIN}/m:div[@LABEL='Schemas']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['CSIP119', `${MAIN}/m:div[@LABEL='Representations']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['SIP2', '/m:mets', "@PROFILE='https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'"],
  ['SIP4', '/m:mets/m:metsHdr', "@c:OAISPACKAGETYPE='SIP'"],
  ['SIP11', "/m:mets/m:metsHdr/m:agent[@ROLE='ARCHIVIST']", "@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL'"],
  ['SIP14', "/m:mets/m:metsHdr/m:agent[@ROLE='ARCHIVIST']/m:note", "@c:NOTETYPE='IDENTIFICATIONCODE'"],
  ['SIP15', '/m:mets/m:metsHdr', "count(m:agent[@ROLE='CREATOR'][@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL']) > 0"],
];

/** The requirements that a METS document does not meet. */
export function unmet(mets: XmlDocument): readonly string[] {
  const root = mets.root;
  return REQUIREMENTS.flatMap(([id, where, holds]) => {
    const nodes = root.find(where, NAMESPACES);
    return nodes.every((node) => 'eval' in node && node.eval(`boolean(${holds})`, NAMESPACES) === true)
      ? []
      : [`${id}: ${where} must have ${holds}`];
  });
}

/** Every file that the document names, with what it says of it. */
export interface Named {
  readonly href: string;
  readonly size: number;
  readonly checksum: string;
  readonly type: string;
}

export function named(mets: XmlDocument): readonly Named[] {
  const of = (where: string, at: string) =>
    mets.root.find(where, NAMESPACES).map((node) => {
      const read = (path: string) => ('eval' in node ? String(node.eval(`string(${path})`, NAMESPACES)) : '');
      return { href: read(at), size: Number(read('@SIZE')), checksum: read('@CHECKSUM'), type: read('@CHECKSUMTYPE') };
    });
  return [...of('//m:mdRef', '@x:href'), ...of('//m:fileSec//m:file', 'm:FLocat/@x:href')];
}

export function objectId(mets: XmlDocument): string {
  return String(mets.root.eval('string(/m:mets/@OBJID)', NAMESPACES));
}

import type { XmlDocument } from 'libxml2-wasm';

// What the METS profiles E-ARK CSIP 2.1.0 and SIP 2.1.0 demand (level MUST) and recommend (SHOULD), a line for each
// numbered requirement: where it applies, and what must hold there.

const NAMESPACES = {
  m: 'http://www.loc.gov/METS/',
  x: 'http://www.w3.org/1999/xlink',
  c: 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
};

type Requirement = readonly [id: string, where: string, holds: string];

const AGENT = "m:agent[@ROLE='CREATOR'][@TYPE='OTHER'][@OTHERTYPE='SOFTWARE']";
/** Who submits: the agent that is neither the software, nor the archival creator, nor who preserves, nor a contact. */
const SUBMITS = "m:agent[not(@OTHERTYPE='SOFTWARE') and not(@ROLE='ARCHIVIST') and not(@ROLE='PRESERVATION')]";
const CREATES = "m:agent[@ROLE='CREATOR'][not(@OTHERTYPE='SOFTWARE')]";
const ARCHIVAL = "/m:mets/m:metsHdr/m:agent[@ROLE='ARCHIVIST']";
const PRESERVES = "/m:mets/m:metsHdr/m:agent[@ROLE='PRESERVATION']";
const GROUP = '/m:mets/m:fileSec/m:fileGrp';
const MAIN = "/m:mets/m:structMap[@LABEL='CSIP']/m:div";

/** The vocabularies of CSIP that a MUST names. The list of categories writes `Other`, the profile `OTHER`. */
const CATEGORIES = [
  'Textual works – Print',
  'Textual works – Digital',
  'Textual works – Electronic Serials',
  'Digital Musical Composition (score-based representations)',
  'Photographs – Print',
  'Photographs – Digital',
  'Other Graphic Images – Print',
  'Other Graphic Images – Digital',
  'Microforms',
  'Audio – On Tangible Medium (digital or analog)',
  'Audio – Media-independent (digital)',
  'Motion Pictures – Digital and Physical Media',
  'Video – File-based and Physical Media',
  'Software',
  'Datasets',
  'Geospatial Data',
  'Databases',
  'Websites',
  'Collection',
  'Event',
  'Interactive resource',
  'Physical object',
  'Service',
  'Mixed',
  'Other',
  'OTHER',
];
const PACKAGES = ['SIP', 'AIP', 'DIP', 'AIU', 'AIC'];

const oneOf = (at: string, words: readonly string[]) => words.map((word) => `${at}='${word}'`).join(' or ');
/** A media type of IANA: a type, a slash and a subtype, and nothing else. */
const MEDIA_TYPE =
  "contains(@MIMETYPE, '/') and not(contains(substring-after(@MIMETYPE, '/'), '/')) and not(contains(@MIMETYPE, ' ')) " +
  "and string-length(substring-before(@MIMETYPE, '/')) > 0 and string-length(substring-after(@MIMETYPE, '/')) > 0";

/** A reference to a file of metadata: nine requirements in a row with the same words. */
function reference(where: string, from: number): Requirement[] {
  const holds = [
    "@LOCTYPE='URL'",
    "@x:type='simple'",
    'string-length(@x:href) > 0',
    'string-length(@MDTYPE) > 0',
    MEDIA_TYPE,
    'string-length(@SIZE) > 0',
    'string-length(@CREATED) > 0',
    'string-length(@CHECKSUM) > 0',
    'string-length(@CHECKSUMTYPE) > 0',
  ];
  return holds.map((test, index) => [`CSIP${from + index}`, where, test]);
}

/** Level MUST. */
const REQUIREMENTS: readonly Requirement[] = [
  ['CSIP1', '/m:mets', 'string-length(@OBJID) > 0'],
  ['CSIP2', '/m:mets', oneOf('@TYPE', CATEGORIES)],
  ['CSIP6', '/m:mets', 'string-length(@PROFILE) > 0'],
  ['CSIP117', '/m:mets', 'count(m:metsHdr) = 1'],
  ['CSIP7', '/m:mets/m:metsHdr', 'string-length(@CREATEDATE) > 0'],
  ['CSIP9', '/m:mets/m:metsHdr', oneOf('@c:OAISPACKAGETYPE', PACKAGES)],
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
  ['CSIP60', `${GROUP}[m:file/m:FLocat[starts-with(@x:href, 'documentation/')]]`, "@USE='Documentation'"],
  ['CSIP113', `${GROUP}[m:file/m:FLocat[starts-with(@x:href, 'schemas/')]]`, "@USE='Schemas'"],
  ['CSIP114', '/m:mets/m:fileSec', "count(m:fileGrp[starts-with(@USE, 'Representations')]) > 0"],
  ['CSIP64', GROUP, 'string-length(@USE) > 0'],
  ['CSIP65', GROUP, 'string-length(@ID) > 0'],
  ['CSIP66', GROUP, 'count(m:file) > 0'],
  ['CSIP67', `${GROUP}/m:file`, 'string-length(@ID) > 0'],
  ['CSIP68', `${GROUP}/m:file`, MEDIA_TYPE],
  ['CSIP69', `${GROUP}/m:file`, 'string-length(@SIZE) > 0'],
  ['CSIP70', `${GROUP}/m:file`, 'string-length(@CREATED) > 0'],
  ['CSIP71', `${GROUP}/m:file`, 'string-length(@CHECKSUM) > 0'],
  ['CSIP72', `${GROUP}/m:file`, 'string-length(@CHECKSUMTYPE) > 0'],
  ['CSIP76', `${GROUP}/m:file`, 'count(m:FLocat) = 1'],
  ['CSIP77', `${GROUP}/m:file/m:FLocat`, "@LOCTYPE='URL'"],
  ['CSIP78', `${GROUP}/m:file/m:FLocat`, "@x:type='simple'"],
  ['CSIP79', `${GROUP}/m:file/m:FLocat`, 'string-length(@x:href) > 0'],
  ['CSIP80', '/m:mets', 'count(m:structMap) > 0'],
  ['CSIP82', '/m:mets', "count(m:structMap[@LABEL='CSIP']) = 1"],
  ['CSIP81', "/m:mets/m:structMap[@LABEL='CSIP']", "@TYPE='PHYSICAL'"],
  ['CSIP83', "/m:mets/m:structMap[@LABEL='CSIP']", 'string-length(@ID) > 0'],
  ['CSIP84', "/m:mets/m:structMap[@LABEL='CSIP']", 'count(m:div) = 1'],
  ['CSIP85', MAIN, 'string-length(@ID) > 0'],
  ['CSIP88', MAIN, "count(m:div[@LABEL='Metadata']) = 1"],
  ['CSIP89', `${MAIN}/m:div[@LABEL='Metadata']`, 'string-length(@ID) > 0'],
  ['CSIP90', `${MAIN}/m:div[(@DMDID or @ADMID) and not(m:fptr or m:mptr)]`, "@LABEL='Metadata'"],
  ['CSIP94', `${MAIN}/m:div[@LABEL='Documentation']`, 'string-length(@ID) > 0'],
  ['CSIP95', `${MAIN}/m:div[m:fptr/@FILEID = ${GROUP}[@USE='Documentation']/@ID]`, "@LABEL='Documentation'"],
  ['CSIP96', `${MAIN}/m:div[@LABEL='Documentation']`, 'count(m:fptr) > 0'],
  ['CSIP98', `${MAIN}/m:div[@LABEL='Schemas']`, 'string-length(@ID) > 0'],
  ['CSIP99', `${MAIN}/m:div[m:fptr/@FILEID = ${GROUP}[@USE='Schemas']/@ID]`, "@LABEL='Schemas'"],
  ['CSIP100', `${MAIN}/m:div[@LABEL='Schemas']`, 'count(m:fptr) > 0'],
  ['CSIP102', `${MAIN}/m:div[@LABEL='Representations']`, 'string-length(@ID) > 0'],
  [
    'CSIP103',
    `${MAIN}/m:div[not(m:mptr)][m:fptr/@FILEID = ${GROUP}[starts-with(@USE, 'Representations')]/@ID]`,
    "@LABEL='Representations'",
  ],
  ['CSIP104', `${MAIN}/m:div[@LABEL='Representations']`, 'count(m:fptr) > 0'],
  ['CSIP106', `${MAIN}/m:div`, 'string-length(@ID) > 0'],
  ['CSIP107', `${MAIN}/m:div[m:mptr]`, "starts-with(@LABEL, 'Representations/')"],
  ['CSIP108', `${MAIN}/m:div/m:mptr`, `@x:title = ${GROUP}[starts-with(@USE, 'Representations/')]/@ID`],
  ['CSIP109', `${MAIN}/m:div[starts-with(@LABEL, 'Representations/')]`, 'count(m:mptr) = 1'],
  ['CSIP110', `${MAIN}/m:div/m:mptr`, 'string-length(@x:href) > 0'],
  ['CSIP111', `${MAIN}/m:div/m:mptr`, "@x:type='simple'"],
  ['CSIP112', `${MAIN}/m:div/m:mptr`, "@LOCTYPE='URL'"],
  ['CSIP116', `${MAIN}/m:div[@LABEL='Documentation']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['CSIP118', `${MAIN}/m:div[@LABEL='Schemas']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['CSIP119', `${MAIN}/m:div[@LABEL='Representations']/m:fptr`, 'string-length(@FILEID) > 0'],
  ['SIP2', '/m:mets', "@PROFILE='https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'"],
  ['SIP4', '/m:mets/m:metsHdr', "@c:OAISPACKAGETYPE='SIP'"],
  ['SIP11', ARCHIVAL, "@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL'"],
  ['SIP14', `${ARCHIVAL}/m:note`, "@c:NOTETYPE='IDENTIFICATIONCODE'"],
  ['SIP15', '/m:mets/m:metsHdr', `count(${SUBMITS}) > 0`],
  ['SIP16', '/m:mets/m:metsHdr', `count(${CREATES}) > 0`],
  ['SIP17', `/m:mets/m:metsHdr/${CREATES}`, "@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL'"],
  // The notes of a contact person (SIP25) are its telephone and address: only an organisation has a code of its own.
  ['SIP20', `/m:mets/m:metsHdr/${CREATES}[@TYPE='ORGANIZATION']/m:note`, "@c:NOTETYPE='IDENTIFICATIONCODE'"],
  ['SIP24', `/m:mets/m:metsHdr/${CREATES}[@TYPE='INDIVIDUAL']`, 'string-length(m:name) > 0'],
  ['SIP28', PRESERVES, "@TYPE='ORGANIZATION'"],
  ['SIP31', `${PRESERVES}/m:note`, "@c:NOTETYPE='IDENTIFICATIONCODE'"],
];

const GIVEN_STATUS = "@STATUS='CURRENT' or @STATUS='SUPERSEDED'";

/** Level SHOULD: said of a package, which is valid all the same. CSIP8 is for packages that have been modified. */
const RECOMMENDED: readonly Requirement[] = [
  ['CSIP3', "/m:mets[@TYPE='Other' or @TYPE='OTHER']", 'string-length(@c:OTHERTYPE) > 0'],
  ['CSIP4', '/m:mets', 'string-length(@c:CONTENTINFORMATIONTYPE) > 0'],
  ['CSIP17', '/m:mets', 'count(m:dmdSec) > 0'],
  ['CSIP20', '/m:mets/m:dmdSec', GIVEN_STATUS],
  ['CSIP21', '/m:mets/m:dmdSec', 'count(m:mdRef) = 1'],
  ['CSIP31', '/m:mets', 'count(m:amdSec) = 1'],
  ['CSIP32', '/m:mets/m:amdSec', 'count(m:digiprovMD) > 0'],
  ['CSIP34', '/m:mets/m:amdSec/m:digiprovMD', GIVEN_STATUS],
  ['CSIP35', '/m:mets/m:amdSec/m:digiprovMD', 'count(m:mdRef) = 1'],
  ['CSIP47', '/m:mets/m:amdSec/m:rightsMD', GIVEN_STATUS],
  ['CSIP48', '/m:mets/m:amdSec/m:rightsMD', 'count(m:mdRef) = 1'],
  ['CSIP58', '/m:mets', 'count(m:fileSec) = 1'],
  ['CSIP62', `${GROUP}[starts-with(@USE, 'Representations')]`, 'string-length(@c:CONTENTINFORMATIONTYPE) > 0'],
  ['CSIP91', `${MAIN}/m:div[@LABEL='Metadata'][/m:mets/m:amdSec]`, 'string-length(@ADMID) > 0'],
  ['CSIP92', `${MAIN}/m:div[@LABEL='Metadata'][/m:mets/m:dmdSec]`, 'string-length(@DMDID) > 0'],
  ['CSIP93', `/m:mets[m:fileSec/m:fileGrp[@USE='Documentation']]`, division('Documentation')],
  ['CSIP97', `/m:mets[m:fileSec/m:fileGrp[@USE='Schemas']]`, division('Schemas')],
  [
    'CSIP101',
    `/m:mets[m:fileSec/m:fileGrp[starts-with(@USE, 'Representations')]][not(.//m:mptr)]`,
    division('Representations'),
  ],
];

function division(label: string): string {
  return `count(m:structMap[@LABEL='CSIP']/m:div/m:div[@LABEL='${label}']) = 1`;
}

/** The requirements that a METS document does not meet, and the recommendations that it does not follow. */
export function unmet(mets: XmlDocument): { readonly faults: readonly string[]; readonly warnings: readonly string[] } {
  return { faults: broken(mets, REQUIREMENTS), warnings: broken(mets, RECOMMENDED) };
}

function broken(mets: XmlDocument, requirements: readonly Requirement[]): readonly string[] {
  const root = mets.root;
  return requirements.flatMap(([id, where, holds]) => {
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

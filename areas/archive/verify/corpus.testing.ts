import { sha256Of } from '#platform/files/index.ts';
import { packageOf } from '../package/build.ts';
import type { PackageFile } from '../package/types.ts';
import { MADE, one } from './package.testing.ts';

/** Files of a package by path. */
export type Files = Map<string, Uint8Array>;

/** A package that breaks one requirement and nothing else, and what is said of it. */
export interface Specimen {
  /** The requirement, as the profile numbers it. */
  readonly id: string;
  readonly what: string;
  /** Requirements that fall with it, because they speak of the same thing. */
  readonly also: readonly string[];
  make(files: Files): void;
}

/** A package of ours as it is exported. */
export function plainPackage(schemas: readonly PackageFile[]): { readonly name: string; readonly files: Files } {
  const made = packageOf(one, schemas, MADE);
  return { name: made.name, files: new Map(made.files.map(({ path, bytes }) => [path, bytes as Uint8Array])) };
}

/** The same package with what ours never have: rights, a METS document of the representation, contact and preserver. */
export function richPackage(schemas: readonly PackageFile[]): { readonly name: string; readonly files: Files } {
  const made = plainPackage(schemas);
  const rights = Buffer.from('<rights/>');
  const inner = Buffer.from('<mets xmlns="http://www.loc.gov/METS/"/>');
  made.files.set('metadata/preservation/rights.xml', rights);
  made.files.set('representations/rep1/METS.xml', inner);
  const about = (bytes: Uint8Array) =>
    `MIMETYPE="text/xml" SIZE="${bytes.length}" CREATED="${MADE.at}" CHECKSUM="${sha256Of(bytes)}" CHECKSUMTYPE="SHA-256"`;
  const agent = (attributes: string, name: string, note: string) =>
    `<agent ${attributes}><name>${name}</name><note${note}</note></agent>`;
  const code = ' csip:NOTETYPE="IDENTIFICATIONCODE">1';
  edit(made.files, [
    ['</metsHdr>', `${agent('ROLE="CREATOR" TYPE="INDIVIDUAL"', 'Jonas', '>0980-31 92 20')}</metsHdr>`],
    ['</metsHdr>', `${agent('ROLE="PRESERVATION" TYPE="ORGANIZATION"', 'Arkivet', code)}</metsHdr>`],
    [
      '<amdSec ID="amd">',
      `<amdSec ID="amd"><rightsMD ID="rights" STATUS="CURRENT"><mdRef ID="md-rights" LOCTYPE="URL" xlink:type="simple" xlink:href="metadata/preservation/rights.xml" MDTYPE="OTHER" ${about(rights)}/></rightsMD>`,
    ],
    [
      '</fileSec>',
      `<fileGrp ID="group-rep1" USE="Representations/rep1" csip:CONTENTINFORMATIONTYPE="citserms_v2_1"><file ID="file-rep1" ${about(inner)}><FLocat LOCTYPE="URL" xlink:type="simple" xlink:href="representations/rep1/METS.xml"/></file></fileGrp></fileSec>`,
    ],
    [
      '</div></structMap>',
      '<div ID="div-rep1" LABEL="Representations/rep1"><mptr LOCTYPE="URL" xlink:type="simple" xlink:href="representations/rep1/METS.xml" xlink:title="group-rep1"/></div></div></structMap>',
    ],
  ]);
  return made;
}

type Edit = readonly [from: string | RegExp, to: string];

/** Changes the METS document. @throws when a text to change is not there */
function edit(files: Files, edits: readonly Edit[]): void {
  let text = Buffer.from(files.get('METS.xml') ?? []).toString();
  for (const [from, to] of edits) {
    const next = text.replace(from, to);
    if (next === text) throw new TypeError(`METS.xml has no ${from}`);
    text = next;
  }
  files.set('METS.xml', Buffer.from(text));
}

function broken(id: string, what: string, edits: readonly Edit[], also: readonly string[] = []): Specimen {
  return { id, what, also, make: (files) => edit(files, edits) };
}

/** Within the first element that `start` begins, without a named attribute. */
function without(start: string, attribute: string): Edit {
  return [new RegExp(`(<${start}[^>]*?) ${attribute}="[^"]*"`), '$1'];
}

/** … with another value. */
function other(start: string, attribute: string, value: string): Edit {
  return [new RegExp(`(<${start}[^>]*? ${attribute}=")[^"]*"`), `$1${value}"`];
}

/** The nine requirements of a reference to a file of metadata, which the profile repeats for three sections. */
function reference(section: string, from: number): readonly Specimen[] {
  const mdRef = `${section}[\\s\\S]*?<mdRef`;
  const attributes = ['MDTYPE', 'MIMETYPE', 'SIZE', 'CREATED', 'CHECKSUM', 'CHECKSUMTYPE'];
  const id = (index: number) => `CSIP${from + index}`;
  return [
    broken(id(0), `${section}: another locator`, [other(mdRef, 'LOCTYPE', 'URN')]),
    broken(id(0), `${section}: no locator`, [without(mdRef, 'LOCTYPE')]),
    broken(id(1), `${section}: another link`, [other(mdRef, 'xlink:type', 'extended')]),
    broken(id(1), `${section}: no link`, [without(mdRef, 'xlink:type')]),
    broken(id(2), `${section}: no address`, [without(mdRef, 'xlink:href')], ['CSIP79', 'CSIP58']),
    ...attributes.map((name, index) =>
      broken(id(index + 3), `${section}: no ${name}`, [without(mdRef, name)], ['CSIP69', 'CSIP71', 'CSIP72']),
    ),
    broken(id(4), `${section}: more than a media type`, [other(mdRef, 'MIMETYPE', 'text/xml and more')]),
  ];
}

const SOFTWARE = 'agent ROLE="CREATOR" TYPE="OTHER"';
const SUBMITTER = 'agent ROLE="CREATOR" TYPE="ORGANIZATION"';
const whole = (start: string): Edit => [new RegExp(`<${start}[\\s\\S]*?</agent>`), ''];
const file = 'file ID="file-[0-9a-f]{24}"';
const located = `${file}[\\s\\S]*?<FLocat`;
const division = (label: string) => `<div ID="div-${label.toLowerCase()}" LABEL="${label}"`;

/** The head: what it is, who made it, who submits it. */
const HEAD: readonly Specimen[] = [
  broken('CSIP1', 'no identity', [without('mets', 'OBJID')]),
  broken('CSIP1', 'another identity than its folder', [other('mets', 'OBJID', 'uuid-1')]),
  broken('CSIP2', 'no category', [without('mets', 'TYPE')]),
  broken('CSIP2', 'a category of its own', [other('mets', 'TYPE', 'Cases')]),
  broken('CSIP6', 'no profile', [without('mets', 'PROFILE')], ['SIP2']),
  broken('SIP2', 'another profile', [other('mets', 'PROFILE', 'https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml')]),
  broken('CSIP117', 'no header', [[/<metsHdr[\s\S]*?<\/metsHdr>/, '']]),
  broken('CSIP7', 'no day of making', [without('metsHdr', 'CREATEDATE')]),
  broken('CSIP9', 'no kind of package', [without('metsHdr', 'csip:OAISPACKAGETYPE')], ['SIP4']),
  broken('CSIP9', 'a kind of its own', [other('metsHdr', 'csip:OAISPACKAGETYPE', 'CASE')], ['SIP4']),
  broken('SIP4', 'an archival package', [other('metsHdr', 'csip:OAISPACKAGETYPE', 'AIP')]),
  broken(
    'CSIP10',
    'nobody at all',
    [[/(<metsHdr[^>]*>)[\s\S]*?(<\/metsHdr>)/, '$1$2']],
    ['CSIP11', 'CSIP12', 'CSIP13', 'SIP15', 'SIP16'],
  ),
  broken(
    'CSIP11',
    'the software and the sender as editors',
    [
      [SOFTWARE, SOFTWARE.replace('CREATOR', 'EDITOR')],
      [SUBMITTER, SUBMITTER.replace('CREATOR', 'EDITOR')],
    ],
    ['CSIP13', 'SIP16'],
  ),
  broken(
    'CSIP12',
    'software as an organisation',
    [[`${SOFTWARE} OTHERTYPE="SOFTWARE"`, SUBMITTER]],
    ['CSIP13', 'SIP20'],
  ),
  broken('CSIP13', 'another type', [other(SOFTWARE, 'OTHERTYPE', 'TOOL')], ['SIP17']),
  broken('CSIP14', 'no name of the software', [[/(OTHERTYPE="SOFTWARE">)<name>[^<]*<\/name>/, '$1']]),
  broken('CSIP15', 'no version of the software', [[/(OTHERTYPE="SOFTWARE">.*?)<note[^<]*<\/note>/s, '$1']]),
  broken('CSIP16', 'a note of another kind', [['NOTETYPE="SOFTWARE VERSION"', 'NOTETYPE="IDENTIFICATIONCODE"']]),
  broken('SIP11', 'an archival creator that is software', [other('agent ROLE="ARCHIVIST"', 'TYPE', 'OTHER')]),
  broken('SIP14', 'its note untyped', [without('agent ROLE="ARCHIVIST"[\\s\\S]*?<note', 'csip:NOTETYPE')]),
  broken('SIP15', 'nobody submits it', [whole(SUBMITTER)], ['SIP16']),
  broken('SIP16', 'who submits it as its editor', [[SUBMITTER, 'agent ROLE="EDITOR" TYPE="ORGANIZATION"']]),
  broken('SIP17', 'submitted by something else', [[SUBMITTER, 'agent ROLE="CREATOR" TYPE="OTHER"']]),
  broken('SIP20', 'the sender’s note untyped', [without(`${SUBMITTER}[\\s\\S]*?<note`, 'csip:NOTETYPE')]),
];

const SECTIONS: readonly Specimen[] = [
  broken('CSIP18', 'no name of the description', [without('dmdSec', 'ID'), [' DMDID="dmd-erms"', '']], ['CSIP92']),
  broken('CSIP19', 'no day of the description', [without('dmdSec', 'CREATED')]),
  ...reference('dmdSec', 22),
  broken('CSIP33', 'no name of the history', [without('digiprovMD', 'ID'), [' ADMID="prov-premis"', '']], ['CSIP91']),
  ...reference('digiprovMD', 36),
];

const CONTENT: readonly Specimen[] = [
  broken('CSIP59', 'no name of the list of files', [without('fileSec', 'ID')]),
  broken('CSIP60', 'documentation under another name', [['USE="Documentation"', 'USE="Docs"']], ['CSIP93']),
  broken('CSIP113', 'schemas under another name', [['USE="Schemas"', 'USE="Xsd"']], ['CSIP97']),
  broken('CSIP114', 'content under another name', [['USE="Representations/rep1/data"', 'USE="Content"']]),
  broken('CSIP64', 'a group without a use', [without('fileGrp ID="group-content"', 'USE')], ['CSIP114', 'CSIP103']),
  broken(
    'CSIP65',
    'a group without a name',
    [
      [' ID="group-schemas"', ''],
      [/<div ID="div-schemas".*?<\/div>/s, ''],
    ],
    ['CSIP97'],
  ),
  broken('CSIP66', 'a group without files', [['</fileSec>', '<fileGrp ID="empty" USE="Other"/></fileSec>']]),
  broken('CSIP67', 'a file without a name', [[/(<file) ID="[^"]*"/, '$1']]),
  broken('CSIP68', 'a file without a media type', [without(file, 'MIMETYPE')]),
  broken('CSIP68', 'a file with a word for its type', [other(file, 'MIMETYPE', 'pdf')]),
  broken('CSIP69', 'a file without a size', [without(file, 'SIZE')]),
  broken('CSIP69', 'a file with another size', [other(file, 'SIZE', '1')]),
  broken('CSIP70', 'a file without a day', [without(file, 'CREATED')]),
  broken('CSIP71', 'a file without a checksum', [without(file, 'CHECKSUM')]),
  broken('CSIP71', 'a file with another checksum', [other(file, 'CHECKSUM', '0'.repeat(64))]),
  broken('CSIP72', 'a checksum that says not which', [without(file, 'CHECKSUMTYPE')]),
  broken('CSIP76', 'a file that lies nowhere', [[/(<file [^>]*>)\s*<FLocat[^>]*\/>/, '$1']], ['CSIP79', 'CSIP58']),
  broken('CSIP77', 'another locator', [other(located, 'LOCTYPE', 'URN')]),
  broken('CSIP78', 'another link', [other(located, 'xlink:type', 'extended')]),
  broken('CSIP79', 'no address', [without(located, 'xlink:href')], ['CSIP58']),
  broken('CSIP79', 'an address where nothing is', [other(located, 'xlink:href', 'documentation/none')], ['CSIP58']),
  broken('CSIP79', 'an address outside the package', [other(located, 'xlink:href', '../METS.xml')], ['CSIP58']),
];

const STRUCTURE: readonly Specimen[] = [
  broken('CSIP80', 'no structure', [[/<structMap[\s\S]*<\/structMap>/, '']], ['CSIP82', 'CSIP93', 'CSIP97', 'CSIP101']),
  broken('CSIP81', 'another kind of structure', [other('structMap', 'TYPE', 'LOGICAL')]),
  broken(
    'CSIP82',
    'a structure of another name',
    [other('structMap', 'LABEL', 'OWN')],
    ['CSIP93', 'CSIP97', 'CSIP101'],
  ),
  broken('CSIP83', 'a structure without a name', [without('structMap', 'ID')]),
  broken('CSIP84', 'two structures in one', [['</structMap>', '<div ID="div-2" LABEL="2"/></structMap>']], ['CSIP88']),
  broken('CSIP85', 'no name of the whole', [without('div', 'ID')]),
  broken('CSIP88', 'no division of metadata', [[/<div ID="div-metadata"[^>]*\/>/, '']]),
  broken('CSIP89', 'metadata without a name', [[' ID="div-metadata"', '']], ['CSIP106']),
  broken('CSIP90', 'metadata under another label', [['LABEL="Metadata"', 'LABEL="Meta"']], ['CSIP88']),
  ...(['Documentation', 'Schemas', 'Representations'] as const).flatMap((label, index) => {
    const [name, named, points, pointed] = (
      [
        ['CSIP94', 'CSIP95', 'CSIP96', 'CSIP116'],
        ['CSIP98', 'CSIP99', 'CSIP100', 'CSIP118'],
        ['CSIP102', 'CSIP103', 'CSIP104', 'CSIP119'],
      ] as const
    )[index] as readonly [string, string, string, string];
    const lacking = ['CSIP93', 'CSIP97', 'CSIP101'][index] ?? '';
    const div = division(label);
    return [
      broken(name, `${label} without a name`, [[div, `<div LABEL="${label}"`]], ['CSIP106']),
      broken(named, `${label} under another label`, [[div, div.replace(`LABEL="${label}`, 'LABEL="X')]], [lacking]),
      broken(points, `${label} that points to nothing`, [[new RegExp(`(${div}[^>]*>)\\s*<fptr[^>]*/>`), '$1']]),
      broken(pointed, `${label} that points to no name`, [
        [new RegExp(`(${div}[^>]*>\\s*<fptr) FILEID="[^"]*"`), '$1'],
      ]),
    ];
  }),
];

/** What only the rich package can break. */
export const RICH: readonly Specimen[] = [
  broken('CSIP46', 'no name of the rights', [without('rightsMD', 'ID')]),
  ...reference('rightsMD', 49),
  broken('CSIP106', 'a representation without a name', [[' ID="div-rep1"', '']]),
  broken('CSIP107', 'a representation under another label', [['LABEL="Representations/rep1"', 'LABEL="rep1"']]),
  broken('CSIP108', 'a representation that names no group', [[' xlink:title="group-rep1"', '']]),
  broken('CSIP108', 'a representation that names another group', [['title="group-rep1"', 'title="group-schemas"']]),
  broken('CSIP109', 'a representation without its METS document', [[/<mptr[^>]*\/>/, '']]),
  broken('CSIP110', 'a pointer to nowhere', [without('mptr', 'xlink:href')]),
  broken('CSIP111', 'a pointer of another kind', [other('mptr', 'xlink:type', 'extended')]),
  broken('CSIP112', 'a pointer with another locator', [other('mptr', 'LOCTYPE', 'URN')]),
  broken('SIP24', 'a contact without a name', [['<name>Jonas</name>', '']]),
  broken('SIP28', 'preserved by a person', [other('agent ROLE="PRESERVATION"', 'TYPE', 'INDIVIDUAL')]),
  broken('SIP31', 'the preserver’s note untyped', [
    without('agent ROLE="PRESERVATION"[\\s\\S]*?<note', 'csip:NOTETYPE'),
  ]),
];

/** What should be, and need not: the package stays valid. */
const RECOMMENDED: readonly Specimen[] = [
  broken('CSIP3', 'another category, not said which', [other('mets', 'TYPE', 'OTHER')]),
  broken('CSIP4', 'no kind of content', [without('mets', 'csip:CONTENTINFORMATIONTYPE')]),
  broken(
    'CSIP17',
    'no description',
    [
      [/<dmdSec[\s\S]*<\/dmdSec>/, ''],
      [' DMDID="dmd-erms"', ''],
    ],
    ['CSIP58'],
  ),
  broken('CSIP20', 'no standing of the description', [without('dmdSec', 'STATUS')]),
  broken('CSIP21', 'a description that is not pointed to', [[/(<dmdSec[^>]*>)\s*<mdRef[^>]*\/>/, '$1']], ['CSIP58']),
  broken(
    'CSIP31',
    'no history',
    [
      [/<amdSec[\s\S]*<\/amdSec>/, ''],
      [' ADMID="prov-premis"', ''],
    ],
    ['CSIP58'],
  ),
  broken(
    'CSIP32',
    'a history without provenance',
    [
      [/<digiprovMD[\s\S]*<\/digiprovMD>/, ''],
      [' ADMID="prov-premis"', ''],
    ],
    ['CSIP58', 'CSIP91'],
  ),
  broken('CSIP34', 'no standing of the provenance', [without('digiprovMD', 'STATUS')]),
  broken('CSIP35', 'provenance that is not pointed to', [[/(<digiprovMD[^>]*>)\s*<mdRef[^>]*\/>/, '$1']], ['CSIP58']),
  broken('CSIP62', 'a group that says not what it is', [
    without('fileGrp ID="group-content"', 'csip:CONTENTINFORMATIONTYPE'),
  ]),
  broken('CSIP91', 'a history that the structure leaves out', [[' ADMID="prov-premis"', '']]),
  broken('CSIP92', 'a description that the structure leaves out', [[' DMDID="dmd-erms"', '']]),
  broken('CSIP93', 'documentation that the structure leaves out', [[/<div ID="div-documentation".*?<\/div>/s, '']]),
  broken('CSIP97', 'schemas that the structure leaves out', [[/<div ID="div-schemas".*?<\/div>/s, '']]),
  broken('CSIP101', 'content that the structure leaves out', [[/<div ID="div-representations".*?<\/div>/s, '']]),
  {
    id: 'CSIP58',
    what: 'a file that the list leaves out',
    also: [],
    make: (files) => files.set('representations/rep1/data/mer.txt', Buffer.from('mer')),
  },
];

export const PLAIN: readonly Specimen[] = [...HEAD, ...SECTIONS, ...CONTENT, ...STRUCTURE, ...RECOMMENDED];

/** Requirements that no package can break: what they ask for is what tells which agent is meant. */
export const UNBREAKABLE: { readonly [id: string]: string } = {
  SIP10: 'an agent with another role is no archival creator, which a package may do without (SIP9)',
  SIP22: 'an agent with another role is no contact person, which a package may do without (SIP21)',
  SIP23: 'a creator of another type is no contact person, which a package may do without (SIP21)',
  SIP27: 'an agent with another role is no preservation agent, which a package may do without (SIP26)',
};

import type { Json } from '@torget/feel';
import { applicationsPersonal } from '#areas/applications/index.ts';
import { casesPersonal, type OwnVersion, ownFiles, ownVersions } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import { inboxPersonal, ownPdfs, pdfOf } from '#areas/inbox/index.ts';
import { looksAt, type PartyId } from '#platform/access/index.ts';
import { type Db, type PersonalSource, personalRows } from '#platform/database/index.ts';
import {
  type Content,
  type FileStore,
  fileOf,
  openFile,
  type Packed,
  standings,
  storedBytes,
} from '#platform/files/index.ts';
import { identityPersonal } from '#platform/identity/index.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { applicationsIn, coverPage } from './cover/cover.tsx';
import type { Purpose } from './cover/purposes.tsx';
import { insightPersonal } from './on-behalf/make.ts';

/** Every table that holds something about a person, area by area. */
export const SOURCES: readonly PersonalSource[] = [
  ...identityPersonal,
  ...applicationsPersonal,
  ...casesPersonal,
  ...inboxPersonal,
  ...insightPersonal,
];

export interface ExtractFrom {
  readonly town: Town;
  readonly catalogue: Catalogue;
  readonly files: FileStore;
  readonly t: Texts;
  /** In which the cover is written. */
  readonly language: Language;
  /** Legal time, RFC 3339. */
  readonly now: string;
}

/** The most looks that one extract lists; a log is shown page by page as well. */
const LOOKS = 100_000;

/**
 * Everything that the house holds about a person, for that person (GDPR 15): a page to read, the same as data, and every
 * file and letter. With each case what it is for, on which ground, who may see it, how long it is kept, where facts come
 * from, and which rules decided by themselves. Files and letters stay where they are until the package is sent.
 */
export async function extractOf(db: Db, from: ExtractFrom, party: PartyId): Promise<Packed<Content>[]> {
  const rows = await personalRows(db, SOURCES, party);
  const own = await ownVersionsOf(db, from, party);
  const looks = await looksAt(db, from.town, party, { limit: LOOKS, now: from.now });
  const data = {
    uppgifter: rows,
    behandlingar: own.map((one) => purposeData(from, one)),
    'vem-har-last': looks.map(({ id: _, at, ...look }) => ({ at: at.toString(), ...look })),
  };
  const json = JSON.parse(JSON.stringify(data)) as Json;
  const name = String(rows['identity.party']?.[0]?.['name'] ?? '');
  const applications = await applicationsIn(db, rows, from);
  const cover = coverPage(from, { name, now: from.now, rows, purposes: own, looks, applications });
  return [
    { path: 'registerutdrag.html', bytes: Buffer.from(cover) },
    { path: 'uppgifter.json', bytes: Buffer.from(`${JSON.stringify(json, null, 2)}\n`) },
    ...(await letters(db, party)),
    ...(await attachments(db, from, party)),
  ];
}

/** The person's cases, each with what its own version of the service says. */
async function ownVersionsOf(db: Db, { catalogue }: ExtractFrom, party: PartyId): Promise<Purpose[]> {
  const own = await ownVersions(db, party);
  return Promise.all(
    own.map(async (one) => ({ own: one, definition: (await catalogue.readable(db, one.version))?.definition })),
  );
}

/** GDPR 15(1): purposes, recipients, time, source and logic of each case, as its own version of the service says. */
function purposeData({ t }: ExtractFrom, { own, definition }: Purpose) {
  const { number, role } = own;
  if (definition === undefined) return { arende: number, roll: role, ...keptPurpose(own, t('insight.extract.gone')) };
  return {
    arende: number,
    roll: role,
    andamal: definition.title.sv,
    'rattslig-grund': definition.grounds.flatMap(({ basis }) => basis),
    mottagare: { namnd: definition.owner.board, enhet: definition.owner.unit },
    sekretess: definition.secrecy,
    bevaras: definition.retention,
    kallor: definition.facts,
    'automatiska-beslut': definition.grounds.flatMap(({ automated }) => automated ?? []),
  };
}

/** What the case itself keeps of it, where the version is gone that says on which ground and for how long. */
function keptPurpose({ matter, board, unit, secrecy, version }: OwnVersion, missing: string) {
  return { andamal: matter, mottagare: { namnd: board, enhet: unit }, sekretess: secrecy, saknas: missing, version };
}

async function letters(db: Db, party: PartyId): Promise<Packed<Content>[]> {
  return (await ownPdfs(db, party)).map(({ id, size, sha256 }) => ({
    path: `brev/${id}.pdf`,
    bytes: storedBytes(size, sha256, () => pdfOf(db, id)),
  }));
}

async function attachments(db: Db, { files }: ExtractFrom, party: PartyId): Promise<Packed<Content>[]> {
  const packed: Packed<Content>[] = [];
  for (const { number, caseId, fileId } of await ownFiles(db, party)) {
    const row = await fileOf(db, { case: caseId }, fileId);
    if (row === undefined) continue;
    const { sha256, name } = row;
    // What the scanner holds back is handed to nobody.
    if ((await standings(db, [sha256])).has(sha256)) continue;
    const bytes = { size: Number(row.size), sha256, open: () => openFile(files, sha256) };
    packed.push({ path: `arenden/${number}/${fileId}-${name}`, bytes });
  }
  return packed;
}

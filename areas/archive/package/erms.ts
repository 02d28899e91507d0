import type { ArchiveCase, ArchiveParty, ArchiveRecord, Made } from './types.ts';
import { document, element, leaf, type XmlNode } from './xml.ts';

// CITS ERMS 2.1 (FGS Ärendehantering 2.0): the case is an aggregation of type caseFile, each document a record in it.

/** Folder of a record's files, below the package. */
export function folderOf(record: ArchiveRecord): string {
  return `representations/rep1/data/${record.id}`;
}

/** The case and its documents as `metadata/descriptive/erms.xml`. */
export function ermsOf(one: ArchiveCase, made: Made): Uint8Array {
  return document(
    element(
      'erms',
      {
        xmlns: 'https://DILCIS.eu/XML/ERMS',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': 'https://DILCIS.eu/XML/ERMS ../../schemas/ERMS.xsd',
      },
      control(one, made),
      element('aggregations', {}, aggregation(one)),
    ),
  );
}

function control(one: ArchiveCase, made: Made): XmlNode {
  const event = element(
    'maintenanceEvent',
    {},
    element('eventType', { value: 'created' }),
    leaf('eventDateTime', made.at),
    agent('creator', made.software, { organisation: one.town.name }),
  );
  return element(
    'control',
    {},
    leaf('identification', one.id, { identificationType: 'uuid' }),
    element(
      'maintenanceInformation',
      {},
      element('maintenanceStatus', { value: 'new' }),
      element('maintenanceAgency', {}, leaf('agencyName', one.board)),
      element('maintenanceHistory', {}, event),
    ),
  );
}

function aggregation(one: ArchiveCase): XmlNode {
  const [code = one.klassa, ...name] = one.klassa.split(' ');
  return element(
    'aggregation',
    { systemIdentifier: one.id, aggregationType: 'caseFile' },
    leaf('objectId', one.number),
    leaf('extraId', one.service.version, { extraIdType: 'service version (SHA-256)' }),
    leaf('classification', name.join(' '), { classificationCode: code }),
    leaf('title', caseTitle(one)),
    element('status', { value: 'closed' }),
    one.related.map(({ number, kind }) =>
      leaf('relation', number, { relationType: 'own_relation_definition', otherRelationType: kind }),
    ),
    one.secrecy.map((basis) => element('restriction', { restrictionType: 'confidential' }, leaf('regulation', basis))),
    disposal(one),
    element('agents', {}, agents(one)),
    element('dates', {}, date('received', one.received), date('closed', one.closed)),
    one.decisions.map((decision) =>
      element(
        'action',
        {},
        leaf('actionText', decision.outcome),
        leaf('actionType', 'decision'),
        element('dates', {}, element('actionDate', { dateType: 'decision_date' }, decision.at)),
        element('agents', {}, agent('responsible_person', decision.by, { organisation: one.board })),
      ),
    ),
    one.records.map((record, index) => recordOf(one, record, index)),
  );
}

/** The matter as the registry has it. */
export function caseTitle({ service, subject }: Pick<ArchiveCase, 'service' | 'subject'>): string {
  return subject === null ? service.title : `${service.title}: ${subject}`;
}

function disposal({ disposal: { basis, due }, closed }: ArchiveCase): XmlNode {
  const mark =
    due === null
      ? date('retention_period_start', closed, 'disposalDate')
      : date('action_due', `${due}T00:00:00Z`, 'disposalDate');
  return element(
    'disposal',
    { disposable: String(due !== null) },
    leaf('disposalAction', due === null ? 'preserve' : 'destroy'),
    leaf('disposalMandate', basis.join('; ')),
    element('dates', {}, mark),
  );
}

function agents(one: ArchiveCase): XmlNode[] {
  return [
    agent('owner', one.board, { organisation: one.town.name, unit: one.unit }),
    ...one.parties.map((party) => partyOf(party)),
  ];
}

const ROLES: { readonly [role: string]: string } = { agent: 'agent', counterparty: 'counterpart' };

function partyOf({ role, name, protected: hidden }: ArchiveParty): XmlNode {
  const type = ROLES[role] ?? 'other';
  return element(
    'agent',
    { agentType: type, otherAgentType: type === 'other' ? role : undefined },
    leaf('name', name),
    leaf('role', role),
    leaf('protectedIdentity', String(hidden)),
  );
}

function agent(type: string, name: string, more: { organisation?: string; unit?: string }): XmlNode {
  return element(
    'agent',
    { agentType: type },
    leaf('name', name),
    more.organisation === undefined ? [] : leaf('organisation', more.organisation),
    more.unit === undefined ? [] : leaf('unitName', more.unit),
  );
}

function date(type: string, at: string, name = 'date'): XmlNode {
  return leaf(name, at, { dateType: type });
}

const DIRECTIONS = { in: 'incoming', out: 'outgoing', internal: 'internal_memo_without_follow-up' } as const;
const DATES = { in: 'received', out: 'expedited', internal: 'created' } as const;

function recordOf(one: ArchiveCase, record: ArchiveRecord, index: number): XmlNode {
  return element(
    'record',
    { systemIdentifier: record.id, recordType: record.kind },
    leaf('objectId', `${one.number}-${index + 1}`),
    leaf('title', record.title),
    leaf('runningNumber', String(index + 1)),
    record.replaces === undefined ? [] : leaf('relation', record.replaces, { relationType: 'replaces' }),
    one.secrecy.map((basis) => element('restriction', { restrictionType: 'confidential' }, leaf('regulation', basis))),
    element('direction', { directionDefinition: DIRECTIONS[record.direction] }),
    element('dates', {}, date(DATES[record.direction], record.at)),
    element(
      'additionalInformation',
      {},
      record.files.map((file) =>
        element('appendix', { name: file.name, fileFormat: file.type, path: `${folderOf(record)}/${file.name}` }),
      ),
    ),
  );
}

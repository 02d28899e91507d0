import { sha256Of, sizeOf } from '#platform/files/index.ts';
import type { ArchiveCase, Made, PackageFile } from './types.ts';
import { document, element, leaf, type XmlNode } from './xml.ts';

// PREMIS 3.0: each file with its fixity, and the event that made the package.

/** The content files as `metadata/preservation/premis.xml`. */
export function premisOf(one: ArchiveCase, content: readonly PackageFile[], made: Made): Uint8Array {
  return document(
    element(
      'premis',
      {
        xmlns: 'http://www.loc.gov/premis/v3',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': 'http://www.loc.gov/premis/v3 ../../schemas/premis-v3-0.xsd',
        version: '3.0',
      },
      content.map(objectOf),
      eventOf(one, content, made),
      element(
        'agent',
        {},
        identifier('agent', made.software),
        leaf('agentName', made.software),
        leaf('agentType', 'software'),
        leaf('agentVersion', made.version),
      ),
    ),
  );
}

function identifier(what: 'object' | 'event' | 'agent', value: string, type = 'local'): XmlNode {
  const name = `${what}Identifier`;
  return element(name, {}, leaf(`${name}Type`, type), leaf(`${name}Value`, value));
}

function objectOf(file: PackageFile): XmlNode {
  return element(
    'object',
    { 'xsi:type': 'file' },
    identifier('object', file.path, 'filepath'),
    element(
      'objectCharacteristics',
      {},
      element('fixity', {}, leaf('messageDigestAlgorithm', 'SHA-256'), leaf('messageDigest', sha256Of(file.bytes))),
      leaf('size', String(sizeOf(file.bytes))),
      element('format', {}, element('formatDesignation', {}, leaf('formatName', file.type))),
    ),
    leaf('originalName', file.path.split('/').at(-1) ?? file.path),
  );
}

function eventOf(one: ArchiveCase, content: readonly PackageFile[], made: Made): XmlNode {
  return element(
    'event',
    {},
    identifier('event', `packaging-${one.id}`),
    leaf('eventType', 'information package creation'),
    leaf('eventDateTime', made.at),
    element('eventDetailInformation', {}, leaf('eventDetail', `${one.number}: ${content.length} files`)),
    element(
      'linkingAgentIdentifier',
      {},
      leaf('linkingAgentIdentifierType', 'local'),
      leaf('linkingAgentIdentifierValue', made.software),
    ),
    content.map(({ path }) =>
      element(
        'linkingObjectIdentifier',
        {},
        leaf('linkingObjectIdentifierType', 'filepath'),
        leaf('linkingObjectIdentifierValue', path),
      ),
    ),
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { SCHEMA_FILES } from './schema-files.ts';

// The published schemas import others by address on the web; nothing is fetched: what they name is given here.

/** The four attributes of `xml:`, which the schema of XLink imports (www.w3.org/2001/xml.xsd is not published with it). */
const XML = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/><xs:attribute name="space" type="xs:NCName"/>
<xs:attribute name="base" type="xs:anyURI"/><xs:attribute name="id" type="xs:ID"/></xs:schema>`;

/** METS asks for groups by the names of the Library of Congress; W3C's schema has them under other names. */
const XLINK = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xlink="http://www.w3.org/1999/xlink"
targetNamespace="http://www.w3.org/1999/xlink"><xs:include schemaLocation="e-ark/xlink.xsd"/>
${['simple', 'extended', 'locator', 'arc']
  .map(
    (name) => `<xs:attributeGroup name="${name}Link"><xs:attributeGroup ref="xlink:${name}Attrs"/></xs:attributeGroup>`,
  )
  .join('')}</xs:schema>`;

/** METS with the attributes that CSIP adds: one schema that knows both. */
const METS = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.loc.gov/METS/" schemaLocation="e-ark/mets.xsd"/>
<xs:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="e-ark/DILCISExtensionMETS.xsd"/></xs:schema>`;

export type SchemaName = 'mets' | 'premis' | 'erms';

/** Checks documents against the published schemas; gives what is wrong, a line for each fault. */
export interface Schemas {
  check(name: SchemaName, xml: Uint8Array): readonly string[];
}

/** Reads and compiles the schemas of a folder (`SCHEMA_FILES`). */
export async function readSchemas(folder: string): Promise<Schemas> {
  const given = await Promise.all(
    SCHEMA_FILES.map(async (name) => [`e-ark/${name}`, new Uint8Array(await readFile(join(folder, name)))] as const),
  );
  const provider = new XmlBufferInputProvider({
    ...Object.fromEntries(given),
    'http://www.w3.org/2001/xml.xsd': Buffer.from(XML),
    'http://www.loc.gov/standards/xlink/xlink.xsd': Buffer.from(XLINK),
    'http://www.loc.gov/standards/xlink/e-ark/xlink.xsd': new Uint8Array(await readFile(join(folder, 'xlink.xsd'))),
  });
  xmlRegisterInputProvider(provider);
  const text = new Map(given);
  const validators: { readonly [name in SchemaName]: XsdValidator } = {
    mets: compiled(Buffer.from(METS), 'all.xsd'),
    premis: compiled(text.get('e-ark/premis-v3-0.xsd') ?? Buffer.from(''), 'e-ark/premis-v3-0.xsd'),
    erms: compiled(text.get('e-ark/ERMS.xsd') ?? Buffer.from(''), 'e-ark/ERMS.xsd'),
  };
  return { check: (name, xml) => faultsOf(validators[name], xml) };
}

function compiled(schema: Uint8Array, url: string): XsdValidator {
  const document = XmlDocument.fromBuffer(schema, { url });
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

function faultsOf(validator: XsdValidator, xml: Uint8Array): readonly string[] {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromBuffer(xml);
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError)
      return error.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
    return [error instanceof Error ? error.message.trim() : String(error)];
  } finally {
    document?.dispose();
  }
}

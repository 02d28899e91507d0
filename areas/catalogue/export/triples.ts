/** What a property points at: another thing by its address, a text in a language, or a value with its datatype. */
export type Value =
  | { readonly iri: string }
  | { readonly text: string; readonly language: string }
  | { readonly value: string; readonly datatype?: string };

/** A thing with its classes and properties. Names are `prefix:local` with a prefix of PREFIXES. */
export interface Thing {
  readonly iri: string;
  readonly classes: readonly string[];
  readonly properties: readonly (readonly [name: string, value: Value])[];
}

/** The vocabularies of CPSV-AP 3.2.0 that the export uses. */
export const PREFIXES: { readonly [prefix: string]: string } = {
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

// RDF 1.1 Turtle, section 6.4: what an IRIREF and a quoted string may not hold as it stands.
const iri = (text: string): string =>
  `<${text.replace(/[\p{Cc} <>"{}|^`\\]/gu, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}>`;
const ESCAPES: { readonly [char: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const quoted = (text: string): string =>
  `"${text.replace(/["\\\n\r\t]/g, (c) => ESCAPES[c] ?? c).replace(/\p{Cc}/gu, '')}"`;

function object(value: Value): string {
  if ('iri' in value) return iri(value.iri);
  if ('language' in value) return `${quoted(value.text)}@${value.language}`;
  return quoted(value.value) + (value.datatype === undefined ? '' : `^^${value.datatype}`);
}

/** The things as Turtle (RDF 1.1 Turtle), in the order given. */
export function turtle(things: readonly Thing[]): string {
  const head = Object.entries(PREFIXES).map(([prefix, space]) => `@prefix ${prefix}: <${space}> .`);
  const bodies = things.map(({ iri: subject, classes, properties }) => {
    const lines = properties.map(([name, value]) => `    ${name} ${object(value)}`);
    return `${[`${iri(subject)} a ${classes.join(', ')}`, ...lines].join(' ;\n')} .`;
  });
  return `${[head.join('\n'), ...bodies].join('\n\n')}\n`;
}

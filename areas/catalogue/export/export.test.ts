import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileService, readFolder, type Service } from '#platform/town/index.ts';
import { EKHAMN, ekhamn } from '#platform/town/testing.ts';
import { cpsv, type Described } from './cpsv.ts';
import { governmentService } from './schema-org.ts';
import { readShapes, violations } from './shapes.testing.ts';
import { PREFIXES, type Thing, turtle } from './triples.ts';
import { readTurtle } from './turtle.testing.ts';

const SHAPES = join(
  process.env['TORGET_SHARED'] ?? join(import.meta.dirname, '../../../../shared'),
  'data/cpsv-ap/cpsv-ap-SHACL.ttl',
);
const ORIGIN = 'https://e-tjanster.ekhamn.exempel';
const town = await ekhamn();

async function services(): Promise<Described[]> {
  const compiled = readdirSync(join(EKHAMN, 'services')).map((id) =>
    compileService(readFolder(join(EKHAMN, 'services', id)), town, { id }),
  );
  const found = (await Promise.all(compiled)).flatMap(({ service }): Service[] => (service ? [service] : []));
  return found.map((service) => ({ town, service, origin: ORIGIN, page: `${ORIGIN}/tjanster/${service.id}` }));
}

test('every service fits the shapes of CPSV-AP 3.2.0 that apply to it', async (t) => {
  if (!existsSync(SHAPES)) {
    console.log('NOT RUN: CPSV-AP shapes (no reference data)');
    return t.skip('NOT RUN: CPSV-AP shapes (no reference data)');
  }
  const shapes = readShapes(readFileSync(SHAPES, 'utf8'));
  assert.ok(shapes.length > 100, `${shapes.length} shapes read`);
  const described = await services();
  assert.ok(described.length >= 4);
  for (const each of described) assert.deepEqual(violations(cpsv(each), shapes), [], each.service.id);
  // The check itself can fail: without its authority, and with a text that has no language.
  const [first] = described;
  assert.ok(first !== undefined);
  const broken = cpsv(first).map(
    (thing): Thing => ({
      ...thing,
      properties: thing.properties
        .filter(([name]) => name !== 'cv:hasCompetentAuthority')
        .map(([name, value]) => (name === 'dct:title' ? [name, { value: 'utan språk' }] : [name, value])),
    }),
  );
  assert.ok(violations(broken, shapes).length >= 2);
});

test('no text can end a string or an address of the Turtle', () => {
  const text = turtle([
    {
      iri: 'https://x.exempel/> <urn:y>',
      classes: ['cpsv:PublicService'],
      properties: [['dct:title', { text: 'Säg "hej"\\ \n@en . <a> <b> <c>', language: 'sv' }]],
    },
  ]);
  assert.ok(
    text.endsWith(
      '<https://x.exempel/%3E%20%3Curn:y%3E> a cpsv:PublicService ;\n' +
        '    dct:title "Säg \\"hej\\"\\\\ \\n@en . <a> <b> <c>"@sv .\n',
    ),
    text,
  );
});

test('the Turtle of every service reads back as the very things it was written from', async () => {
  const whole = (name: string) => {
    const [prefix = '', local = ''] = name.split(':');
    return name.startsWith('<') ? name : `<${PREFIXES[prefix]}${local}>`;
  };
  for (const each of await services()) {
    const things = cpsv(each);
    const expected = things.flatMap(({ iri, classes, properties }) => [
      ...classes.map((name) => `<${iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ${whole(name)}`),
      ...properties.map(([name, value]) => {
        const said = JSON.stringify('text' in value ? value.text : 'value' in value ? value.value : '');
        const object =
          'iri' in value
            ? `<${value.iri}>`
            : 'language' in value
              ? `${said}@${value.language}`
              : `${said}${value.datatype === undefined ? '' : `^^${whole(value.datatype)}`}`;
        return `<${iri}> ${whole(name)} ${object}`;
      }),
    ]);
    assert.deepEqual(readTurtle(turtle(things)), expected, each.service.id);
  }
  assert.throws(() => readTurtle('<a> <b> "utan slut .'), SyntaxError);
  assert.throws(() => readTurtle('<a> okänt:b <c> .'), SyntaxError);
});

/** What schema.org lets these types have (schema.org 29, with what they inherit), and of which kind. */
const VOCABULARY: { readonly [type: string]: readonly string[] } = {
  GovernmentService: [
    ...['identifier', 'name', 'description', 'url', 'audience', 'areaServed', 'provider', 'availableChannel'],
    'termsOfService',
  ],
  Audience: ['audienceType'],
  AdministrativeArea: ['name'],
  GovernmentOrganization: ['name', 'url', 'department'],
  ServiceChannel: ['serviceUrl', 'availableLanguage', 'servicePhone'],
  ContactPoint: ['telephone'],
};

/** Properties that the vocabulary does not give their type, anywhere in a description. */
function foreign(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(foreign);
  if (typeof value !== 'object' || value === null) return [];
  const { '@type': type, ...properties } = value as { readonly [key: string]: unknown };
  const known = VOCABULARY[String(type)] ?? [];
  return Object.entries(properties).flatMap(([name, inner]) => [
    ...(name.startsWith('@') || known.includes(name) ? [] : [`${type}.${name}`]),
    ...(inner === '' || inner === undefined ? [`${type}.${name} is empty`] : []),
    ...foreign(inner),
  ]);
}

test('schema.org knows every property that a service is described by, in both languages', async () => {
  for (const each of await services())
    for (const language of ['sv', 'en'] as const)
      assert.deepEqual(foreign(governmentService(each, language)), [], `${each.service.id} ${language}`);
  assert.deepEqual(foreign({ '@type': 'GovernmentService', inLanguage: 'sv' }), ['GovernmentService.inLanguage']);
});

test('schema.org says whose the service is, for whom and where', async () => {
  const described = (await services()).find(({ service }) => service.id === 'forskoleplats');
  assert.ok(described !== undefined);
  const json = governmentService(described, 'en') as { [key: string]: unknown };
  assert.equal(json['@type'], 'GovernmentService');
  assert.equal(json['name'], 'Apply for a place in preschool');
  assert.equal(json['url'], `${ORIGIN}/tjanster/forskoleplats`);
  assert.deepEqual(json['audience'], [{ '@type': 'Audience', audienceType: 'Citizen' }]);
});

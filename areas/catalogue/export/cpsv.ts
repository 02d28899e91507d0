import type { Text } from '@torget/form';
import type { Service, Town } from '#platform/town/index.ts';
import type { Thing, Value } from './triples.ts';

const SWEDEN = 'http://publications.europa.eu/resource/authority/country/SWE';
const LANGUAGES: { readonly [language: string]: string } = {
  sv: 'http://publications.europa.eu/resource/authority/language/SWE',
  en: 'http://publications.europa.eu/resource/authority/language/ENG',
};

type Property = readonly [name: string, value: Value];

const said = (name: string, text: Text): Property[] =>
  Object.entries(text).map(([language, words]) => [name, { text: words ?? '', language }]);
const points = (name: string, things: readonly Thing[]): Property[] => things.map(({ iri }) => [name, { iri }]);
const identified = (id: string): Property => ['dct:identifier', { value: id }];

/** What one service is described by: its own page's address, the town and everything the profile asks for. */
export interface Described {
  readonly town: Town;
  readonly service: Service;
  /** The address of the service's Swedish page, whole. */
  readonly page: string;
  readonly origin: string;
}

/**
 * A service as CPSV-AP 3.2.0 (SEMIC): public service, competent authority, contact point, channel, cost, evidence, legal
 * resources and life events. What service.yaml does not say is left out, never guessed.
 */
export function cpsv(described: Described): Thing[] {
  const { town, service, page, origin } = described;
  const { definition } = service;
  const authority = authorityOf(described);
  const contact = contactOf(described);
  const channel: Thing = {
    iri: `${page}#kanal`,
    classes: ['cv:Channel'],
    properties: [identified(`${service.id}-webb`), ...points('cv:ownedBy', [authority])],
  };
  const cost: Thing = {
    iri: `${page}#kostnad`,
    classes: ['cv:Cost'],
    properties: [identified(`${service.id}-kostnad`), ...said('dct:description', definition.cost.text)],
  };
  const evidence = evidenceOf(described);
  const laws = lawsOf(described);
  const events = eventsOf(town, origin, definition.lifeEvents);
  const within = definition.promise.decisionWithin;
  const languages = town.languages.flatMap((language) => LANGUAGES[language] ?? []);
  const main: Thing = {
    iri: `${page}#tjanst`,
    classes: ['cpsv:PublicService'],
    properties: [
      identified(service.id),
      ...said('dct:title', definition.title),
      ...said('dct:description', definition.summary),
      ...definition.keywords.map((text): Property => ['dcat:keyword', { text, language: 'sv' }]),
      ...languages.map((iri): Property => ['dct:language', { iri }]),
      ['dct:spatial', { iri: SWEDEN }],
      ...(within === undefined ? [] : [['cv:processingTime', { value: within, datatype: 'xsd:duration' }] as const]),
      ...points('cv:hasCompetentAuthority', [authority]),
      ...points('cv:contactPoint', [contact]),
      ...points('cv:hasChannel', [channel]),
      ...points('cv:hasCost', [cost]),
      ...points('cpsv:hasInput', evidence),
      ...points('cv:hasLegalResource', laws),
      ...points('cv:isGroupedBy', events),
      ['foaf:page', { iri: page }],
    ],
  };
  const codes: Thing[] = [
    { iri: SWEDEN, classes: ['dct:Location'], properties: [] },
    { iri: page, classes: ['foaf:Document'], properties: [] },
    ...languages.map((iri): Thing => ({ iri, classes: ['dct:LinguisticSystem'], properties: [] })),
  ];
  return [main, authority, contact, channel, cost, ...evidence, ...laws, ...events, ...codes];
}

function authorityOf({ town, service, origin }: Described): Thing {
  const board = town.boards.find(({ id }) => id === service.definition.owner.board);
  return {
    iri: `${origin}/#${service.definition.owner.board}`,
    // An organisation by inheritance too, for readers that do not reason over classes.
    classes: ['cv:PublicOrganisation', '<http://www.w3.org/ns/org#Organization>'],
    properties: [
      identified(`${town.code}-${service.definition.owner.board}`),
      ...said('dct:title', board?.title ?? town.title),
      ...said('skos:prefLabel', board?.title ?? town.title),
      ['dct:spatial', { iri: SWEDEN }],
    ],
  };
}

function contactOf({ town, service, page, origin }: Described): Thing {
  const unit = town.units.find(({ id }) => id === service.definition.owner.unit);
  return {
    iri: `${origin}/#${service.definition.owner.unit}`,
    classes: ['cv:ContactPoint'],
    properties: [
      ['cv:telephone', { value: unit?.phone ?? town.contact.phone }],
      ['cv:email', { value: unit?.email ?? town.contact.email }],
      ['cv:contactPage', { iri: page }],
    ],
  };
}

function evidenceOf({ service, page }: Described): Thing[] {
  const { sv, en } = service.definition.beforeYouStart;
  return sv.map((text, at) => ({
    iri: `${page}#underlag-${at + 1}`,
    classes: ['cv:Evidence'],
    properties: [
      identified(`${service.id}-underlag-${at + 1}`),
      ...said('dct:title', { sv: text, ...(en?.[at] === undefined ? {} : { en: en[at] }) }),
    ],
  }));
}

function lawsOf({ service, page }: Described): Thing[] {
  const bases = [...new Set(service.definition.grounds.flatMap(({ basis }) => basis))];
  return bases.map((basis, at) => ({
    iri: `${page}#lag-${at + 1}`,
    classes: ['eli:LegalResource'],
    properties: [['dct:title', { text: basis, language: 'sv' }]],
  }));
}

function eventsOf(town: Town, origin: string, ids: readonly string[]): Thing[] {
  return town.lifeEvents
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title, about }) => ({
      iri: `${origin}/livshandelser/${id}#handelse`,
      classes: ['cv:LifeEvent', 'cv:Event'],
      properties: [identified(id), ...said('dct:title', title), ...said('dct:description', about)],
    }));
}

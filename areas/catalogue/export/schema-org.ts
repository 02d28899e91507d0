import type { Language } from '#platform/text/index.ts';
import { text } from '#platform/text/index.ts';
import type { Described } from './cpsv.ts';

const AUDIENCE: { readonly [audience: string]: string } = {
  person: 'Citizen',
  company: 'Business',
  association: 'Association',
};

/** A service as schema.org GovernmentService, in the language of the page that it stands on. */
export function governmentService({ town, service, page, origin }: Described, language: Language): object {
  const { definition } = service;
  const unit = town.units.find(({ id }) => id === definition.owner.unit);
  const board = town.boards.find(({ id }) => id === definition.owner.board);
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    '@id': `${page}#tjanst`,
    identifier: service.id,
    name: text(definition.title, language),
    description: text(definition.summary, language),
    url: page,
    audience: definition.audience.flatMap((each) =>
      AUDIENCE[each] === undefined ? [] : [{ '@type': 'Audience', audienceType: AUDIENCE[each] }],
    ),
    areaServed: { '@type': 'AdministrativeArea', name: town.name },
    provider: {
      '@type': 'GovernmentOrganization',
      name: text(town.title, language),
      url: `${origin}/`,
      ...(board === undefined
        ? {}
        : { department: { '@type': 'GovernmentOrganization', name: text(board.title, language) } }),
    },
    availableChannel: {
      '@type': 'ServiceChannel',
      serviceUrl: page,
      availableLanguage: town.languages,
      servicePhone: { '@type': 'ContactPoint', telephone: unit?.phone ?? town.contact.phone },
    },
    termsOfService: text(definition.cost.text, language),
  };
}

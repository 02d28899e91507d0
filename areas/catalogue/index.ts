// The catalogue: which services there are, in which version, and how one finds them.
import { NotFound } from '#platform/errors.ts';
import type { Route, Section } from '#platform/web/index.ts';
import type { Catalogue } from './catalogue.ts';
import { cpsv } from './export/cpsv.ts';
import { turtle } from './export/triples.ts';
import { ownedServices } from './owner/list.tsx';
import { ownedService } from './owner/service.tsx';
import { accessibilityPage } from './pages/accessibility.tsx';
import { guidePage } from './pages/guide.tsx';
import { listingPage } from './pages/listing.tsx';
import { allServices, lifeEvent, searchPage } from './pages/lists.tsx';
import { closedPage, describe, servicePage } from './pages/service.tsx';
import { startPage } from './pages/start.tsx';

export { Catalogue, type Found, type StoppedService } from './catalogue.ts';
export { folderOf } from './folder-of.ts';
export { type Publication, publish } from './publish.ts';

/** What the catalogue mounts. `due` are the sections that other areas put beside the question on the start page. */
export function catalogueRoutes(catalogue: Catalogue, due: readonly Section<null>[], origin: string): readonly Route[] {
  const page = { method: 'GET', who: 'anyone' } as const;
  const owner = { method: 'GET', who: 'staff', may: 'services' } as const;
  return [
    { name: 'start', ...page, handle: (request) => startPage(request, catalogue, due) },
    { name: 'services', ...page, handle: async (request) => allServices(request, catalogue) },
    { name: 'search', ...page, handle: (request) => searchPage(request, catalogue) },
    { name: 'accessibility', ...page, handle: (request) => accessibilityPage(request, catalogue) },
    { name: 'life-event', ...page, handle: async (request) => lifeEvent(request, catalogue) },
    { name: 'desk.services', ...owner, handle: (request) => ownedServices(request, catalogue) },
    { name: 'desk.service', ...owner, handle: (request) => ownedService(request, catalogue) },
    { name: 'guide', ...page, handle: async (request) => guidePage(request, catalogue) },
    {
      name: 'service.rdf',
      ...page,
      async handle(request) {
        const service = catalogue.find(request.params['service'] ?? '');
        if (service === undefined) throw new NotFound(`no service ${request.params['service']}`);
        const body = Buffer.from(turtle(cpsv(describe(request, service, origin))));
        return { kind: 'file', type: 'text/turtle; charset=utf-8', name: `${service.id}.ttl`, body };
      },
    },
    {
      name: 'service',
      ...page,
      async handle(request) {
        const id = request.params['service'] ?? '';
        const service = catalogue.find(id);
        if (service !== undefined) {
          catalogue.uses.opened(id);
          return servicePage(request, service, { catalogue, origin });
        }
        const listing = catalogue.listings.find((entry) => entry.id === id);
        if (listing !== undefined) {
          catalogue.uses.opened(id);
          return listingPage(request, listing);
        }
        const stopped = catalogue.stopped.find((entry) => entry.id === id);
        if (stopped === undefined) throw new NotFound(`no service ${id}`);
        return closedPage(request, stopped);
      },
    },
  ];
}

// Public access to documents: masked copies, how fast requests are answered, compilations, and what there is to ask for.
import type { Route } from '#platform/web/index.ts';
import type { DisclosureOptions } from './mount.ts';
import { compilationPage } from './pages/compilation.tsx';
import { descriptionPage } from './pages/description.tsx';
import { doMask, maskPage } from './pages/mask.tsx';
import { requestsPage } from './pages/requests.tsx';

export { REQUEST_SERVICE } from './mount.ts';
export { maskSection } from './pages/section.tsx';
export { disclosureRelease } from './release.ts';

/** What anybody gets at, and what officers release with. */
export function disclosureRoutes(options: DisclosureOptions): readonly Route[] {
  const work = { who: 'staff', may: 'work' } as const;
  return [
    { name: 'description', method: 'GET', who: 'anyone', handle: (request) => descriptionPage(request, options) },
    { name: 'compilation', method: 'GET', who: 'anyone', limit: 'page', handle: compilationPage },
    { name: 'desk.requests', method: 'GET', who: 'staff', may: 'registry', handle: requestsPage },
    { name: 'desk.mask', method: 'GET', ...work, handle: (request) => maskPage(request, options) },
    { name: 'desk.mask', method: 'POST', ...work, handle: (request) => doMask(request, options) },
  ];
}

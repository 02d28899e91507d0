// Public access to documents: masked copies, how fast requests are answered, compilations, and what there is to ask for.
import type { Route } from '#platform/web/index.ts';
import type { DisclosureOptions } from './mount.ts';
import { doMask, maskPage } from './pages/mask.tsx';

export { maskSection } from './pages/section.tsx';

/** What anybody gets at, and what officers release with. */
export function disclosureRoutes(options: DisclosureOptions): readonly Route[] {
  const work = { who: 'staff', may: 'work' } as const;
  return [
    { name: 'desk.mask', method: 'GET', ...work, handle: (request) => maskPage(request, options) },
    { name: 'desk.mask', method: 'POST', ...work, handle: (request) => doMask(request, options) },
  ];
}

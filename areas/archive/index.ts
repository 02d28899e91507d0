// The archive: how long the cases are kept, what two persons destroy, and what is handed over to be kept for ever.
import type { Route } from '#platform/web/index.ts';
import type { ArchiveOptions } from './mount.ts';
import { archivePage, doPropose } from './pages/lists.tsx';
import { proposalPage, settleProposal } from './pages/proposal.tsx';

export { packageOf } from './package/build.ts';
export { archiveCase, documentFiles, type PackageSource } from './package/case.ts';
export { flat } from './package/readable.ts';
export { hasSchemas, readSchemas, type Schemas, schemaFiles } from './verify/schemas.ts';
export { verifyPackage } from './verify/verify.ts';

/** What the archive mounts on the desk. Nobody gets there without `archive`. */
export function archiveRoutes(options: ArchiveOptions): readonly Route[] {
  const get = { method: 'GET', who: 'staff', may: 'archive' } as const;
  const post = { ...get, method: 'POST' } as const;
  return [
    { name: 'desk.archive', ...get, handle: (request) => archivePage(request, options) },
    { name: 'desk.archive.propose', ...post, handle: (request) => doPropose(request, options) },
    { name: 'desk.archive.proposal', ...get, handle: (request) => proposalPage(request, options) },
    { name: 'desk.archive.proposal.do', ...post, handle: (request) => settleProposal(request, options) },
  ];
}

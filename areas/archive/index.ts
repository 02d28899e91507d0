// The archive: how long the cases are kept, what two persons destroy, and what is handed over to be kept for ever.
import type { Route } from '#platform/web/index.ts';
import type { ArchiveMount } from './mount.ts';
import { archivePage, doHandOver, doPropose, packageFile } from './pages/lists.tsx';
import { proposalPage, settleProposal } from './pages/proposal.tsx';

export { handOver } from './handover/pack.ts';
export { archiveCase, type PackageSource } from './package/case.ts';
export { openVerify } from './verify/open.ts';
export { hasSchemas } from './verify/schema-files.ts';

/** What the archive mounts on the desk. Nobody gets there without `archive`. */
export function archiveRoutes(options: ArchiveMount): readonly Route[] {
  const get = { method: 'GET', who: 'staff', may: 'archive' } as const;
  const post = { ...get, method: 'POST' } as const;
  return [
    { name: 'desk.archive', ...get, handle: (request) => archivePage(request, options) },
    { name: 'desk.archive.propose', ...post, handle: (request) => doPropose(request, options) },
    // A whole package is dear: as many as one may send files.
    {
      name: 'desk.archive.hand-over',
      ...post,
      limit: 'upload',
      handle: (request) => doHandOver(request, options),
    },
    {
      name: 'desk.archive.package',
      ...get,
      limit: 'upload',
      handle: (request) => packageFile(request, options),
    },
    { name: 'desk.archive.proposal', ...get, handle: (request) => proposalPage(request, options) },
    { name: 'desk.archive.proposal.do', ...post, handle: (request) => settleProposal(request, options) },
  ];
}

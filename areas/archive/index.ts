// The archive: how long the cases are kept, what two persons destroy, and what is handed over to be kept for ever.
import type { Route } from '#platform/web/index.ts';
import type { ArchiveOptions } from './mount.ts';
import { archivePage, doPropose } from './pages/lists.tsx';
import { proposalPage, settleProposal } from './pages/proposal.tsx';

export { packageOf } from './package/build.ts';
export { archiveCase, documentFiles, type PackageSource } from './package/case.ts';
export { hasSchemas, schemaFiles } from './verify/schema-files.ts';

/** Judging packages is for the command line: its XML library is loaded there, and is no part of a server. */
export async function openVerify() {
  const [{ readSchemas }, { verifyPackage }] = await Promise.all([
    import('./verify/schemas.ts'),
    import('./verify/verify.ts'),
  ]);
  return { readSchemas, verifyPackage };
}

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

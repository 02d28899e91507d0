// The case file: what a case is, what happens in it, and the pages of those who may see it.
import type { Route } from '#platform/web/index.ts';
import type { CasesOptions } from './mount.ts';
import { citizenCase } from './pages/case.tsx';
import { citizenDocument } from './pages/citizen-document.ts';
import { myData } from './pages/data.tsx';
import type { OpenFile } from './pages/document.ts';
import { myPages } from './pages/my-pages.tsx';
import { doTask, showTask } from './pages/task.tsx';

export { caseBlocks } from './blocks.ts';
export { addLetter, type CaseHead, caseHead } from './documents.ts';
export type { FieldState, FormViews, ReadForm } from './forms.ts';
export { caseHost } from './host.ts';
export type { CaseSubject, CasesOptions } from './mount.ts';
export { type OpenedCase, openCase, type Submission } from './open.ts';
export type { OpenFile } from './pages/document.ts';
export { type CaseParty, type PartyRole, partiesOf } from './parties.ts';
export { type CaseView, oneCase } from './queries/mine.ts';
export { fetchFacts } from './register.ts';

/** What the case file mounts: Mina sidor for citizens, the desk for staff. */
export function casesRoutes(options: CasesOptions, openFile: OpenFile): readonly Route[] {
  const citizen = { who: 'citizen' } as const;
  return [
    { name: 'my-pages', method: 'GET', ...citizen, handle: (request) => myPages(request, options) },
    { name: 'my-pages.case', method: 'GET', ...citizen, handle: (request) => citizenCase(request, options) },
    { name: 'my-pages.task', method: 'GET', ...citizen, handle: (request) => showTask(request, options) },
    { name: 'my-pages.task.do', method: 'POST', ...citizen, handle: (request) => doTask(request, options) },
    { name: 'my-pages.data', method: 'GET', ...citizen, handle: (request) => myData(request) },
    { name: 'my-pages.document', method: 'GET', ...citizen, handle: (request) => citizenDocument(request, openFile) },
  ];
}

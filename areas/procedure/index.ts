// What the law lets people do in a case beside its own process: complete, communicate, tell of delay, ask, dismiss.
import type { Route } from '#platform/web/index.ts';
import type { ProcedureOptions } from './mount.ts';
import { doAct, doReceiptAct, showAct, showReceiptAct } from './pages/act.tsx';
import { bundlePage } from './pages/bundle.ts';
import { latePage } from './pages/late.tsx';
import { lateFile } from './pages/late-file.ts';
import { unexecutedPage } from './pages/unexecuted.tsx';
import { unexecutedFile } from './pages/unexecuted-file.ts';

export { staffActs } from './acts/table.ts';
export { appealDueSections } from './appeal-due/section.tsx';
export { askedSections } from './asked/section.tsx';
export { heardInCase } from './communicated.ts';
export { delayTell, sweepDelays } from './delay.ts';
export { delegatedActs } from './delegated.ts';
export { eraseActs } from './erase.ts';
export { loadActForms } from './forms.ts';
export { handedInDealtWith } from './handed-in/block.ts';
export { dealtWithSections } from './handed-in/section.tsx';
export { sweepHandedIn } from './handed-in/sweep.ts';
export { type Helped, helpedLetter, tellHelped } from './helped.ts';
export { loadLetters } from './letters.ts';
export { messageSections } from './messages/section.tsx';
export { opinionSections } from './opinion/section.tsx';
export { lateAnswerSections } from './pages/late-answer.tsx';
export { receiptActs } from './pages/receipt.ts';
export { procedureSections } from './pages/sections.tsx';
export { documentFiles, documentRecords } from './papers/documents.ts';
export { Paper, titleOf } from './papers/paper.ts';
export { heading } from './papers/readable.ts';
export type { FileRecord, PaperSource } from './papers/types.ts';
export { writtenRecords } from './papers/written.ts';
export { reviewAnswer } from './review/answer.ts';
export { toldInLetter } from './told-by-letter.ts';
export { translationSend } from './translation/block.ts';
export { sweepTranslations } from './translation/sweep.ts';
export { unansweredSections } from './unanswered/section.tsx';
export { sweepUnanswered } from './unanswered/sweep.ts';
export { sweepUnexecuted, unexecutedReport } from './unexecuted/sweep.ts';
export { writeOff } from './write-off.ts';

/** What one may add to a case at once. */
const UPLOAD = { maxFile: 20_000_000, maxFiles: 10 } as const;

/** The acts of a case, on the desk and on Mina sidor. */
export function procedureRoutes(options: ProcedureOptions): readonly Route[] {
  const anyone = { who: 'anyone', limit: 'page' } as const;
  const staff = { who: 'staff', may: 'work' } as const;
  const lead = { who: 'staff', may: 'lead' } as const;
  return [
    { name: 'desk.act', method: 'GET', ...staff, handle: (request) => showAct(request, options) },
    { name: 'desk.act.do', method: 'POST', ...staff, upload: UPLOAD, handle: (request) => doAct(request, options) },
    { name: 'desk.bundle', method: 'GET', ...staff, handle: (request) => bundlePage(request, options) },
    { name: 'desk.late', method: 'GET', ...lead, handle: (request) => latePage(request, options) },
    { name: 'desk.late-csv', method: 'GET', ...lead, handle: (request) => lateFile(request, options, 'csv') },
    { name: 'desk.late-xlsx', method: 'GET', ...lead, handle: (request) => lateFile(request, options, 'xlsx') },
    { name: 'desk.unexecuted', method: 'GET', ...staff, handle: (request) => unexecutedPage(request, options) },
    { name: 'desk.unexecuted.file', method: 'GET', ...staff, handle: (request) => unexecutedFile(request, options) },
    { name: 'my-pages.act', method: 'GET', who: 'citizen', handle: (request) => showAct(request, options) },
    {
      name: 'my-pages.act.do',
      method: 'POST',
      who: 'citizen',
      upload: UPLOAD,
      handle: (request) => doAct(request, options),
    },
    { name: 'receipt.act', method: 'GET', ...anyone, handle: (request) => showReceiptAct(request, options) },
    {
      name: 'receipt.act',
      method: 'POST',
      ...anyone,
      limit: 'submit',
      upload: UPLOAD,
      handle: (request) => doReceiptAct(request, options),
    },
  ];
}

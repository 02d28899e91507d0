// The citizen's inbox: letters that the house has sent, when they were opened and received, and their PDFs.
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Route } from '#platform/web/index.ts';
import { choicePage, doChoice } from './delivery/choice.tsx';
import { doPosted, printPage, printPdf } from './delivery/print.tsx';
import { releasedPage } from './enclosed/page.tsx';
import { unreadAlong } from './letters.ts';
import { confirmLetter, deskLetter, inboxPage, letterPage, letterPdfPage } from './pages.tsx';

export { type Contact, contactOf, mailLetter, tellContact } from './contact.ts';
export { DELIVER, type DeliverOptions, deliverJob, deliverLater, sweepConfirmations } from './delivery/job.ts';
export { sweepLinks } from './enclosed/link.ts';
export { eraseLetters } from './erase.ts';
export { noticeJob, pdfJob } from './jobs.ts';
export {
  type DecisionReceipt,
  decisionLettersOf,
  decisionReceipts,
  decisionTexts,
  letterFile,
  lettersOfCase,
  type PostedLetter,
  postedLetters,
  type ToldLetter,
  tellsDecision,
  toldDecisions,
  toldLetter,
  unreadAlong,
  unreadCount,
} from './letters.ts';
export { type LetterLog, letterLogs } from './log.ts';
export { letterSections } from './pages.tsx';
export { inboxPersonal, ownPdfs, pdfOf } from './personal.ts';
export {
  addressOf,
  letterSend,
  postLetter,
  type SendOptions,
  type SentLetter,
  type ToldInLetter,
} from './send.ts';

/** The inbox of a citizen, letters of a case on the desk, and what a link to released documents opens. */
export function inboxRoutes(
  texts: TextCatalogue,
  { files, ...cases }: { readonly catalogue: Catalogue; readonly files: FileStore },
  origin: string,
): readonly Route[] {
  const work = { who: 'staff', may: 'work' } as const;
  const citizen = { who: 'citizen' } as const;
  return [
    {
      name: 'released',
      method: 'GET',
      who: 'anyone',
      limit: 'page',
      handle: (request) => releasedPage(request, { files }),
    },
    { name: 'inbox', method: 'GET', ...citizen, along: unreadAlong, handle: (request) => inboxPage(request) },
    { name: 'inbox.choice', method: 'GET', ...citizen, handle: choicePage },
    { name: 'inbox.choice', method: 'POST', ...citizen, handle: doChoice },
    { name: 'desk.print', method: 'GET', ...work, handle: printPage },
    { name: 'desk.print', method: 'POST', ...work, handle: doPosted },
    { name: 'desk.print.pdf', method: 'GET', ...work, handle: (request) => printPdf(request, texts, origin) },
    { name: 'inbox.letter', method: 'GET', ...citizen, handle: (request) => letterPage(request, texts) },
    { name: 'inbox.confirm', method: 'POST', ...citizen, handle: (request) => confirmLetter(request) },
    { name: 'inbox.pdf', method: 'GET', ...citizen, handle: (request) => letterPdfPage(request) },
    {
      name: 'desk.letter',
      method: 'GET',
      who: 'staff',
      may: 'work',
      handle: (request) => deskLetter(request, texts, cases),
    },
  ];
}

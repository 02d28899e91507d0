// The case file: what a case is, what happens in it, and the pages of those who may see it.
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request, Route } from '#platform/web/index.ts';
import { doComment } from './comments/do.ts';
import { absencePage, doAbsence } from './desk/absence.tsx';
import { addNote, claim } from './desk/actions.ts';
import { deskCase } from './desk/case.tsx';
import { casesPage } from './desk/cases.tsx';
import { deskDocument } from './desk/document.ts';
import { clockPage, mailPage, moveClock } from './desk/example.tsx';
import { assignTasks } from './desk/list/assign.tsx';
import { exportList } from './desk/list/export.ts';
import { workListPage } from './desk/list/page.tsx';
import { keepView } from './desk/list/saved.tsx';
import { caseNews, listNews } from './desk/news.tsx';
import { rulesPage } from './desk/story/page.tsx';
import { doDeskTask, showDeskTask } from './desk/task.tsx';
import { doMyLanguage } from './language/mine.tsx';
import type { CasesOptions } from './mount.ts';
import { citizenCase } from './pages/case.tsx';
import { citizenDocument } from './pages/citizen-document.ts';
import { myData } from './pages/data.tsx';
import type { OpenFile } from './pages/document.tsx';
import { myPages } from './pages/my-pages.tsx';
import { doTask, showTask } from './pages/task.tsx';
import { doMark } from './registry/desk.tsx';
import { registryPage } from './registry/page.tsx';
import { doSubject } from './registry/write-subject.ts';
import { doRelate } from './related/do.ts';
import { askReview, showReview } from './review/page.tsx';
import { doFields, showFields } from './staff-fields/page.tsx';

export { type ClosedCase, casesToKeep, closedCases } from './archive/closed.ts';
export { eraseCase } from './archive/erase.ts';
export { type OtherFile, otherFiles } from './archive/other-files.ts';
export { caseRows } from './archive/rows.ts';
export { caseIdOf, type WholeCase, type WholeDocument, wholeCase } from './archive/whole.ts';
export { caseBlocks, type Finance } from './blocks.ts';
export { CaseChanged } from './changed.ts';
export { sweepComments } from './comments/comments.ts';
export { type Colleague, colleaguesIn, recordConflict } from './conflict.ts';
export { type FromOthers, type Heard, recordDecision } from './decide.ts';
export { type EnteredDecision, recordEnteredDecision } from './decide-by-board.ts';
export { separateDelegation } from './delegation.ts';
export { documentAddress } from './desk/document-address.ts';
export { colleaguesOf } from './desk/list/colleagues.ts';
export { groupNames } from './desk/names.ts';
export { openForStaff, type ReadCase, readForStaff } from './desk/open.ts';
export {
  addAttachment,
  addLetter,
  addStatement,
  addTranslation,
  type CaseHead,
  caseHead,
  closeCase,
  type OpenRequest,
  openRequest,
  openRequests,
  reopenCase,
  setDeadline,
  takeUp,
} from './documents.ts';
export { readFacts } from './facts.ts';
export { feeOf, type Unsent } from './fee.ts';
export type { FieldState, FormViews, ReadForm } from './forms.ts';
export { handToUnit } from './hand-to-unit.ts';
export {
  type AskedHandling,
  askHandling,
  HandlingFields,
  handlingTyped,
  keptAsSent,
  readHandling,
} from './handling/ask.tsx';
export { type Handling, handlingOf, keepHandling, proposedNames } from './handling/handling.ts';
export { caseHost } from './host.ts';
export {
  APPEAL,
  CARRY_OUT,
  DELAY,
  HOUSE_PROCESSES,
  type HouseProcesses,
  INSIGHT,
  loadHouseProcesses,
  ONE_WITHDRAWS,
  REMAND,
  REQUEST,
  TRANSLATE,
  taskForm,
  UNANSWERED,
  UNEXECUTED,
  WRITE_OFF,
} from './house-process.ts';
export { boardInSentence } from './in-sentence.ts';
export { fillGrounds } from './insight/grounds.ts';
export { insightOf } from './insight/insight.ts';
export { ruleOnInsight } from './insight/rule.ts';
export { answeredForm, ruledOn, writtenTitle } from './insight/written.ts';
export {
  CONTACT_LANGUAGES,
  contactLanguageName,
  languageSaid,
  needError,
  OTHER_LANGUAGE,
  sayLanguage,
} from './language/languages.ts';
export { takeUntranslated, translationOrdered, type Untranslated, untranslated } from './language/untranslated.ts';
export { NotTaken, type TypedRow, typedIn } from './late/not-taken.tsx';
export { decidedText } from './late/task.tsx';
export { legalSteps, ONLY_FROM_APPLICANT } from './legal-steps.ts';
export {
  isChanged,
  type LetterPort,
  type Look,
  lettersBefore,
  lookOf,
  type StoredLetter,
  sendAsSeen,
} from './letters/rehearsal.ts';
export { Letters, lookAnswer, SendButtons, type Shown } from './letters/view.tsx';
export type { CaseSubject, CasesOptions } from './mount.ts';
export { askForNewFile } from './new-file.ts';
export { type OpenedCase, openCase, type Submission } from './open.ts';
export { outcomeText, saidIn } from './outcome.ts';
export type { OpenedFile, OpenFile } from './pages/document.tsx';
export { documentName, factName } from './pages/document-names.ts';
export { dated, dueSection } from './pages/due.tsx';
export { looksTable } from './pages/looks.tsx';
export { openForParty } from './pages/open.ts';
export { registerLines } from './pages/register-view.tsx';
export { taskSigned } from './pages/task.tsx';
export {
  agentsOf,
  type CaseParty,
  OTHER_SIDE,
  PARTY_ROLES,
  type PartyRole,
  partiesOf,
  type Representation,
  representedBy,
  TOLD,
  toldAndAgents,
} from './parties.ts';
export {
  addPartyRole,
  confirmedParty,
  endPartyRole,
  partyToAdd,
  type TypedParty,
  waitsForRole,
} from './party-changes.ts';
export { PAUSE_REASONS, pauseClock, pausedOn, resumeClock } from './pauses.ts';
export { casesPersonal, type OwnVersion, ownFiles, ownVersions } from './personal.ts';
export { answersOf } from './queries/answered.ts';
export { type AnswerTime, answerTimes } from './queries/answers.ts';
export { type BoardDecision, boardDecisions } from './queries/by-board.ts';
export { type DelegatedDecision, delegatedDecisions } from './queries/delegated.ts';
export {
  type CaseFile,
  caseFile,
  type DecisionRow,
  type DocumentRow,
  documentOf,
  evaluationsOf,
  holding,
} from './queries/file.ts';
export { type CaseLog, type CaseSpan, caseLogs } from './queries/log.ts';
export { type CaseView, caseOfReceipt, oneCase, openable } from './queries/mine.ts';
export { type CaseName, caseNames } from './queries/names.ts';
export { progressOf } from './queries/progress.ts';
export { protectedCase } from './queries/rights.ts';
export { myTasks, staffTasks, type TaskRow } from './queries/tasks.ts';
export { decidedTrace, reasonsContent } from './reasons.ts';
export { fetchFacts } from './register.ts';
export { type OpenCase, openCases } from './registry/compile.ts';
export {
  addMaskedCopy,
  addReleasedCopy,
  type Outgoing,
  outgoingCopies,
  type ReleasedFile,
  releaseCopies,
  releasedFiles,
} from './registry/copies.ts';
export { fieldsToMark, markName, markSection } from './registry/desk.tsx';
export type { Markable } from './registry/marked.ts';
export { marksOf } from './registry/marks.ts';
export { provisionInWords, strongest } from './registry/provisions.ts';
export { addSubject, SUBJECT_LIMIT, type SubjectFault, subjectFault, subjectLine } from './registry/subject.ts';
export { changed, fieldChanges, valuesAfter, writeFields } from './staff-fields/fields.ts';
export { mayEditFields } from './staff-fields/page.tsx';
export { isSigned, TASK_SIGNED, type TaskSigning } from './task-signing.ts';
export { taskTitle } from './task-title.ts';
export { addUnread, sweepUnread } from './unread/unread.ts';
export { ENTERED_KINDS, enterDocument, replaceable, versionsOf, type Way } from './versions.ts';

/** What a party or an officer may hand in with one answer. */
const TASK_UPLOAD = { maxFile: 20_000_000, maxFiles: 100 } as const;

/** What the case file mounts: Mina sidor for citizens, the desk for staff. */
export function casesRoutes(options: CasesOptions, openFile: OpenFile): readonly Route[] {
  const citizen = { who: 'citizen' } as const;
  const work = { who: 'staff', may: 'work' } as const;
  return [
    { name: 'my-pages', method: 'GET', ...citizen, handle: (request) => myPages(request, options) },
    { name: 'my-pages.case', method: 'GET', ...citizen, handle: (request) => citizenCase(request, options) },
    { name: 'my-pages.task', method: 'GET', ...citizen, handle: (request) => showTask(request, options) },
    {
      name: 'my-pages.task.do',
      method: 'POST',
      upload: TASK_UPLOAD,
      ...citizen,
      handle: (request) => doTask(request, options),
    },
    { name: 'my-pages.review', method: 'GET', ...citizen, handle: (request) => showReview(request, options) },
    {
      name: 'my-pages.review.ask',
      method: 'POST',
      upload: TASK_UPLOAD,
      ...citizen,
      handle: (request) => askReview(request, options),
    },
    { name: 'my-pages.language', method: 'POST', ...citizen, handle: (request) => doMyLanguage(request, myData) },
    { name: 'my-pages.data', method: 'GET', ...citizen, handle: (request) => myData(request) },
    {
      name: 'my-pages.document',
      method: 'GET',
      ...citizen,
      handle: (request) => citizenDocument(request, options, openFile),
    },
    { name: 'desk', method: 'GET', who: 'staff', handle: (request) => deskHome(request, options) },
    { name: 'desk.news', method: 'GET', ...work, unattended: true, handle: (request) => listNews(request) },
    { name: 'desk.case.news', method: 'GET', ...work, unattended: true, handle: (request) => caseNews(request) },
    { name: 'desk.assign', method: 'POST', ...work, handle: (request) => assignTasks(request, options) },
    { name: 'desk.views', method: 'POST', ...work, handle: (request) => keepView(request) },
    { name: 'desk.absence', method: 'GET', ...work, handle: (request) => absencePage(request) },
    { name: 'desk.absence.do', method: 'POST', ...work, handle: (request) => doAbsence(request) },
    { name: 'desk.list-csv', method: 'GET', ...work, handle: (request) => exportList(request, options, 'csv') },
    { name: 'desk.list-xlsx', method: 'GET', ...work, handle: (request) => exportList(request, options, 'xlsx') },
    { name: 'desk.cases', method: 'GET', ...work, handle: (request) => casesPage(request, options) },
    { name: 'desk.case', method: 'GET', ...work, handle: (request) => deskCase(request, options) },
    { name: 'desk.rules', method: 'GET', ...work, handle: (request) => rulesPage(request, options) },
    { name: 'desk.task', method: 'GET', ...work, handle: (request) => showDeskTask(request, options) },
    {
      name: 'desk.task.do',
      method: 'POST',
      upload: TASK_UPLOAD,
      ...work,
      handle: (request) => doDeskTask(request, options),
    },
    { name: 'desk.claim', method: 'POST', ...work, handle: (request) => claim(request, options) },
    { name: 'registry', method: 'GET', who: 'anyone', handle: (request) => registryPage(request) },
    { name: 'desk.mark', method: 'POST', ...work, handle: (request) => doMark(request, options) },
    { name: 'desk.subject', method: 'POST', ...work, handle: (request) => doSubject(request, options) },
    { name: 'desk.fields', method: 'GET', ...work, handle: (request) => showFields(request, options) },
    { name: 'desk.fields', method: 'POST', ...work, handle: (request) => doFields(request, options) },
    { name: 'desk.relate', method: 'POST', ...work, handle: (request) => doRelate(request, options) },
    { name: 'desk.comment', method: 'POST', ...work, handle: (request) => doComment(request, options) },
    { name: 'desk.note', method: 'POST', ...work, handle: (request) => addNote(request, options) },
    { name: 'desk.document', method: 'GET', ...work, handle: (request) => deskDocument(request, options, openFile) },
    ...exampleRoutes(options, openFile),
  ];
}

/** Where staff come in: the work list, or operations for those who work no cases. */
async function deskHome(request: Request, options: CasesOptions): Promise<Answer> {
  const { actor, url } = request;
  const may = actor.kind === 'staff' ? actor.may : [];
  if (!may.includes('work') && may.includes('operate')) return { kind: 'redirect', to: url('desk.operations') };
  if (!may.includes('work') && may.includes('services')) return { kind: 'redirect', to: url('desk.services') };
  if (!may.includes('work') && may.includes('archive')) return { kind: 'redirect', to: url('desk.archive') };
  if (!may.includes('work')) throw new NotFound('an assignment without work');
  return workListPage(request, options);
}

/** Pages that only an example town has: its mail, and a clock that moves. */
function exampleRoutes(options: CasesOptions, openFile: OpenFile): readonly Route[] {
  if (options.clock === undefined) return [];
  return [
    { name: 'desk.mail', method: 'GET', who: 'staff', may: 'mail', handle: (request) => mailPage(request, openFile) },
    { name: 'desk.clock', method: 'GET', who: 'staff', may: 'clock', handle: async (request) => clockPage(request) },
    {
      name: 'desk.clock.move',
      method: 'POST',
      who: 'staff',
      may: 'clock',
      handle: (request) => moveClock(request, options),
    },
  ];
}

export { decidedBy, type Signed, type Signer, signatureOf, signedBy } from './signer.ts';
export { awaitAgain, endWait, endWaitsFor, FAVOURABLE } from './unexecuted.ts';

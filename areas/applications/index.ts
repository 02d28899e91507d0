// Applications: what people fill in, page by page, and send. Drafts are the person's own; an application is frozen.
import { type Db, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { deleteDraftFiles } from '#platform/files/index.ts';
import type { Answer, ApiRoute, Request, Route, Section } from '#platform/web/index.ts';
import { applicationsApi } from './api/routes.ts';
import { assist, showAssist } from './assist/desk.tsx';
import { registerLetter, showLetter } from './assist/letter-desk.tsx';
import { assistSections } from './assist/section.tsx';
import { releaseSlots, sweepHolds } from './bookings.ts';
import { begunAlong, deleteOldDrafts, draftAlong } from './draft.ts';
import { mapPicture } from './map/route.ts';
import type { ApplicationsOptions } from './mount.ts';
import { send, showCheck, signLate } from './pages/check.tsx';
import { askDelete, doDelete } from './pages/delete.tsx';
import { draftsSection } from './pages/drafts.tsx';
import { paymentSections } from './pages/paid.tsx';
import { pay, showPay } from './pages/pay.tsx';
import { keepLate, savePage, showPage } from './pages/question-page.tsx';
import { showReceipt } from './pages/receipt.tsx';
import { resume, showResume } from './pages/resume.tsx';
import { save, showSave } from './pages/save.tsx';
import { showStart, start } from './pages/start.tsx';
import { doTestPayment, showTestPayment } from './pages/test-payment.tsx';
import { draftPreview } from './preview.ts';
import { MailLimits } from './saving/limits.ts';
import { signaturesSection } from './signing/desk.tsx';
import { actOnSigning, showSigning } from './signing/page.tsx';
import { signingSection } from './signing/section.tsx';
import { deleteSignatures } from './signing/signature.ts';
import { showTry, walkTry } from './tryout/tryout.ts';

export { type ArchivedApplication, archivedApplication } from './archived.ts';
export type { Help } from './assist/assist.ts';
export { type Begun, beginDraft } from './begin.ts';
export { releaseBookings } from './bookings.ts';
export { closingOf, stepsOf } from './closing.ts';
export { draftsAmong } from './draft.ts';
export { eraseApplication } from './erase.ts';
export { dataOf, formViews, linesOf } from './forms.tsx';
export { withRegistersOf } from './look-ups.ts';
export { readMap, type TownMap } from './map/map.ts';
export type {
  ApplicationsOptions,
  Helping,
  LinkMail,
  OpenCase,
  Paying,
  SigningPorts,
  SubmittedApplication,
} from './mount.ts';
export { applicationsPersonal } from './personal.ts';
export { findReceipt } from './receipt.ts';
export { paymentRefund } from './refund-block.ts';
export { takeOutInfected } from './refused.ts';
export { begunDraft, sendWhole, type WholeSubmission } from './send-whole.ts';
export type { Sender } from './sender.ts';
export { orderPayment, type SettleSender, settleAll, settlePayment } from './settle.ts';
export { signingInCase } from './signing/in-case.tsx';
export { roundSigned, SIGNED_KIND } from './signing/page.tsx';
export { signFor, signTaskFor } from './signing/sign-for.ts';
export { whoSigned } from './signing/signature.ts';
export { sweepSignings } from './signing/sweep.ts';
export type { News } from './signing/tell.ts';
export { type Verified, verifySignatures } from './signing/verify.ts';
export { storeFile } from './uploads.ts';

/** What the area mounts. `sections` go to Mina sidor. */
export interface Applications {
  readonly routes: readonly Route[];
  readonly api: readonly ApiRoute[];
  readonly sections: readonly Section<{ readonly view: { readonly id: string } } | null>[];
}

/** The routes from the start button to the receipt, and the list of drafts. Who may see a draft is asked in its query. */
export function mountApplications(options: ApplicationsOptions): Applications {
  const mails = new MailLimits();
  const get = { method: 'GET', who: 'anyone', limit: 'page' } as const;
  const post = { method: 'POST', who: 'anyone', limit: 'submit' } as const;
  const owner = { who: 'staff', may: 'services' } as const;
  return {
    api: applicationsApi(options),
    routes: [
      { name: 'service.start', ...get, handle: (request) => showStart(request, options) },
      { name: 'service.start', ...post, along: begunAlong, handle: (request) => start(request, options) },
      { name: 'application.page', ...get, along: draftAlong, handle: (request) => showPage(request, options) },
      {
        name: 'application.page',
        ...post,
        along: draftAlong,
        // Every answer is a request: as many as pages, and not the few that sending is.
        limit: 'page',
        // A page of attachments asks for many at once; what they weigh together is bounded for every form.
        upload: { maxFile: 20_000_000, maxFiles: 100 },
        handle: (request) => savePage(request, options),
        late: (request) => keepLate(request, options),
      },
      { name: 'application.check', ...get, along: draftAlong, handle: (request) => showCheck(request, options) },
      {
        name: 'application.check',
        ...post,
        handle: (request) => send(request, options),
        late: (request) => keepLate(request, options),
      },
      { name: 'application.pay', ...get, handle: (request) => showPay(request, options) },
      { name: 'application.pay', ...post, handle: (request) => pay(request, options) },
      { name: 'test-payment', ...get, handle: (request) => whereTest(options, request, showTestPayment) },
      { name: 'test-payment', ...post, handle: (request) => whereTest(options, request, doTestPayment) },
      { name: 'application.receipt', ...get, handle: (request) => showReceipt(request, options) },
      { name: 'application.delete', ...get, handle: (request) => askDelete(request, options) },
      { name: 'application.delete', ...post, handle: (request) => doDelete(request, options) },
      { name: 'application.sign', method: 'GET', who: 'citizen', handle: (request) => showSigning(request, options) },
      {
        name: 'application.sign',
        method: 'POST',
        who: 'citizen',
        handle: (request) => actOnSigning(request, options),
        late: async (request) => signLate(request),
      },
      {
        name: 'desk.assist',
        method: 'GET',
        who: 'staff',
        may: 'work',
        handle: (request) => showAssist(request, options),
      },
      {
        name: 'desk.assist',
        method: 'POST',
        who: 'staff',
        may: 'work',
        upload: { maxFile: 20_000_000, maxFiles: 1 },
        handle: (request) => assist(request, options),
      },
      {
        name: 'desk.incoming',
        method: 'GET',
        who: 'staff',
        may: 'work',
        handle: (request) => showLetter(request, options),
      },
      {
        name: 'desk.incoming',
        method: 'POST',
        who: 'staff',
        may: 'work',
        upload: { maxFile: 20_000_000, maxFiles: 1 },
        handle: (request) => registerLetter(request, options),
      },
      { name: 'desk.try', method: 'GET', ...owner, handle: (request) => showTry(request, options) },
      { name: 'desk.try', method: 'POST', ...owner, handle: (request) => walkTry(request, options) },
      { name: 'application.save', ...get, handle: (request) => showSave(request, options) },
      { name: 'application.save', ...post, handle: (request) => save(request, options, mails) },
      { name: 'application.resume', ...get, handle: (request) => showResume(request, options) },
      { name: 'application.resume', ...post, handle: (request) => resume(request, options) },
      { name: 'application.preview', ...get, along: draftAlong, handle: (request) => draftPreview(request, options) },
      { name: 'application.map', ...get, handle: (request) => mapPicture(request, options.map) },
    ],
    sections: [
      draftsSection(options),
      signingSection(options),
      signaturesSection(),
      ...assistSections,
      ...paymentSections,
    ],
  };
}

/** The stand-in's page is there only where the stand-in takes the money. */
async function whereTest(
  options: ApplicationsOptions,
  request: Request,
  handle: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  if (options.paying?.standIn !== true) throw new NotFound('no stand-in here');
  return handle(request);
}

/** Deletes drafts that nobody has touched for thirty days, with their files; resolves to how many. For a daily job. */
export async function sweepDrafts(db: Db, now: string): Promise<number> {
  return transaction(db, async (tx) => {
    const gone = await deleteOldDrafts(tx, now);
    for (const id of gone) {
      await deleteDraftFiles(tx, id);
      await releaseSlots(tx, id);
    }
    await deleteSignatures(tx, gone);
    await sweepHolds(tx, now);
    return gone.length;
  });
}

import { addStatement, closeCase, ONE_WITHDRAWS, WRITE_OFF } from '#areas/cases/index.ts';
import { askRefund, casePayments } from '#platform/payments/index.ts';
import { isDecided } from '#platform/town/index.ts';
import { cancelUntried } from '../decide.ts';
import { type ActRow, addAct } from '../rows.ts';
import { partyOf, type Situation, settled } from '../situation.ts';
import { applicants, hasWithdrawn, stillApply, taken } from '../withdrawn.ts';
import type { Act, Doing, Refusal } from './act.ts';
import { byOf, handIn } from './hand-in.ts';
import { tellOneOfSeveral, tellWithdrawn } from './withdraw-letters.ts';

/** No paragraph says it: who has applied may take it back until it is decided, as a general principle of law. */
const WITHDRAWAL = '';
const SUPPLEMENT = 'FL 22 §';

/** Whose the application is: each who applies, whoever acts for one of them, or the holder of a receipt without a name. */
function applied(s: Situation, party = partyOf(s.actor)): boolean {
  if (party === undefined) return s.actor.kind === 'anonymous' && s.view.parties.length === 0;
  return applicants(s).some((one) => one === party);
}

/** Also whom the application is for, and a child's guardian who has not signed it (yet): they may tell what they know. */
function concerned(s: Situation, party = partyOf(s.actor)): boolean {
  if (applied(s, party) || party === undefined) return applied(s, party);
  return s.view.parties.some((one) => one.party === party && (one.role === 'represented' || one.role === 'guardian'));
}

/** Not the applicant's to do, or too late. */
function whileUndecided(s: Situation, basis: string, may: typeof applied, party = partyOf(s.actor)): Refusal | null {
  if (!may(s, party)) return { basis, text: 'procedure.refused.not-applicant' };
  if (taken(s) || hasWithdrawn(s, party)) return { basis, text: 'procedure.refused.withdrawn' };
  if (s.view.closedAt !== null || settled(s) !== undefined) return { basis, text: 'procedure.refused.decided' };
  return null;
}

/** Why a party cannot withdraw or add anything now; the actor when none is named. */
export const notWithdrawn = (s: Situation, party?: string) => whileUndecided(s, WITHDRAWAL, applied, party);
export const notAdded = (s: Situation, party?: string) => whileUndecided(s, SUPPLEMENT, concerned, party);

/** Gives back the fee of an application that is not tried; whether there was one that had not gone back already. */
async function giveBack({ tx, request, options, situation }: Doing): Promise<boolean> {
  const paid = (await casePayments(tx, situation.view.id)).filter(({ refund }) => refund === 'none');
  for (const { id } of paid) await askRefund(tx, id, 'withdrawn', request.now, options.giveBack);
  return paid.length > 0;
}

/**
 * The applicant takes her application back: what the case waited for ends, a booked time is free again, a fee goes back,
 * and an officer writes the case off. Where nothing is decided anyway (a report) the case is closed at once. Where several
 * apply, one withdraws for herself only: an officer sees to what that means, and the rest is done when all have withdrawn.
 */
export const withdraw: Act = {
  path: 'aterkalla',
  who: 'citizen',
  confirms: true,
  receipt: true,
  basis: WITHDRAWAL,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.withdraw.why', optional: true }],
  refused: (s) => notWithdrawn(s),
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const { view } = situation;
    const t = options.send.texts.for(view.language === 'en' ? 'en' : 'sv');
    const [title, text] = [t('procedure.document.withdraw'), given['skal'] || t('procedure.withdraw.said')];
    const written = { caseId: view.id, title, text, direction: 'in', by: byOf(doing), at: request.now } as const;
    const document = await addStatement(tx, written);
    await takeBack(doing, { party: partyOf(situation.actor), data: { ...given, document } });
  },
};

/** What a withdrawal does, by whoever of the parties: undefined for the holder of a receipt without a name. */
export async function takeBack(
  doing: Doing,
  { party, data }: { readonly party: string | undefined; readonly data: ActRow['data'] },
): Promise<void> {
  const { tx, situation, request, options } = doing;
  const { view, service } = situation;
  const { actor, now } = request;
  const caseId = view.id;
  const others = stillApply(situation, party);
  await addAct(tx, {
    caseId,
    act: 'withdraw',
    data: { ...data, ...(others.length > 0 ? { others } : {}) },
    actor,
    ...(party === undefined ? {} : { forParty: party }),
    at: now,
  });
  const process = { service, businessKey: caseId, actor, variables: { unit: view.unit } };
  if (others.length > 0) {
    await options.cases.runtime.start(tx, { ...process, process: ONE_WITHDRAWS });
    return tellOneOfSeveral(doing, party ?? null);
  }
  await cancelUntried(doing, 'withdrawn');
  const refund = await giveBack(doing);
  const decided = isDecided(service);
  await tellWithdrawn(doing, party ?? null, decided ? 'procedure.withdraw.next' : 'procedure.withdraw.closed', refund);
  if (!decided) return closeCase(tx, caseId, now);
  await options.cases.runtime.start(tx, { ...process, process: WRITE_OFF });
}

/**
 * Each who applies, and whom it is for, changes or adds to what was sent, in words and files: a document that came in
 * (FL 22 §), noted as theirs. Who has been asked to complete the application has then answered (FL 20 §).
 */
export const supplement: Act = {
  path: 'tillagg',
  who: 'citizen',
  confirms: true,
  receipt: true,
  basis: SUPPLEMENT,
  fields: [],
  form: 'tillagg',
  answers: 'request-completion',
  refused: (s) => notAdded(s),
  perform: (doing) =>
    handIn(doing, {
      act: 'supplement',
      title: 'procedure.document.supplement',
      text: doing.given['tillagg_text'] ?? '',
    }),
};

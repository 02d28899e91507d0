import { findReceipt } from '#areas/applications/index.ts';
import {
  type AskedHandling,
  askHandling,
  caseOfReceipt,
  openForParty,
  openForStaff,
  proposedNames,
} from '#areas/cases/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Request } from '#platform/web/index.ts';
import { type Act, type ActName, fieldsOf } from '../acts/act.ts';
import { actAt } from '../acts/table.ts';
import type { ProcedureOptions } from '../mount.ts';
import { type Situation, situationOf } from '../situation.ts';

export type Named = Act & { readonly name: ActName };

/** An act of a case, opened for whoever asks, with the addresses around it. */
export interface Place {
  readonly act: Named;
  readonly situation: Situation;
  /** Of a decision: who presented the case and who took part, to confirm or change. */
  readonly handling?: AskedHandling;
  /** What stands in a field before anything is typed, by its name. */
  readonly proposed?: { readonly [field: string]: string };
  /** Where the act is asked and done. */
  readonly here: string;
  /** The case, as the actor sees it. */
  readonly back: string;
}

/** The case in the address as the actor may see it, with what counts in it. Someone else's case is a 404. */
export async function placeInCase(request: Request, options: ProcedureOptions): Promise<Place> {
  const { actor, db, now, url, params } = request;
  const staff = actor.kind === 'staff';
  const act = actAt(params['act'], staff ? 'staff' : 'citizen');
  if (act === undefined) throw new NotFound(`no act ${params['act']}`);
  const opened = staff ? await openForStaff(request, options.cases, 'task') : await openForParty(request, 'task');
  const service = await options.cases.catalogue.version(db, opened.view.version);
  const situation = await situationOf(db, { view: opened.view, service }, actor, now);
  const address = { case: situation.view.id };
  return {
    act,
    situation,
    ...(await proposals(request, act, situation)),
    here: url(staff ? 'desk.act' : 'my-pages.act', { ...address, act: act.path }),
    back: url(staff ? 'desk.case' : 'my-pages.case', address),
  };
}

/** What is proposed: the last day to answer; and by the history of the case who handled it (FL 31 §). */
async function proposals(
  request: Request,
  act: Act,
  situation: Situation,
): Promise<Pick<Place, 'handling' | 'proposed'>> {
  const { view, today } = situation;
  if (act.proposed !== undefined) return { proposed: act.proposed(situation) };
  if (act.handled) return { handling: await askHandling(request, view) };
  if (act.entered) {
    const { presenter, participants } = await proposedNames(request.db, view.id);
    return { proposed: { foredragande: presenter, medverkande: participants.join('\n') } };
  }
  const days = fieldsOf(act, situation, request.town).flatMap((one) =>
    one.kind === 'answer-day' ? [[one.name, answerBy(today, one.days).toString()]] : [],
  );
  return days.length === 0 ? {} : { proposed: Object.fromEntries(days) };
}

/**
 * The same for whoever has the receipt of an application without a name: its capability is all that is asked for, and
 * nothing is written about who it was, signed in or not.
 */
export async function placeByReceipt(asked: Request, options: ProcedureOptions): Promise<[Request, Place]> {
  const { db, now, url, params, query } = asked;
  const act = actAt(params['act'], 'citizen');
  const receipt = act?.receipt === true ? await findReceipt(asked) : undefined;
  const view = receipt?.byToken === true ? await caseOfReceipt(db, receipt.caseId) : undefined;
  if (act === undefined || view === undefined) throw new NotFound(`no act ${params['act']} by this receipt`);
  const service = await options.cases.catalogue.version(db, view.version);
  if (service.definition.signIn === 'none' && service.definition.anonymous) asked.forget();
  const request: Request = { ...asked, actor: { kind: 'anonymous' } };
  const address = { application: params['application'] ?? '', nyckel: query['nyckel'] ?? '' };
  return [
    request,
    {
      act,
      situation: await situationOf(db, { view, service }, request.actor, now),
      here: url('receipt.act', { ...address, act: act.path }),
      back: url('application.receipt', address),
    },
  ];
}

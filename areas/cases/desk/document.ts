import { transaction } from '#platform/database/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { documentAnswer, type OpenFile } from '../pages/document.tsx';
import { openUnread } from '../unread/unread.ts';
import { readForStaff } from './open.ts';

/** A document of a case, for an officer who may open the case; the look is logged, and what nobody of the unit had read is read. */
export async function deskDocument(request: Request, options: CasesOptions, openFile: OpenFile): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { db, actor, now: at, params } = request;
  const back = request.url('desk.case', { case: opened.view.id });
  const answer = await documentAnswer(request, options, openFile, { ...opened, frame: 'desk', back });
  if (actor.kind === 'staff' && answer.kind === 'page') {
    const read = { caseId: opened.view.id, document: params['document'] ?? '' };
    await transaction(db, (tx) => openUnread(tx, read, { party: actor.party, unit: actor.unit, at }));
  }
  return answer;
}

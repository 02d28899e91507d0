import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { showCase } from '../desk/case.tsx';
import { readForStaff } from '../desk/open.ts';
import type { CasesOptions } from '../mount.ts';
import { addComment, COMMENT_LIMIT, endOfComment, noteComment, removeComment } from './comments.ts';

/** Writes a comment, takes one's own away, or makes one a note of the file. */
export async function doComment(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { db, actor, now: at, fields, url, t } = request;
  const caseId = opened.view.id;
  if (actor.kind !== 'staff') throw new NotFound('staff only');
  const by = { party: actor.party, unit: actor.unit, at };
  const back = (place: string): Answer => ({
    kind: 'redirect',
    to: `${url('desk.case', { case: caseId })}#${place}`,
  });
  const [gone, noted] = [field(fields, 'bort', 36), field(fields, 'anteckna', 36)];
  const id = gone === '' ? noted : gone;
  if (id !== '') {
    const change = gone === '' ? noteComment : removeComment;
    const done = isUuid(id) && (await transaction(db, (tx) => change(tx, caseId, id, by)));
    const end = done || !isUuid(id) ? undefined : await endOfComment(db, caseId, id);
    if (!done && end === undefined) throw new NotFound(`no comment ${id} for this officer in case ${caseId}`);
    const own = end?.byParty === actor.party && end.how === (gone === '' ? 'noted' : 'removed');
    if (done || own || end === undefined) return back(gone === '' ? 'anteckningar' : 'kommentarer');
    const text = t(`cases.comment.was-${end.how}`, {
      name: end.by,
      at: (language) => formatDateTime(end.at, language),
    });
    return showCase(request, options, opened, { at: 'comment', text, typed: '', late: true });
  }
  const typed = field(fields, 'kommentar', COMMENT_LIMIT + 1);
  const wrong = (text: string) => showCase(request, options, opened, { at: 'comment', text, typed });
  if (typed === '') return wrong(t('cases.comment.empty'));
  if (typed.length > COMMENT_LIMIT) return wrong(t('cases.comment.long', { n: COMMENT_LIMIT }));
  const written = await transaction(db, (tx) => addComment(tx, caseId, typed, by));
  if (written) return back('kommentarer');
  return showCase(request, options, opened, { at: 'comment', text: t('cases.comment.closed'), typed, late: true });
}

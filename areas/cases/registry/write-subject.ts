import { transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { showCase } from '../desk/case.tsx';
import { readForStaff } from '../desk/open.ts';
import type { CasesOptions } from '../mount.ts';
import { addSubject, inRegistry, SUBJECT_LIMIT, subjectFault, subjectLine } from './subject.ts';

/** OSL 5 kap. 2 § p. 4: writes or corrects what the documents of the case concern, also when it is closed. */
export async function doSubject(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { db, actor, now: at, fields, url, t } = request;
  const caseId = opened.view.id;
  if (actor.kind !== 'staff') throw new NotFound('staff only');
  const { entered, persons } = await inRegistry(db, caseId);
  if (!entered) throw new NotFound(`case ${caseId} is in no registry`);
  const words = subjectLine(field(fields, 'arendemening', SUBJECT_LIMIT + 1));
  const fault = subjectFault(words, persons);
  if (fault !== undefined) {
    const text = t(`cases.subject.fault.${fault}`, { n: SUBJECT_LIMIT });
    return showCase(request, options, opened, { at: 'subject', text, typed: words });
  }
  await transaction(db, (tx) => addSubject(tx, { caseId, words, by: actor.party, unit: actor.unit, at }));
  return { kind: 'redirect', to: `${url('desk.case', { case: caseId })}#diariet` };
}

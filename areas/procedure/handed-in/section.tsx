import { sql } from 'kysely';
import { APPEAL, type CaseSubject, INSIGHT, REMAND, REQUEST } from '#areas/cases/index.ts';
import { Actions, DeskSection } from '#platform/design/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import type { ActName } from '../acts/act.ts';
import { items } from '../pages/sections.tsx';
import { situationOf } from '../situation.ts';

/** Beside a task that an act does and not the task itself: the acts that do it, where they may be done. */
export const dealtWithSections: readonly Section<CaseSubject | null>[] = [
  { place: 'desk-task', order: 6, load: besideTask },
];

/** What deals with what waits, by the form of the task. */
const DOES: { readonly [form: string]: readonly ActName[] } = {
  [APPEAL]: ['hand-over', 'dismiss-appeal', 'send-withdrawal'],
  [REQUEST]: ['refuse-request'],
  [REMAND]: ['decide-anew', 'board-decision', 'chair-decision'],
  [INSIGHT]: ['refuse-insight', 'show-party'],
};

async function besideTask(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined) return null;
  const { db, actor, now, t, params } = request;
  const { view, service } = subject;
  const { rows } = await sql<{ form: string }>`select t.form from runtime.task t where t.business_key = ${view.id}
    and t.id::text = ${params['task'] ?? ''}`.execute(db);
  const does = DOES[rows[0]?.form ?? ''];
  if (does === undefined) return null;
  const found = items(request, await situationOf(db, { view, service }, actor, now), 'staff', does);
  const possible = found.filter(({ href }) => href !== undefined);
  return possible.length === 0 ? null : (
    <DeskSection id="gor-sa" title={t('procedure.section')}>
      <Actions items={possible} />
    </DeskSection>
  );
}

import { sql } from 'kysely';
import { type CaseSubject, UNANSWERED } from '#areas/cases/index.ts';
import { Actions, DeskSection, SummaryList } from '#platform/design/index.ts';
import { formatDate, lawSpaces } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import type { ActName } from '../acts/act.ts';
import { ACTS } from '../acts/table.ts';
import { items } from '../pages/sections.tsx';
import { situationOf } from '../situation.ts';
import { type Unanswered, unansweredIn } from './awaited.ts';

/** What an officer who goes on without an answer reads beside the task: what was asked, of whom, and what was said to follow. */
export const unansweredSections: readonly Section<CaseSubject | null>[] = [
  { place: 'desk-task', order: 5, load: besideTask },
];

/** What goes on: a new day is given by asking anew. */
const NEXT: readonly ActName[] = ['dismiss', 'request-completion', 'communicate', 'register-opinion', 'end-opinion'];

async function besideTask(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined || !(await isOurs(request, subject.view.id))) return null;
  const { db, actor, now, t } = request;
  const { view, service } = subject;
  const out = await unansweredIn(db, view.id);
  if (out.length === 0) return null;
  const found = items(request, await situationOf(db, { view, service }, actor, now), 'staff', NEXT);
  return (
    <DeskSection id="utan-svar" title={t('procedure.unanswered.title')}>
      {out.map((one) => (
        <SummaryList rows={rowsOf(request, one)} />
      ))}
      <Actions items={found.filter(({ href }) => href !== undefined)} />
    </DeskSection>
  );
}

async function isOurs({ db, params }: Request, caseId: string): Promise<boolean> {
  const { rows } = await sql`select from runtime.task t where t.business_key = ${caseId}
    and t.form = ${sql.lit(UNANSWERED)} and t.id::text = ${params['task'] ?? ''}`.execute(db);
  return rows.length > 0;
}

function rowsOf({ t, language }: Request, { act, data, last, parties }: Unanswered) {
  const { basis: cited } = ACTS[act];
  const basis = typeof cited === 'string' ? ` (${lawSpaces(cited)})` : '';
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  return [
    row(t('procedure.unanswered.asked'), `${t(`procedure.act.${act}.done`)}${basis}`),
    row(t(`procedure.unanswered.${act}`), String(data[ASKED[act]])),
    row(t('procedure.completion.by'), formatDate(last, language)),
    row(t('procedure.unanswered.silent'), parties.join(', ')),
    // Nobody outside the case is told that anything follows.
    ...(act === 'ask-opinion' ? [] : [row(t('procedure.unanswered.told'), t(consequence(act, data)))]),
  ];
}

/** What each asks for, by the name that it is kept under. */
const ASKED = { 'request-completion': 'saknas', communicate: 'material', 'ask-opinion': 'fraga' } as const;

/** What the letter said would follow without an answer (FL 20 § st. 2): nothing else may. */
function consequence(act: Unanswered['act'], data: Unanswered['data']) {
  if (act === 'communicate') return 'procedure.completion.decided';
  return data['foljd'] === 'avvisas' ? 'procedure.completion.dismissed' : 'procedure.completion.decided';
}

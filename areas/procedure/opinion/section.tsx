import type { CaseSubject } from '#areas/cases/index.ts';
import { DeskSection, SummaryList } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { standingSeen } from '../pages/seen.ts';
import { type AskedOpinion, opinionsIn } from './asked.ts';

/** What was asked of somebody else in the case (FL 26 §), by when, and whether it has come. */
export const opinionSections: readonly Section<CaseSubject | null>[] = [{ place: 'desk-case', order: 4, load: onDesk }];

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, url } = request;
  const { view } = subject;
  const asked = opinionsIn(await standingSeen(request, view));
  if (asked.length === 0) return null;
  return (
    <DeskSection id="remisser" title={t('procedure.opinion.title')} note={String(asked.length)}>
      <SummaryList
        rows={asked.map((one) => ({
          key: { text: one.name },
          value: { text: stands(request, one) },
          actions: {
            items: [
              {
                href: url('desk.bundle', { case: view.id, act: one.act.id }),
                text: t('procedure.opinion.papers'),
                visuallyHiddenText: one.name,
              },
            ],
          },
        }))}
      />
    </DeskSection>
  );
}

function stands({ t, language }: Request, { standing, last, came }: AskedOpinion): string {
  const day = formatDate(standing === 'came' && came !== undefined ? came : last.toString(), language);
  return t(`procedure.opinion.standing.${standing}`, { day });
}

import type { CaseSubject } from '#areas/cases/index.ts';
import { Sheet } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { courtEnd, replacedByCourt } from '../court.ts';
import { situationSeen } from './seen.ts';

/** The judgment that took the place of what was decided: its heading, and what it came to, in sentences. */
async function replaced(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined) return null;
  const { t, language } = request;
  const { view, service } = subject;
  const data = replacedByCourt(await situationSeen(request, { view, service }))?.data;
  const end = data && courtEnd(data);
  if (data === undefined || end === undefined || end === 'avslag' || end === 'avskrivet') return null;
  const [court, number, holds] = ['domstol', 'malnummer', 'innebar'].map((name) => String(data[name] ?? ''));
  const day = formatDate(String(data['dag']), language);
  const judged = t('procedure.court.judged', { court: court ?? '', number: number ?? '', day });
  return {
    title: t(`procedure.court.title.${end}`),
    said: [judged, t(`procedure.court.end.${end}`), holds ?? ''].join(' '),
  };
}

/** For a party, above what was decided: that it holds no longer, and what does. */
export async function replacedForParty(request: Request, subject: CaseSubject | null) {
  const found = await replaced(request, subject);
  return found === null ? null : (
    <Sheet id="domstolen" title={found.title}>
      <p class="govuk-body">{found.said}</p>
    </Sheet>
  );
}

/** At the decisions of a case on the desk. */
export async function replacedOnDesk(request: Request, subject: CaseSubject | null) {
  const found = await replaced(request, subject);
  return found === null ? null : (
    <p class="govuk-body">
      <strong>{found.title}.</strong> {found.said}
    </p>
  );
}

import { type CaseSubject, documentName } from '#areas/cases/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { mandatesOf } from '../acts/mandate.ts';
import { standingSeen } from './seen.ts';

/** FL 15 §: beside the parties, what the power of attorney of each agent covers, how it was shown and when; or that none is noted. */
export async function mandates(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, language } = request;
  const standing = await standingSeen(request, subject.view);
  const noted = mandatesOf(standing);
  const agents = standing.view.parties.filter(({ role }) => role === 'agent');
  if (agents.length === 0) return null;
  const how = (data: { readonly [name: string]: unknown }): string => {
    const document = standing.file.documents.find(({ id }) => id === data['document']);
    if (document !== undefined) return documentName(request, document);
    return t(data['visad'] === 'spoken' ? 'procedure.mandate.spoken' : 'procedure.mandate.paper');
  };
  return (
    <>
      {agents.map(({ party, name }) => {
        const data = noted.find(({ forParty }) => forParty === party)?.data;
        if (data === undefined) return <p class="govuk-body-s">{t('procedure.mandate.none', { name })}</p>;
        const day = formatDate(String(data['dag']), language);
        return (
          <p class="govuk-body-s">
            {t('procedure.mandate.noted', { name, day, how: how(data), covers: String(data['omfattning']) })}
          </p>
        );
      })}
    </>
  );
}

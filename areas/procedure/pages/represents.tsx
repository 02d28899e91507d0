import { type CaseSubject, caseFile } from '#areas/cases/index.ts';
import { Section } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import { agentsFor, spokenFor } from '../agents.ts';

/** FL 14 §: who speaks for the party that reads, or whom she speaks for herself. */
export async function represents(request: Request, subject: CaseSubject | null) {
  const { db, actor, now, t } = request;
  if (subject === null || actor.kind !== 'citizen') return null;
  const { view } = subject;
  const file = await caseFile(db, view.id);
  const nameOf = (party: string) => {
    const one = view.parties.find((each) => each.party === party);
    return one === undefined || one.protected ? t('procedure.represents.somebody') : one.name;
  };
  const said = [
    ...agentsFor({ file }, actor.principal).map((agent) => t('procedure.represents.for-you', { name: nameOf(agent) })),
    ...spokenFor({ file }, actor.principal, now).map((one) => t('procedure.represents.you-are', { name: nameOf(one) })),
  ];
  if (said.length === 0) return null;
  return (
    <Section id="ombud" title={t('procedure.represents.title')}>
      {said.map((text) => (
        <p class="govuk-body">{text}</p>
      ))}
    </Section>
  );
}

import { type CaseFile, type CaseSubject, caseFile } from '#areas/cases/index.ts';
import { DeskSection } from '#platform/design/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { canBeCopied, findCase } from '../find.ts';
import { REQUEST_SERVICE } from '../mount.ts';
import { Documents } from './documents.tsx';
import { Find } from './find.tsx';

/** On the officer's case page: the documents of the case, each to be copied without what is secret. */
export const maskSection: Section<CaseSubject | null> = { place: 'desk-case', order: 9, load: onDesk };

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, db, url } = request;
  const { documents } = await caseFile(db, subject.view.id);
  const isCopy = ({ kind }: CaseFile['documents'][number]) => kind === 'masked' || kind === 'released';
  const sources = documents.filter(canBeCopied);
  const { id, number, service, closedAt } = subject.view;
  const asks = service === REQUEST_SERVICE && closedAt === null;
  const copies = documents.filter(isCopy);
  if (sources.length === 0 && copies.length === 0 && !asks) return null;
  const opens = (document: string) => url('desk.document', { case: subject.view.id, document });
  const masks = (document: string) => url('desk.mask', { case: subject.view.id, document });
  return (
    <DeskSection id="maskera" title={t('disclosure.section.title')} note={String(copies.length)}>
      {copies.length === 0 ? null : (
        <Documents request={request} caption={t('disclosure.section.title')} documents={copies} to={opens} />
      )}
      {asks ? <Find request={request} asking={{ id, number }} found={await findCase(request)} /> : null}
      {sources.length === 0 ? null : (
        <>
          <h3 class="govuk-heading-s">{t('disclosure.section.make')}</h3>
          <Documents request={request} caption={t('disclosure.section.make')} documents={sources} to={masks} />
        </>
      )}
    </DeskSection>
  );
}

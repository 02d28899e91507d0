import { type CaseFile, type CaseSubject, caseFile } from '#areas/cases/index.ts';
import { DeskSection, DeskTable } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';

/** On the officer's case page: the documents of the case, each to be copied without what is secret. */
export const maskSection: Section<CaseSubject | null> = { place: 'desk-case', order: 9, load: onDesk };

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t, db, url } = request;
  const { documents } = await caseFile(db, subject.view.id);
  const isCopy = ({ kind }: CaseFile['documents'][number]) => kind === 'masked' || kind === 'released';
  const sources = documents.filter((one) => !isCopy(one) && one.standing === null);
  const copies = documents.filter(isCopy);
  if (sources.length === 0 && copies.length === 0) return null;
  const opens = (document: string) => url('desk.document', { case: subject.view.id, document });
  const masks = (document: string) => url('desk.mask', { case: subject.view.id, document });
  return (
    <DeskSection id="maskera" title={t('disclosure.section.title')} note={String(copies.length)}>
      {copies.length === 0 ? null : (
        <Documents request={request} caption={t('disclosure.section.title')} documents={copies} to={opens} />
      )}
      {sources.length === 0 ? null : (
        <>
          <h3 class="govuk-heading-s">{t('disclosure.section.make')}</h3>
          <Documents request={request} caption={t('disclosure.section.make')} documents={sources} to={masks} />
        </>
      )}
    </DeskSection>
  );
}

function Documents(props: {
  readonly request: Request;
  readonly caption: string;
  readonly documents: CaseFile['documents'];
  readonly to: (document: string) => string;
}) {
  const { request, caption, documents, to } = props;
  const { t, language } = request;
  return (
    <DeskTable
      caption={caption}
      columns={[{ text: t('disclosure.section.document') }, { text: t('disclosure.section.day'), numeric: true }]}
      rows={documents.map((document) => ({
        cells: [
          <a class="govuk-link" href={to(document.id)}>
            {document.title}
          </a>,
          formatDate(document.at, language, { short: true }),
        ],
      }))}
    />
  );
}

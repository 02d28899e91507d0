import type { CaseFile } from '#areas/cases/index.ts';
import { DeskTable } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

/** Documents of a case, each a way to somewhere. */
export function Documents(props: {
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

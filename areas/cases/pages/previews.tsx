import { Details, Thumb } from '#platform/design/index.ts';
import { hasPreview } from '#platform/files/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { DocumentRow } from '../queries/file.ts';

export interface PreviewsProps {
  readonly request: Pick<Request, 't'>;
  readonly documents: readonly DocumentRow[];
  /** Address of a document. */
  address(document: string): string;
}

/** The first pages of what people have sent, folded away: a picture is fetched, and the look noted, when they are unfolded. */
export function Previews({ request: { t }, documents, address }: PreviewsProps) {
  const shown = documents.filter(({ fileType, standing }) => standing === null && hasPreview(fileType ?? ''));
  if (shown.length === 0) return null;
  return (
    <Details
      summaryText={t('cases.document.previews', { count: shown.length })}
      html={
        <ul class="t-thumbs">
          {shown.map(({ id, title }) => (
            <li>
              <Thumb
                small={`${address(id)}?bild=liten`}
                large={`${address(id)}?bild=stor`}
                alt={t('cases.document.preview', { title })}
              />
              {title}
            </li>
          ))}
        </ul>
      }
    />
  );
}

import { releasedFiles } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { Columns } from '#platform/design/index.ts';
import { type FileStore, openFile } from '#platform/files/index.ts';
import { formatDate, formatNumber } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { fileName } from './enclose.ts';
import { linkOf } from './link.ts';

/** Which of the files is asked for: the first is 1. */
const FILE = 'fil';

/**
 * What a mail's link leads to: the released documents, for whoever has the link. Nothing is noted of who that is
 * (TF 2 kap. 18 §). One that has ended and one that never was are told the same.
 */
export async function releasedPage(request: Request, { files: store }: { readonly files: FileStore }): Promise<Answer> {
  const { db, params, query, t, language, town } = request;
  request.forget();
  const secret = params['secret'] ?? '';
  const link = await linkOf(db, secret, Temporal.Now.instant().toString());
  const files = link === undefined ? [] : await releasedFiles(db, link.caseId, link.documents);
  const wanted = files[Number(query[FILE]) - 1];
  if (wanted !== undefined)
    return { kind: 'file', type: wanted.type, name: fileName(wanted), body: await openFile(store, wanted.sha256) };
  const title = t(files.length === 0 ? 'inbox.released.over' : 'inbox.released.title');
  return {
    kind: 'page',
    status: files.length === 0 ? 404 : 200,
    frame: 'citizen',
    personal: true,
    title,
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{title}</h1>
        {link === undefined || files.length === 0 ? (
          <p class="govuk-body">{t('inbox.released.ask', { phone: town.contact.phone, email: town.contact.email })}</p>
        ) : (
          <>
            <p class="govuk-body">
              {t('inbox.released.until', {
                day: formatDate(legalDay(Temporal.Instant.from(link.ends)).toString(), language),
              })}
            </p>
            <ul class="govuk-list govuk-list--spaced">
              {files.map((file, index) => (
                <li>
                  <a class="govuk-link" href={`?${FILE}=${index + 1}`} download>
                    {t('inbox.released.file', {
                      name: file.title,
                      size: formatNumber((file.size / 1e6).toFixed(1), language),
                    })}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </Columns>
    ),
  };
}

import type { Stop } from '@torget/form';
import { AskOne } from '#areas/feedback/index.ts';
import { BackLink, Columns } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Opened } from '../owner.ts';
import { Words } from '../questions/words.tsx';
import { pageUrl } from '../way.ts';

/** Why one cannot go on, what one can do instead, and the way back to the answer. */
export function stopPage(
  request: Request,
  { draft }: Opened,
  { stop, after }: { readonly stop: Stop; readonly after: string },
): Answer {
  const { t, language, town, url } = request;
  const back = pageUrl(request, draft, after);
  return {
    kind: 'page',
    frame: 'form',
    draft: true,
    title: text(stop.title, language),
    body: (
      <>
        <BackLink href={back} />
        <Columns>
          <h1 class="govuk-heading-xl">
            <Words text={stop.title} language={language} />
          </h1>
          <p class="govuk-body-l">
            <Words text={stop.text} language={language} />
          </p>
          {stop.link === undefined ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={linkOf(stop.link) ?? url('service', { service: draft.service })}>
                {t('applications.stop.more')}
              </a>
            </p>
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={back}>
              {t('applications.stop.back')}
            </a>
          </p>
          <p class="govuk-body">{town.contact.phone}</p>
          <AskOne request={request} service={draft.service} place="stop" />
        </Columns>
      </>
    ),
  };
}

/** A link of a form leads into the town's own pages or to https: nothing else is a link. */
function linkOf(link: string): string | undefined {
  return /^(\/(?!\/)|https:\/\/)/.test(link) ? link : undefined;
}

import { Actions, Section } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Section as Part, Request } from '#platform/web/index.ts';
import { deletedOn, draftsOf } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';

/** What the person has begun and not sent, on Mina sidor. Nobody else sees it, staff included. */
export function draftsSection<Subject>(options: ApplicationsOptions): Part<Subject> {
  return { place: 'mina-sidor', order: 20, load: (request) => load(request, options) };
}

async function load(request: Request, { catalogue }: ApplicationsOptions) {
  const { t, language, url, actor, now } = request;
  const drafts = await draftsOf(request.db, actor, now);
  if (drafts.length === 0) return null;
  const services = await Promise.all(drafts.map((draft) => catalogue.version(request.db, draft.version)));
  return (
    <Section id="utkast" title={t('applications.drafts.title')}>
      <Actions
        items={drafts.map((draft, index) => {
          const address = { service: draft.service, draft: draft.id };
          const title = services[index]?.definition.title;
          return {
            text: title === undefined ? draft.service : text(title, language),
            href: url('application.check', address),
            about: (
              <>
                {draft.assisted === null ? null : <>{t('applications.assist.yours')} </>}
                {t('applications.drafts.saved', {
                  date: (language) => formatDate(draft.updated, language),
                  gone: (language) => formatDate(deletedOn(draft), language),
                })}{' '}
                <a class="govuk-link" href={url('application.delete', address)}>
                  {t('applications.drafts.remove')}
                </a>
              </>
            ),
          };
        })}
      />
    </Section>
  );
}

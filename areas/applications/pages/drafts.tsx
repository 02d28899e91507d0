import { Actions, Section } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Section as Part, Request } from '#platform/web/index.ts';
import { type Draft, deletedOn, draftsOf } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';

/** What the person has begun and not sent, on Mina sidor. Nobody else sees it, staff included. */
export function draftsSection<Subject>(options: ApplicationsOptions): Part<Subject> {
  return { place: 'mina-sidor', order: 20, load: (request) => load(request, options) };
}

async function load(request: Request, { catalogue }: ApplicationsOptions) {
  const drafts = await draftsOf(request.db, request.actor, request.now);
  if (drafts.length === 0) return null;
  const items = drafts.map(async (draft) =>
    draftItem(request, { catalogue }, draft, await catalogue.readable(request.db, draft.version)),
  );
  return (
    <Section id="utkast" title={request.t('applications.drafts.title')}>
      <Actions items={await Promise.all(items)} />
    </Section>
  );
}

/** A draft in a list: where it goes on, and that it can be deleted; which is all where its version cannot be read. */
export function draftItem(
  request: Request,
  { catalogue }: Pick<ApplicationsOptions, 'catalogue'>,
  draft: Draft,
  service: Service | undefined,
) {
  const { t, language, url, actor } = request;
  const address = { service: draft.service, draft: draft.id };
  const title = service?.definition.title ?? catalogue.find(draft.service)?.definition.title;
  const saved = t('applications.drafts.saved', {
    date: (language) => formatDate(draft.updated, language),
    gone: (language) => formatDate(deletedOn(draft), language),
  });
  const remove = (
    <a class="govuk-link" href={url('application.delete', address)}>
      {t('applications.drafts.remove')}
    </a>
  );
  const name = title === undefined ? draft.service : text(title, language);
  if (service === undefined) {
    const about = (
      <>
        {t('applications.gone.draft')} {saved} {remove}
      </>
    );
    return { text: name, about };
  }
  const href = url('application.check', address);
  if (actor.kind === 'staff') return { text: name, href, about: saved };
  const about = (
    <>
      {draft.assisted === null ? null : <>{t('applications.assist.yours')} </>}
      {saved} {remove}
    </>
  );
  return { text: name, href, about };
}

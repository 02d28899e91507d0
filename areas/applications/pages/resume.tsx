import { sql } from 'kysely';
import { Button, Columns } from '#platform/design/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { type Draft, deletedOn } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { mayBeTraceless } from '../owner.ts';
import { codeOf, secretOf } from '../saving/link.ts';
import { parkedBy } from '../saving/park.ts';
import { secretHash } from '../secret.ts';
import { toReceipt } from '../sent.ts';
import { checkUrl } from '../way.ts';
import { cookieOf } from './save.tsx';

/** What a link of an e-mail opens. Looking at it changes nothing: mail servers look at links too. */
export async function showResume(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const secret = secretOf(request.query['nyckel']);
  const draft = secret === undefined ? undefined : await parkedBy(request.db, secret, request.now);
  if (secret === undefined || draft === undefined) return sentOrGone(request, secret);
  const { t, language, csrf, url } = request;
  const service = await options.catalogue.readable(request.db, draft.version);
  if (mayBeTraceless(draft, service)) request.forget();
  const title = t(service === undefined ? 'applications.gone.resume' : 'applications.resume.title');
  const matter = service?.definition.title ??
    options.catalogue.find(draft.service)?.definition.title ?? { sv: draft.service };
  return {
    kind: 'page',
    frame: 'form',
    personal: true,
    title,
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">
          <span class="govuk-caption-xl">{text(matter, language)}</span> {title}
        </h1>
        <p class="govuk-body-l">
          {t('applications.resume.about', {
            saved: (language) => formatDateTime(draft.updated, language),
            gone: (language) => formatDate(deletedOn(draft), language),
          })}
        </p>
        {service === undefined ? <p class="govuk-body">{t('applications.gone.draft')}</p> : null}
        <form method="post" action={url('application.resume', { nyckel: codeOf(secret) })} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <div class="govuk-button-group">
            {service === undefined ? null : (
              <Button text={t('applications.resume.go-on')} name="act" value="continue" preventDoubleClick />
            )}
            <Button
              text={t('applications.resume.delete')}
              name="act"
              value="delete"
              classes="govuk-button--secondary"
              preventDoubleClick
            />
          </div>
        </form>
      </Columns>
    ),
  };
}

/** Gives this browser the draft, and leads to where it stands; or to where it is deleted. */
export async function resume(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const secret = secretOf(request.query['nyckel']);
  const draft = secret === undefined ? undefined : await parkedBy(request.db, secret, request.now);
  if (secret === undefined || draft === undefined) return sentOrGone(request, secret);
  const service = await options.catalogue.readable(request.db, draft.version);
  if (mayBeTraceless(draft, service)) request.forget();
  const cookies = [cookieOf({ service }, draft.id, secret)];
  return { kind: 'redirect', to: whereTo(request, draft, service === undefined), cookies };
}

function whereTo(request: Request, draft: Draft, gone: boolean): string {
  const { typed, service, id } = draft;
  if (gone || field(request.fields, 'act', 10) === 'delete')
    return request.url('application.delete', { service, draft: id });
  // What was typed and not yet accepted stands on its own page; anything else where the journey says.
  if (typed !== null) return request.url('application.page', { service, draft: id, page: typed.page });
  return checkUrl(request, draft);
}

/** Sent since: the receipt. Otherwise the link is wrong, too old, or another has been sent after it: one page for all. */
async function sentOrGone(request: Request, secret: string | undefined): Promise<Answer> {
  if (secret !== undefined) {
    const { rows } = await sql<{ id: string; draft: string }>`select id, draft_id as draft
      from applications.application where secret_hash = ${secretHash(secret)}`.execute(request.db);
    const sent = rows[0];
    if (sent !== undefined) return toReceipt(request, { actor: request.actor, secret }, sent.draft, sent.id);
  }
  const { t, town, url } = request;
  const title = t('applications.resume.gone-title');
  return {
    kind: 'page',
    status: 404,
    frame: 'citizen',
    title,
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{t('applications.resume.gone')}</p>
        <ul class="govuk-list govuk-list--bullet">
          {(['old', 'newer', 'cut'] as const).map((why) => (
            <li>{t(`applications.resume.${why}`)}</li>
          ))}
        </ul>
        <p class="govuk-body">
          <a class="govuk-link" href={url('start')}>
            {t('applications.resume.start')}
          </a>
        </p>
        <p class="govuk-body">{t('applications.resume.call', { phone: town.contact.phone })}</p>
      </Columns>
    ),
  };
}

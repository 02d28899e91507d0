import { BackLink, Button, Columns, ErrorSummary, Input, NotificationBanner, Panel } from '#platform/design/index.ts';
import { isAddress } from '#platform/messages/index.ts';
import { isAnswered, paymentOf } from '#platform/payments/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, type Cookie, field, type Request } from '#platform/web/index.ts';
import { type Draft, deletedOn } from '../draft.ts';
import type { ApplicationsOptions, LinkMail } from '../mount.ts';
import { isTraceless, type Opened, openDraft, ownerOf } from '../owner.ts';
import type { MailLimits } from '../saving/limits.ts';
import { codeOf } from '../saving/link.ts';
import { park } from '../saving/park.ts';
import { draftCookie } from '../secret.ts';
import { elsewhere } from '../sent.ts';
import { checkUrl } from '../way.ts';
import { COOKIE_SECONDS } from './start.tsx';

/** Set in the address once a link has been sent. */
const SENT = 'skickat';

export function saveUrl(request: Request, draft: Draft, more: { readonly [name: string]: string } = {}): string {
  return request.url('application.save', { service: draft.service, draft: draft.id, ...more });
}

/** Whether a draft can be saved by e-mail: one of a person who is signed in, or that an officer enters, is saved already. */
export function canSave(draft: Draft, { mailLink }: Pick<ApplicationsOptions, 'mailLink'>): boolean {
  return draft.party === null && draft.assistedBy === null && mailLink !== undefined;
}

/** The cookie that opens a draft in this browser; where the service keeps no names it ends with the browser. */
export function cookieOf(
  { service }: { readonly service: Service | undefined },
  draft: string,
  secret: string,
): Cookie {
  return {
    name: draftCookie(draft),
    value: secret,
    ...(service === undefined || isTraceless(service) ? {} : { maxAge: COOKIE_SECONDS }),
  };
}

/** Asks where the link is to go; or says that it is on its way. */
export async function showSave(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  if (!canSave(opened.draft, options)) return { kind: 'redirect', to: checkUrl(request, opened.draft) };
  return request.query[SENT] === undefined ? page(request, opened, 'ask') : sentPage(request, opened);
}

/**
 * Seals the draft under a new secret and sends the link. The answer is the same whoever the address belongs to, and says
 * nothing of whether it has other drafts: nothing of it is kept.
 */
export async function save(request: Request, options: ApplicationsOptions, limits: MailLimits): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const { draft } = opened;
  const { mailLink } = options;
  if (!canSave(draft, options) || mailLink === undefined) return { kind: 'redirect', to: checkUrl(request, draft) };
  const paying = await paymentOf(request.db, draft.id);
  // The order was made by what the draft was then; until it has an answer nothing of it changes.
  if (paying?.events.includes('ordered') && !isAnswered(paying))
    return { kind: 'redirect', to: request.url('application.pay', { service: draft.service, draft: draft.id }) };
  const to = field(request.fields, 'epost', 254);
  if (!isAddress(to)) return page(request, opened, 'address');
  if (!limits.allow(to, draft.id, Temporal.Now.instant().epochMilliseconds)) return page(request, opened, 'often');
  const secret = await park(request.db, ownerOf(request), draft.id, request.now);
  if (secret === undefined) return elsewhere(request);
  const cookies = [cookieOf(opened, draft.id, secret)];
  const sent = await mailLink(mailOf(request, to, { ...draft, updated: request.now }, secret));
  if (sent === 'failed') return { ...page(request, opened, 'failed'), cookies };
  return { kind: 'redirect', to: saveUrl(request, draft, { [SENT]: 'ja' }), cookies };
}

function mailOf(request: Request, to: string, draft: Draft, secret: string): LinkMail {
  const path = request.url('application.resume', { nyckel: codeOf(secret) });
  return { to, path, language: request.language, until: deletedOn(draft) };
}

type How = 'ask' | 'address' | 'often' | 'failed';
const STATUS = { ask: 200, address: 422, often: 429, failed: 503 } as const;

function page(request: Request, { draft }: Opened, how: How): Extract<Answer, { kind: 'page' }> {
  const { t, csrf } = request;
  const title = t('applications.save.title');
  const wrong = how === 'address' ? { errorMessage: { text: t('applications.save.bad-address') } } : {};
  return {
    kind: 'page',
    status: STATUS[how],
    frame: 'form',
    draft: true,
    personal: true,
    title,
    body: (
      <>
        <BackLink href={checkUrl(request, draft)} />
        <Columns>
          {how === 'address' ? (
            <ErrorSummary
              titleText={t('applications.page.errors', { n: 1 })}
              errorList={[{ text: t('applications.save.bad-address'), href: '#epost' }]}
            />
          ) : null}
          {how === 'often' || how === 'failed' ? (
            <NotificationBanner titleText={t('applications.check.important')} text={t(`applications.save.${how}`)} />
          ) : null}
          <h1 class="govuk-heading-xl">{title}</h1>
          <p class="govuk-body-l">
            {t('applications.save.about', {
              gone: (language) => formatDate(deletedOn({ ...draft, updated: request.now }), language),
            })}
          </p>
          <form method="post" action={saveUrl(request, draft)} novalidate>
            <input type="hidden" name="_csrf" value={csrf} />
            <Input
              id="epost"
              name="epost"
              type="email"
              autocomplete="email"
              spellcheck={false}
              label={{ text: t('applications.save.address') }}
              hint={{ text: t('applications.save.address-hint') }}
              value={field(request.fields, 'epost', 254)}
              {...wrong}
            />
            <div class="govuk-button-group">
              <Button text={t('applications.save.send')} preventDoubleClick />
              <a class="govuk-link" href={checkUrl(request, draft)}>
                {t('applications.save.back')}
              </a>
            </div>
          </form>
        </Columns>
      </>
    ),
  };
}

function sentPage(request: Request, { draft }: Opened): Answer {
  const { t } = request;
  const title = t('applications.save.sent-title');
  return {
    kind: 'page',
    frame: 'form',
    personal: true,
    title,
    body: (
      <Columns>
        <Panel titleText={title} />
        <p class="govuk-body-l">
          {t('applications.save.sent', { gone: (language) => formatDate(deletedOn(draft), language) })}
        </p>
        <p class="govuk-body">{t('applications.save.only')}</p>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={saveUrl(request, draft)}>
              {t('applications.save.again')}
            </a>
          </li>
          <li>
            <a class="govuk-link" href={checkUrl(request, draft)}>
              {t('applications.save.back')}
            </a>
          </li>
        </ul>
      </Columns>
    ),
  };
}

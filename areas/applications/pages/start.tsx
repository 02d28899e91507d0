import { BackLink, Button, Columns } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime, type TextKey, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { mustBeAssured } from '../assured.ts';
import { beginDraft } from '../begin.ts';
import { draftsOf, hasBegun } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { isTraceless } from '../owner.ts';
import { draftCookie } from '../secret.ts';

/** Real seconds that a draft's cookie lives: as long as the draft. */
export const COOKIE_SECONDS = 30 * 24 * 3600;

function offered(request: Request, { catalogue }: ApplicationsOptions): Service {
  const service = catalogue.find(request.params['service'] ?? '');
  if (service === undefined) throw new NotFound('no such service is offered');
  return service;
}

function signIn(request: Request, service: Service): Answer {
  return {
    kind: 'redirect',
    to: request.url('sign-in', { till: request.url('service.start', { service: service.id }) }),
  };
}

/** The button of the service page. Whoever has a draft of the service is asked whether to go on with it. */
export async function start(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const service = offered(request, options);
  const { actor } = request;
  const { signIn: how } = service.definition;
  if (how === 'required' && actor.kind !== 'citizen') return signIn(request, service);
  mustBeAssured(actor, service);
  if (how !== 'none' && actor.kind === 'citizen') {
    if (request.fields['ny'] === undefined && (await hasBegun(request, service.id)))
      return { kind: 'redirect', to: request.url('service.start', { service: service.id }) };
    const { id } = await beginDraft(request, options, service);
    begun(request, options, service);
    return { kind: 'redirect', to: firstPage(request, service, id) };
  }
  return startWithoutName(request, options, service);
}

/** A draft that nothing but its secret leads to. Where the service keeps no names, the cookie ends with the browser. */
async function startWithoutName(request: Request, options: ApplicationsOptions, service: Service): Promise<Answer> {
  const traceless = isTraceless(service);
  if (traceless) request.forget();
  const { id, owner } = await beginDraft(request, options, service);
  begun(request, options, service);
  const value = owner.secret ?? '';
  const cookie = { name: draftCookie(id), value, ...(traceless ? {} : { maxAge: COOKIE_SECONDS }) };
  return { kind: 'redirect', to: firstPage(request, service, id), cookies: [cookie] };
}

function begun(request: Request, { happened }: ApplicationsOptions, service: Service): void {
  happened?.({ service: service.id, version: service.hash, kind: 'start' }, request.now);
}

function firstPage(request: Request, service: Service, draft: string): string {
  const page = service.form.pages[0]?.id ?? '';
  return request.url('application.page', { service: service.id, draft, page });
}

const FACTS: readonly string[] = ['person', 'identity', 'household', 'children', 'income', 'assistance', 'childcare'];

/** The register facts in words: `namn och adress, dina barn`. */
function factsText(request: Request, service: Service): string {
  const key = (name: string): TextKey => `applications.start.facts.${FACTS.includes(name) ? name : 'other'}` as TextKey;
  return [...new Set(service.definition.facts.map((name) => request.t(key(name))))].join(', ');
}

/** After signing in: who one is, what will be fetched, and drafts that are already begun. */
export async function showStart(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const service = offered(request, options);
  const { actor, t, language, url } = request;
  if (actor.kind !== 'citizen') {
    if (service.definition.signIn === 'required') return signIn(request, service);
    return { kind: 'redirect', to: url('service', { service: service.id }) };
  }
  mustBeAssured(actor, service);
  const drafts = await draftsOf(request.db, actor, request.now, service.id);
  const facts = factsText(request, service);
  const title = t('applications.start.title', { service: text(service.definition.title, language) });
  return {
    kind: 'page',
    frame: 'form',
    title,
    body: (
      <>
        <BackLink href={url('service', { service: service.id })} />
        <Columns>
          <h1 class="govuk-heading-xl">
            {t(drafts.length > 0 ? 'applications.start.continue-title' : 'applications.start.heading')}
          </h1>
          <p class="govuk-body-l">{t('applications.start.as', { name: actor.name })}</p>
          {drafts.map((draft, index) => (
            <p class="govuk-body">
              <a class="govuk-link" href={url('application.check', { service: draft.service, draft: draft.id })}>
                {t(drafts.length > 1 ? 'applications.start.continue-one' : 'applications.start.continue', {
                  n: index + 1,
                  date: (language) => formatDateTime(draft.updated, language),
                })}
              </a>
            </p>
          ))}
          {facts === '' ? null : <p class="govuk-body">{t('applications.start.fetches', { facts })}</p>}
          <form method="post" action={url('service.start', { service: service.id })} novalidate>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <Button
              text={t(drafts.length > 0 ? 'applications.start.begin-new' : 'applications.start.begin')}
              name="ny"
              value="ja"
              isStartButton={drafts.length === 0}
              classes={drafts.length > 0 ? 'govuk-button--secondary' : ''}
              preventDoubleClick
            />
          </form>
        </Columns>
      </>
    ),
  };
}

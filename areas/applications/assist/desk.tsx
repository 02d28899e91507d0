import { logLook, type PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  Actions,
  Button,
  DeskPage,
  DeskSection,
  DeskTitle,
  ErrorSummary,
  Input,
  NotificationBanner,
  Radios,
} from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { freshParty } from '#platform/identity/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { assistedDrafts } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { draftItem } from '../pages/drafts.tsx';
import { type Assisted, beginAssisted, CHANNELS, IDENTITIES, mayAssist, sentFor } from './assist.ts';
import { type Fault, readLetter } from './letter.ts';
import { LetterFields } from './letter-fields.tsx';

/** In the address after something was sent, or handed over. */
export const DONE = 'klart';
export const HANDED = 'lamnat';

/** What the officer's own unit works with and a person is signed in for; where nobody signs in the form is open to all. */
function servicesOf({ actor }: Request, { catalogue }: ApplicationsOptions): readonly Service[] {
  const unit = actor.kind === 'staff' ? actor.unit : '';
  return (catalogue.offered ?? []).filter(
    ({ definition }) => definition.owner.unit === unit && definition.signIn !== 'none',
  );
}

export async function showAssist(request: Request, options: ApplicationsOptions): Promise<Answer> {
  return page(request, options, []);
}

/** Begins to fill in for somebody: which service, who it is, how she came and how that is known. */
export async function assist(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const { fields, url, t } = request;
  const service = servicesOf(request, options).find(({ id }) => id === field(fields, 'tjanst', 100));
  const channel = CHANNELS.find((each) => each === field(fields, 'hur', 20));
  const identity = IDENTITIES.find((each) => each === field(fields, 'legitimation', 20));
  const number = field(fields, 'nummer', 20).replace(/[\s\u2010-\u2015-]/g, '');
  const paper = channel === 'letter' ? await readLetter(request, options) : { faults: [] };
  const faults = [
    ...[
      ...(service === undefined ? (['tjanst'] as const) : []),
      ...(/^\d{12}$/.test(number) ? [] : (['nummer'] as const)),
      ...(channel === undefined ? (['hur'] as const) : []),
    ].map((name) => ({ field: name, text: t(`applications.assist.mend.${name}`) })),
    ...paper.faults,
    ...(knows(channel, identity) ? [] : [{ field: 'legitimation', text: t('applications.assist.mend.legitimation') }]),
  ];
  if (service === undefined || channel === undefined || identity === undefined || faults.length > 0)
    return page(request, options, faults);
  const letter = paper.letter === undefined ? {} : { letter: paper.letter };
  const party = await partyOf(request, number);
  const draft = party && (await beginAssisted(request, options, service, party, { channel, identity, ...letter }));
  // Nobody such, somebody near, protected: said alike, so that nothing is told of anybody.
  if (draft === undefined)
    return page(request, options, [{ field: 'nummer', text: t('applications.assist.mend.not') }]);
  const first = service.form.pages[0]?.id ?? '';
  return { kind: 'redirect', to: url('application.page', { service: service.id, draft, page: first }) };
}

/** A signature on paper says who it is of a paper application alone, and nobody shows a document by letter. */
function knows(channel: Assisted['channel'] | undefined, identity: Assisted['identity'] | undefined): boolean {
  if (identity === 'paper') return channel === 'letter';
  return identity !== undefined && !(identity === 'document' && channel === 'letter');
}

/**
 * The person with this number, as the register has her now: protected or not.
 * @returns undefined for what is no number, and for numbers that no register knows
 */
async function partyOf({ db, town, now }: Request, number: string): Promise<PartyId | undefined> {
  if (town.registers !== undefined && town.registers.person(number) === undefined) return undefined;
  try {
    return await transaction(db, (tx) => freshParty(tx, town, number, Temporal.Instant.from(now)));
  } catch (error) {
    if (error instanceof TorgetError && error.code === 'no-identity-number') return undefined;
    throw error;
  }
}

async function page(request: Request, options: ApplicationsOptions, faults: readonly Fault[]): Promise<Answer> {
  const { t, query, db, actor } = request;
  const done = query[DONE] === undefined ? undefined : await sentFor(db, actor, query[DONE]);
  const services = servicesOf(request, options);
  const begun = await begunList(request, options);
  return {
    kind: 'page',
    status: faults.length > 0 ? 422 : 200,
    frame: 'desk',
    title: t('applications.assist.title'),
    navigation: 'assist',
    body: (
      <DeskPage>
        {faults.length === 0 ? null : (
          <ErrorSummary
            titleText={t('applications.page.errors', { n: faults.length })}
            errorList={faults.map((fault) => ({ text: fault.text, href: `#${fault.field}` }))}
          />
        )}
        {done === undefined && query[HANDED] === undefined ? null : (
          <NotificationBanner
            titleText={t('applications.check.important')}
            text={done === undefined ? t('applications.assist.handed') : said(request, done)}
          />
        )}
        <DeskTitle title={t('applications.assist.title')}>{t('applications.assist.about')}</DeskTitle>
        {begun}
        <DeskSection id="borja" title={t('applications.assist.begin')}>
          {services.length === 0 ? (
            <p class="govuk-body">{t('applications.assist.none')}</p>
          ) : (
            <Begin request={request} services={services} faults={faults} />
          )}
        </DeskSection>
      </DeskPage>
    ),
  };
}

/** What was sent: the person is told the number, or, of what came on paper, by letter. */
function said({ t }: Request, { channel, ...done }: NonNullable<Awaited<ReturnType<typeof sentFor>>>): string {
  return t(channel === 'letter' ? 'applications.assist.registered' : 'applications.assist.sent', done);
}

interface BeginProps {
  readonly request: Request;
  readonly services: readonly Service[];
  readonly faults: readonly Fault[];
}

function Begin({ request, services, faults }: BeginProps) {
  const { t, csrf, url, fields, language } = request;
  const wrong = (name: string) => {
    const fault = faults.find((each) => each.field === name);
    return fault === undefined ? {} : { errorMessage: { text: fault.text } };
  };
  const chosen = field(fields, 'tjanst', 100);
  return (
    <form
      class="d-do"
      method="post"
      action={url('desk.assist')}
      enctype="multipart/form-data"
      novalidate
      autocomplete="off"
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <Radios
        idPrefix="tjanst"
        name="tjanst"
        fieldset={{ legend: { text: t('applications.assist.service') } }}
        value={services.length === 1 ? (services[0]?.id ?? '') : chosen}
        items={services.map(({ id, definition }) => ({ value: id, text: text(definition.title, language) }))}
        {...wrong('tjanst')}
      />
      <Input
        id="nummer"
        name="nummer"
        inputmode="numeric"
        autocomplete="off"
        classes="govuk-input--width-20"
        label={{ text: t('applications.assist.number') }}
        hint={{ text: t('applications.assist.number-hint') }}
        value={field(fields, 'nummer', 20)}
        {...wrong('nummer')}
      />
      <Radios
        idPrefix="hur"
        name="hur"
        fieldset={{ legend: { text: t('applications.assist.how') } }}
        value={field(fields, 'hur', 20)}
        items={CHANNELS.map((value) => ({
          value,
          text: t(`applications.assist.${value}`),
          ...(value === 'letter' ? { conditional: { html: <LetterFields request={request} wrong={wrong} /> } } : {}),
        }))}
        {...wrong('hur')}
      />
      <Radios
        idPrefix="legitimation"
        name="legitimation"
        fieldset={{ legend: { text: t('applications.assist.identity') } }}
        value={field(fields, 'legitimation', 20)}
        items={IDENTITIES.map((value) => ({ value, text: t(`applications.assist.${value}`) }))}
        {...wrong('legitimation')}
      />
      <Button text={t('applications.assist.start')} preventDoubleClick />
    </form>
  );
}

/** What the officer has begun for others and not sent: hers alone. The names are those she may still see. */
async function begunBy(request: Request, { catalogue }: ApplicationsOptions) {
  const { db, actor, now, requestId } = request;
  const rows = await assistedDrafts(db, actor, now);
  const items = await Promise.all(
    rows.map(async ({ draft, name }) => {
      const service = await catalogue.readable(db, draft.version);
      const unit = service?.definition.owner.unit ?? draft.assisted?.unit ?? '';
      const may = draft.principal !== null && (await mayAssist(db, actor, unit, draft.principal));
      if (!may) return [];
      const item = draftItem(request, { catalogue }, draft, service);
      return [{ ...item, subject: draft.principal, text: `${name}, ${item.text}` }];
    }),
  );
  const all = items.flat();
  const subjects = all.flatMap(({ subject }) => subject ?? []);
  await logLook(db, [{ kind: 'LISTED', actor, subjects, at: now, purpose: 'application', requestId }]);
  return all;
}

async function begunList(request: Request, options: ApplicationsOptions) {
  const items = await begunBy(request, options);
  if (items.length === 0) return null;
  return (
    <DeskSection id="begun" title={request.t('applications.assist.begun')} note={String(items.length)}>
      <Actions items={items} />
    </DeskSection>
  );
}

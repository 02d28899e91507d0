import type { ComponentChildren, VNode } from 'preact';
import {
  BackLink,
  Button,
  Columns,
  Details,
  ErrorSummary,
  NotificationBanner,
  SummaryList,
  Textarea,
} from '#platform/design/index.ts';
import {
  formatDate,
  formatDateTime,
  type Language,
  type TextKey,
  type TextValues,
  text,
} from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { OpenedRound } from './page.tsx';
import { LONGEST_REASON, titleOf } from './rounds.ts';
import { Shown } from './shown.tsx';
import { shownToSign } from './withhold.ts';

/** Words for what may go wrong at the e-ID; the rest is "try again". */
const FAULTS: readonly string[] = ['cancelled', 'other-person', 'unavailable', 'level', 'over', 'not-asked'];

export interface SignPageState {
  /** What is wrong with the reason for not signing. */
  readonly reason?: 'missing' | 'long';
}

function reasonFault({ t }: Request, { reason }: SignPageState): string | undefined {
  if (reason === undefined) return undefined;
  return reason === 'missing'
    ? t('applications.sign.reason-missing')
    : t('applications.sign.reason-long', { n: LONGEST_REASON });
}

/** The page of a round of signatures: the frozen application, who signs, and what one can do. */
export function signPage(
  request: Request,
  service: Service | undefined,
  opened: OpenedRound,
  state: SignPageState,
): Answer {
  const { t, language } = request;
  const { round } = opened;
  // Without its version nothing can be sent: whoever was asked may say no, and the applicant take it back.
  const asked = opened.asked && service !== undefined;
  const title = t(asked ? 'applications.sign.title' : 'applications.sign.title-status');
  const fault = reasonFault(request, state);
  return {
    kind: 'page',
    status: fault === undefined ? 200 : 422,
    frame: 'form',
    personal: true,
    title,
    body: (
      <>
        <BackLink href={request.url('my-pages')} text={t('applications.sign.back')} />
        <Columns>
          {fault === undefined ? null : (
            <ErrorSummary
              titleText={t('applications.page.errors', { n: 1 })}
              errorList={[{ text: fault, href: '#skal' }]}
            />
          )}
          <Problem request={request} />
          <h1 class="govuk-heading-xl">
            <span class="govuk-caption-xl">{text(titleOf(round, service), language)}</span> {title}
          </h1>
          {service === undefined && round.how === null ? (
            <p class="govuk-body-l">{t('applications.gone.signing')}</p>
          ) : (
            <Where request={request} opened={opened} />
          )}
          <Shown
            shown={shownToSign(round.frozen.pages, opened.sees, request)}
            sections={service?.form.sections ?? {}}
            speaks={request}
          />
          <Who request={request} opened={opened} />
          <Actions
            request={request}
            opened={{ ...opened, asked, unpaid: opened.unpaid && service !== undefined }}
            state={state}
            gone={service === undefined}
          />
        </Columns>
      </>
    ),
  };
}

function Problem({ request: { t, query } }: { readonly request: Request }) {
  const fault = query['fel'];
  if (fault === undefined) return null;
  const key: TextKey = `applications.sign.fault.${FAULTS.includes(fault) ? fault : 'other'}` as TextKey;
  return <NotificationBanner titleText={t('applications.check.important')} text={t(key)} />;
}

interface Props {
  readonly request: Request;
  readonly opened: OpenedRound;
}

/** Where it stands, in a sentence. */
function Where({ request: { t }, opened }: Props) {
  const { round, signers, me, asked, unpaid } = opened;
  const [applicant] = signers;
  const by = (language: Language) => formatDate(round.expiresAt.toString(), language);
  const lead = (key: TextKey, values: TextValues = {}) => (
    <p class="govuk-body-l">{t(key as 'applications.sign.lead', values as never)}</p>
  );
  if (round.how !== null) {
    const who = signers.find(({ party }) => party === round.endedBy)?.name ?? '';
    return (
      <>
        {lead(`applications.sign.ended.${round.how}` as TextKey, { name: who })}
        {round.reason === null ? null : <p class="govuk-inset-text">{round.reason}</p>}
      </>
    );
  }
  if (unpaid) return lead(`applications.sign.${me.place === 0 ? 'pay' : 'unpaid'}` as TextKey, { date: by });
  if (!asked) return lead('applications.sign.waiting' as TextKey, { date: by });
  if (me.place === 0) return lead('applications.sign.lead-own' as TextKey);
  return lead('applications.sign.lead' as TextKey, { name: applicant?.name ?? '', date: by });
}

/** Who signs, and when they did. */
function Who({ request: { t }, opened: { signers } }: Props): VNode | null {
  if (signers.length < 2) return null;
  return (
    <>
      <h2 class="govuk-heading-l">{t('applications.sign.who')}</h2>
      <SummaryList
        rows={signers.map(({ name, signedAt }) => ({
          key: { text: name },
          value: {
            text:
              signedAt === null
                ? t('applications.sign.not-yet')
                : t('applications.sign.signed', { date: (language) => formatDateTime(signedAt.toString(), language) }),
          },
        }))}
      />
    </>
  );
}

function Actions({ request, opened, state, gone }: Props & { readonly state: SignPageState; readonly gone: boolean }) {
  const { t } = request;
  const { round, me, asked, unpaid } = opened;
  const fault = reasonFault(request, state);
  if (round.how !== null) {
    if (me.place > 0 || round.how === 'sent') return null;
    return (
      <p class="govuk-body">
        <a class="govuk-link" href={request.url('application.check', { service: round.service, draft: round.draft })}>
          {t('applications.sign.to-draft')}
        </a>
      </p>
    );
  }
  return (
    <>
      {asked ? (
        <SignForm request={request} round={round.id}>
          <p class="govuk-body">
            {t(opened.sees === 'all' ? 'applications.sign.how' : 'applications.sign.how-chosen')}
          </p>
          <div class="govuk-button-group">
            <Button name="gor" value="skriv" text={t('applications.sign.sign')} preventDoubleClick />
          </div>
        </SignForm>
      ) : null}
      {unpaid && me.place === 0 ? (
        <SignForm request={request} round={round.id}>
          <div class="govuk-button-group">
            <Button name="gor" value="betala" text={t('applications.pay.go')} preventDoubleClick />
          </div>
        </SignForm>
      ) : null}
      {me.place === 0 ? (
        <SignForm request={request} round={round.id}>
          {gone ? null : <p class="govuk-body">{t('applications.sign.withdraw-about')}</p>}
          <Button
            name="gor"
            value="tillbaka"
            classes="govuk-button--secondary"
            text={t(gone ? 'applications.gone.take-back' : 'applications.sign.withdraw')}
            preventDoubleClick
          />
        </SignForm>
      ) : me.signedAt === null && !unpaid ? (
        <Details
          summaryText={t('applications.sign.refuse-title')}
          open={fault !== undefined}
          html={
            <SignForm request={request} round={round.id}>
              <Textarea
                id="skal"
                name="skal"
                label={{ text: t('applications.sign.reason') }}
                hint={{ text: t('applications.sign.reason-hint') }}
                value={field(request.fields, 'skal', 10 * LONGEST_REASON)}
                {...(fault === undefined ? {} : { errorMessage: { text: fault } })}
              />
              <Button
                name="gor"
                value="neka"
                classes="govuk-button--warning"
                text={t('applications.sign.refuse')}
                preventDoubleClick
              />
            </SignForm>
          }
        />
      ) : null}
    </>
  );
}

function SignForm(props: { readonly request: Request; readonly round: string; readonly children: ComponentChildren }) {
  const { request, round, children } = props;
  return (
    <form method="post" action={request.url('application.sign', { signing: round })} novalidate>
      <input type="hidden" name="_csrf" value={request.csrf} />
      {children}
    </form>
  );
}

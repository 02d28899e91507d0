import {
  type ActionItem,
  Actions,
  Columns,
  Contact,
  Details,
  Line,
  Panel,
  Section,
  SummaryList,
} from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type CasePayment, casePayments } from '#platform/payments/index.ts';
import { formatDate, formatDateTime, formatMoney, formatReceived, text, texts } from '#platform/text/index.ts';
import { isDecided, type Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { AnswerList } from '../answers.tsx';
import type { ApplicationsOptions } from '../mount.ts';
import { isTraceless } from '../owner.ts';
import { findReceipt, type Receipt } from '../receipt.ts';

/** What was sent, when it came in, under which number, and what happens next. */
export async function showReceipt(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const receipt = await findReceipt(request);
  if (receipt === undefined) throw new NotFound('no such receipt for this person');
  const service = await options.catalogue.readable(request.db, receipt.version);
  if (service === undefined ? receipt.byToken : isTraceless(service)) request.forget();
  const { t, language, town } = request;
  const acts =
    receipt.byToken && service !== undefined
      ? await options.receiptActs?.(request, receipt.caseId, service)
      : undefined;
  const payments = await casePayments(request.db, receipt.caseId);
  const title = titleOf(request, service);
  const unit = town.units.find(({ id }) => id === service?.definition.owner.unit);
  return {
    kind: 'page',
    frame: 'citizen',
    personal: true,
    title,
    body: (
      <Columns
        labelledby="fragor"
        side={
          <Contact
            id="fragor"
            title={t('applications.receipt.questions')}
            lead={unit && text(unit.title, language)}
            phone={town.contact.phone}
            hours={text(town.contact.hours, language)}
          >
            <p>{t('applications.receipt.other-ways')}</p>
          </Contact>
        }
        after={<Sent request={request} service={service} receipt={receipt} />}
      >
        <Panel
          titleText={title}
          html={
            <dl>
              <div>
                <dt>{t('applications.receipt.number')}</dt>
                <dd>
                  <span class="t-nowrap">{receipt.caseNumber}</span>
                </dd>
              </div>
              <div>
                <dt>{t('applications.receipt.received')}</dt>
                <dd>{formatReceived(receipt.receivedAt, language)}</dd>
              </div>
            </dl>
          }
        />
        <Paid request={request} service={service} payments={payments} />
        {service === undefined ? (
          <p class="govuk-body">{t('applications.gone.receipt-about')}</p>
        ) : (
          <Next request={request} service={service} receipt={receipt} />
        )}
        <Can request={request} receipt={receipt} acts={acts ?? []} />
        <AskOne request={request} service={receipt.service} place="receipt" />
      </Columns>
    ),
  };
}

/** The receipt of a fee: what for, how much, when, to whom, and what the provider calls it. */
function Paid({ request, service, payments }: Omit<Props, 'receipt'> & { readonly payments: readonly CasePayment[] }) {
  const { t, language, town } = request;
  const fee = service?.definition.fee;
  if (payments.length === 0 || (fee === undefined && service !== undefined)) return null;
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  return (
    <Section id="betalt" title={t('applications.pay.paid')}>
      {payments.map(({ id, amount, paidAt, refund }) => (
        <SummaryList
          rows={[
            ...(fee === undefined ? [] : [row(t('applications.pay.receipt.what'), text(fee.text, language))]),
            row(t('applications.pay.receipt.amount'), formatMoney(amount, language)),
            row(t('applications.pay.receipt.at'), formatDateTime(paidAt, language)),
            row(t('applications.pay.receipt.to'), text(town.title, language)),
            row(t('applications.pay.receipt.reference'), inFours(id)),
            ...(refund === 'none'
              ? []
              : [row(t('applications.pay.receipt.refund'), t(`applications.pay.receipt.${refund}`))]),
          ]}
        />
      ))}
    </Section>
  );
}

/** The provider's name for a payment, in groups that can be read aloud and broken between lines. */
function inFours(id: string): string {
  return (id.replaceAll('-', '').toUpperCase().match(/.{4}/g) ?? []).join(' ');
}

function titleOf({ t }: Request, service: Service | undefined): string {
  if (service === undefined) return t('applications.gone.receipt');
  if (isReport(service)) return t('applications.receipt.title');
  return t(isDecided(service) ? 'applications.receipt.title-application' : 'applications.gone.receipt');
}

/** Reports and requests lead to no decision on an application. */
function isReport(service: Service): boolean {
  return service.definition.grounds.length === 0 || service.definition.signIn === 'none';
}

interface Props {
  readonly request: Request;
  readonly service: Service | undefined;
  readonly receipt: Receipt;
}

/** The service's own account of what happens: its first step is done, the second is where it stands. */
function Next({ request, service, receipt }: Props & { readonly service: Service }) {
  const { t, language } = request;
  const { whatHappens } = service.definition;
  if (whatHappens === undefined) return null;
  const names = texts(whatHappens, language);
  return (
    <>
      <h2 class="govuk-heading-l">{t('applications.receipt.next')}</h2>
      <Line
        steps={names.map((name, index) => ({
          state: index === 0 ? 'done' : index === 1 ? 'now' : 'todo',
          name,
          ...(index === 0 ? { when: formatDate(receipt.arrivalDay, language) } : {}),
        }))}
      />
    </>
  );
}

function Can({
  request,
  receipt,
  acts,
}: Pick<Props, 'request' | 'receipt'> & { readonly acts: readonly ActionItem[] }) {
  const { t, url } = request;
  const mine = {
    text: t('applications.receipt.follow'),
    href: url('my-pages.case', { case: receipt.caseId }),
    about: t('applications.receipt.follow-about'),
  };
  const address = { text: t('applications.receipt.address'), about: t('applications.receipt.address-about') };
  return (
    <Section id="kan" title={t('applications.receipt.can')}>
      <Actions
        items={[
          receipt.byToken ? address : mine,
          ...acts,
          { text: t('applications.receipt.print'), about: t('applications.receipt.print-about') },
        ]}
      />
    </Section>
  );
}

function Sent({ request, service, receipt }: Props) {
  const { t } = request;
  return (
    <Section id="skickat" title={t('applications.receipt.sent')}>
      <Details
        summaryText={t('applications.receipt.sent-show')}
        html={<AnswerList pages={receipt.frozen.pages} sections={service?.form.sections ?? {}} speaks={request} />}
      />
    </Section>
  );
}

import { AskOne } from '#areas/feedback/index.ts';

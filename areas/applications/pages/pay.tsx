import type { ComponentChildren } from 'preact';
import { Button, Columns, ErrorSummary, Input, NotificationBanner, Radios, Say } from '#platform/design/index.ts';
import { isAnswered, type Offer, type Payment, type PaymentMethod, paymentOf } from '#platform/payments/index.ts';
import { formatMoney, type Language, text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { ApplicationsOptions, Paying } from '../mount.ts';
import { type Opened, openDraft } from '../owner.ts';
import { elsewhere } from '../sent.ts';
import { cancelPayment, orderPayment, settlePayment } from '../settle.ts';
import { checkUrl } from '../way.ts';

/** What was sent and cannot be ordered as it is: no way chosen, or a number that is none. */
interface Wrong {
  readonly field: 'method' | 'mobil';
  readonly phone: string;
}

const MESSAGES = { method: 'applications.pay.method-missing', mobil: 'applications.pay.phone-wrong' } as const;

/**
 * What is to be paid, and how. The person comes here before paying and back afterwards: how it stands is asked for each
 * time, and when the money has come the application is sent and this leads to its receipt.
 */
export async function showPay(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const payment = await paymentOf(request.db, opened.draft.id);
  const toCheck: Answer = { kind: 'redirect', to: checkUrl(request, opened.draft) };
  if (payment === undefined || options.paying === undefined) return toCheck;
  const page = { request, opened, payment, paying: options.paying };
  if (!payment.events.includes('ordered')) return render(page, 'new');
  const settled = await settlePayment(request, options, payment.id);
  if (settled === 'sent') return elsewhere(request);
  if (settled === 'pending' || settled === 'declined') return render(page, settled);
  // The money has come and the answers have changed since, or it went back: the person sends again.
  return toCheck;
}

/**
 * Orders the payment and leads to where it is paid, or takes back an order that is not paid. The order is written down
 * first: whatever happens then, it is asked for.
 */
export async function pay(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const { paying } = options;
  const payment = await paymentOf(request.db, opened.draft.id);
  const here = payUrl(request, opened);
  const toCheck: Answer = { kind: 'redirect', to: checkUrl(request, opened.draft) };
  if (paying === undefined || payment === undefined) return toCheck;
  if (isAnswered(payment)) return toCheck;
  if (field(request.fields, 'gor') === 'avbryt') return takeBack(request, options, opened, payment);
  const late = Temporal.Instant.compare(Temporal.Now.instant(), payment.expiresAt) > 0;
  if (late && payment.events.length === 0) return toCheck;
  const method = paying.methods.find((each) => each === field(request.fields, 'method'));
  if (late) return { kind: 'redirect', to: here };
  const said = field(request.fields, 'mobil', 30);
  const again = (wrong: Wrong) => render({ request, opened, payment, paying }, 'new', wrong);
  if (method === undefined)
    return payment.offer === null ? again({ field: 'method', phone: said }) : { kind: 'redirect', to: here };
  const phone = method === 'swish-phone' ? swishNumber(said) : undefined;
  if (phone === '' && payment.offer === null) return again({ field: 'mobil', phone: said });
  const message = text(opened.service.definition.fee?.text ?? opened.service.definition.title, request.language);
  const how = { method, message, returnTo: here, ...(phone === undefined ? {} : { phone }) };
  const offer = await orderPayment(request, paying, payment, how);
  // Another's page is opened by a link: browsers follow `form-action` through redirects.
  const to = offer?.kind === 'page' ? within(offer.to, paying, request) : undefined;
  return { kind: 'redirect', to: to ?? here };
}

/** The path, in the person's language, of an address that is the town's own, as the stand-in's is; undefined for another's. */
function within(address: string, paying: Paying, { language }: Pick<Request, 'language'>): string | undefined {
  const { origin, pathname, search } = new URL(address);
  if (origin !== new URL(paying.absolute('/')).origin) return undefined;
  return `${language === 'sv' ? '' : `/${language}`}${pathname}${search}`;
}

async function takeBack(request: Request, options: ApplicationsOptions, opened: Opened, { id, events }: Payment) {
  if (!events.includes('ordered')) return { kind: 'redirect', to: checkUrl(request, opened.draft) } as const;
  const settled = await cancelPayment(request, options, id);
  if (settled === 'sent') return elsewhere(request);
  return { kind: 'redirect', to: checkUrl(request, opened.draft) } as const;
}

/** A mobile number as Swish writes it, `46701740601`; empty when it is none. */
export function swishNumber(typed: string): string {
  const digits = typed.replace(/[\s()–-]/g, '').replace(/^(?:\+|00)/, '+');
  const found = /^(?:\+(\d{8,15})|0(7\d{8}))$/.exec(digits);
  return found === null ? '' : (found[1] ?? `46${found[2]}`);
}

function payUrl(request: Request, { draft }: Opened): string {
  return request.url('application.pay', { service: draft.service, draft: draft.id });
}

interface Page {
  readonly request: Request;
  readonly opened: Opened;
  readonly payment: Payment;
  readonly paying: Paying;
}

function render(page: Page, how: 'new' | 'pending' | 'declined', wrong?: Wrong): Answer {
  const { request, opened, payment } = page;
  const { t } = request;
  const amount = (language: Language) => formatMoney(payment.amount, language);
  const title = t('applications.pay.title', { amount });
  const { fee } = opened.service.definition;
  return {
    kind: 'page',
    frame: 'form',
    draft: true,
    ...(wrong === undefined ? {} : { status: 422 }),
    title,
    body: (
      <Columns>
        {wrong === undefined ? null : (
          <ErrorSummary
            titleText={t('applications.page.errors', { n: 1 })}
            errorList={[{ text: t(MESSAGES[wrong.field]), href: `#${wrong.field}` }]}
          />
        )}
        {how === 'new' ? null : (
          <NotificationBanner titleText={t('applications.check.important')} text={t(`applications.pay.${how}`)} />
        )}
        <h1 class="govuk-heading-xl">{title}</h1>
        {fee === undefined ? null : (
          <p class="govuk-body-l">
            <Say text={fee.text} />
          </p>
        )}
        {how === 'declined' ? null : <p class="govuk-body">{t('applications.pay.when')}</p>}
        {how === 'declined' ? (
          <p class="govuk-body">
            <a class="govuk-link" href={checkUrl(request, opened.draft)}>
              {t('applications.pay.again')}
            </a>
          </p>
        ) : how === 'pending' ? (
          <Ordered {...page} />
        ) : (
          <Methods {...page} wrong={wrong} />
        )}
      </Columns>
    ),
  };
}

function Form({ request, opened, children }: Page & { readonly children: ComponentChildren }) {
  return (
    <form method="post" action={payUrl(request, opened)} novalidate>
      <input type="hidden" name="_csrf" value={request.csrf} />
      {children}
    </form>
  );
}

/** How one can pay; what a phone of its own needs is asked where it is chosen. */
function Methods(page: Page & { readonly wrong: Wrong | undefined }) {
  const { request, paying, wrong } = page;
  const { t } = request;
  const phone = (
    <Input
      id="mobil"
      name="mobil"
      type="tel"
      autocomplete="tel"
      classes="govuk-input--width-20"
      label={{ text: t('applications.pay.phone') }}
      value={wrong?.phone ?? ''}
      {...(wrong?.field === 'mobil' ? { errorMessage: { text: t(MESSAGES.mobil) } } : {})}
    />
  );
  const item = (value: PaymentMethod) => ({
    value,
    text: t(`applications.pay.${value}`),
    ...(value === 'swish-phone' ? { conditional: { html: phone } } : {}),
  });
  return (
    <Form {...page}>
      <Radios
        name="method"
        value={wrong === undefined ? (paying.methods[0] ?? null) : wrong.field === 'mobil' ? 'swish-phone' : null}
        {...(wrong?.field === 'method' ? { errorMessage: { text: t(MESSAGES.method) } } : {})}
        fieldset={{ legend: { text: t('applications.pay.how'), classes: 'govuk-fieldset__legend--m' } }}
        items={paying.methods.map(item)}
      />
      <div class="govuk-button-group">
        <Button text={t('applications.pay.pay')} preventDoubleClick />
      </div>
    </Form>
  );
}

/** It is ordered: the way to pay it, to ask once more, and to choose another way. */
function Ordered(page: Page) {
  const { request, opened, payment } = page;
  const { t } = request;
  return (
    <>
      {payment.offer?.kind === 'phone' ? <p class="govuk-body">{t('applications.pay.on-phone')}</p> : null}
      <div class="govuk-button-group">
        <Way request={request} offer={payment.offer} paying={page.paying} />
        <a class="govuk-link" href={payUrl(request, opened)}>
          {t('applications.pay.ask')}
        </a>
      </div>
      <Form {...page}>
        <div class="govuk-button-group">
          <Button
            name="gor"
            value="avbryt"
            classes="govuk-button--secondary"
            text={t('applications.pay.cancel')}
            preventDoubleClick
          />
        </div>
      </Form>
    </>
  );
}

interface WayProps {
  readonly request: Request;
  readonly offer: Offer | null;
  readonly paying: Paying;
}

function Way({ request, offer, paying }: WayProps) {
  const { t } = request;
  if (offer === null || offer.kind === 'phone') return null;
  if (offer.kind === 'app') return <Button href={offer.to} text={t('applications.pay.open')} />;
  return <Button href={within(offer.to, paying, request) ?? offer.to} text={t('applications.pay.go-on')} />;
}

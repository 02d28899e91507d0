import { Button, Columns, NotificationBanner, Radios, Say } from '#platform/design/index.ts';
import { type Payment, paymentOf } from '#platform/payments/index.ts';
import { formatMoney, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { type Opened, openDraft } from '../owner.ts';
import { elsewhere } from '../sent.ts';
import { orderPayment, settlePayment } from '../settle.ts';
import { checkUrl } from '../way.ts';

const METHODS = ['swish', 'card'] as const;

/**
 * What is to be paid, and how. The person comes here before paying and back afterwards: how it stands is asked for each
 * time, and when the money has come the application is sent and this leads to its receipt.
 */
export async function showPay(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const payment = await paymentOf(request.db, opened.draft.id);
  const toCheck: Answer = { kind: 'redirect', to: checkUrl(request, opened.draft) };
  if (payment === undefined) return toCheck;
  if (!payment.events.includes('ordered')) return page(request, opened, payment, 'new');
  const settled = await settlePayment(request, options, payment.id);
  if (settled === 'sent') return elsewhere(request);
  if (settled === 'pending' || settled === 'declined') return page(request, opened, payment, settled);
  // The money has come and the answers have changed since, or it went back: the person sends again.
  return toCheck;
}

/** Orders the payment and leads to the provider. The order is written down first: whatever happens then, it is asked for. */
export async function pay(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await openDraft(request, options);
  if (opened === undefined) return elsewhere(request);
  const { paying } = options;
  const payment = await paymentOf(request.db, opened.draft.id);
  const method = METHODS.find((each) => each === request.fields['method']?.[0]);
  const here = payUrl(request, opened);
  if (paying === undefined || payment === undefined) return { kind: 'redirect', to: checkUrl(request, opened.draft) };
  const over = payment.events.some((kind) => kind !== 'ordered');
  const late = Temporal.Instant.compare(Temporal.Now.instant(), payment.expiresAt) > 0;
  if (over || (late && payment.events.length === 0)) return { kind: 'redirect', to: checkUrl(request, opened.draft) };
  if (method === undefined || late) return { kind: 'redirect', to: here };
  const message = text(opened.service.definition.fee?.text ?? opened.service.definition.title, request.language);
  return { kind: 'redirect', to: await orderPayment(request, paying, payment, { method, message, returnTo: here }) };
}

function payUrl(request: Request, { draft }: Opened): string {
  return request.url('application.pay', { service: draft.service, draft: draft.id });
}

function page(request: Request, opened: Opened, payment: Payment, how: 'new' | 'pending' | 'declined'): Answer {
  const { t, language } = request;
  const amount = formatMoney(payment.amount, language);
  const title = t('applications.pay.title', { amount });
  const { fee } = opened.service.definition;
  return {
    kind: 'page',
    frame: 'form',
    title,
    body: (
      <Columns>
        {how === 'new' ? null : (
          <NotificationBanner titleText={t('applications.check.important')} text={t(`applications.pay.${how}`)} />
        )}
        <h1 class="govuk-heading-xl">{title}</h1>
        {fee === undefined ? null : (
          <p class="govuk-body-l">
            <Say text={fee.text} />
          </p>
        )}
        {how === 'declined' ? (
          <Again href={checkUrl(request, opened.draft)} words={t('applications.pay.again')} />
        ) : (
          <form method="post" action={payUrl(request, opened)} novalidate>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <Radios
              name="method"
              value="swish"
              fieldset={{ legend: { text: t('applications.pay.how'), classes: 'govuk-fieldset__legend--m' } }}
              items={METHODS.map((value) => ({ value, text: t(`applications.pay.${value}`) }))}
            />
            <div class="govuk-button-group">
              <Button text={t('applications.pay.pay')} preventDoubleClick />
              {how === 'pending' ? (
                <a class="govuk-link" href={payUrl(request, opened)}>
                  {t('applications.pay.ask')}
                </a>
              ) : null}
            </div>
          </form>
        )}
        <p class="govuk-body">{t('applications.pay.when')}</p>
      </Columns>
    ),
  };
}

function Again({ href, words }: { href: string; words: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={href}>
        {words}
      </a>
    </p>
  );
}

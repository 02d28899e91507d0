import { Columns } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { endTestRequest, findTestRequest, type TestRequest } from '#platform/payments/index.ts';
import { formatMoney } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';

/** The stand-in's own page, where somebody of the example pays without money. */
export async function showTestPayment(request: Request): Promise<Answer> {
  const asked = await requestOf(request);
  const { t, language, url } = request;
  const amount = formatMoney(asked.amount, language);
  const buttons = asked.status === 'CREATED' ? (['pay', 'twice', 'silent', 'no'] as const) : (['back'] as const);
  return {
    kind: 'page',
    frame: 'citizen',
    personal: true,
    title: t('applications.test-payment.title'),
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{t('applications.test-payment.title')}</h1>
        <p class="govuk-body-l">{t('applications.test-payment.what', { amount, message: asked.message })}</p>
        <form method="post" action={url('test-payment', { request: asked.id })} novalidate>
          <input type="hidden" name="_csrf" value={request.csrf} />
          {buttons.map((act) => (
            <p class="govuk-body">
              <button
                class={`govuk-button${act === 'pay' || act === 'back' ? '' : ' govuk-button--secondary'}`}
                type="submit"
                name="act"
                value={act}
              >
                {t(`applications.test-payment.${act}`)}
              </button>
            </p>
          ))}
        </form>
      </Columns>
    ),
  };
}

/** Pays or not, tells the town as often as the button says, and leads back. */
export async function doTestPayment(request: Request): Promise<Answer> {
  const asked = await requestOf(request);
  const act = request.fields['act']?.[0] ?? '';
  const times = { pay: 1, twice: 2, silent: 0, no: 1 }[act];
  if (times !== undefined) await endTestRequest(request.db, asked.id, act === 'no' ? 'DECLINED' : 'PAID');
  for (let n = 0; n < (times ?? 0); n++) await tell(asked);
  return { kind: 'redirect', to: asked.returnUrl };
}

async function requestOf(request: Request): Promise<TestRequest> {
  const asked = await findTestRequest(request.db, request.params['request'] ?? '');
  if (asked === undefined) throw new NotFound('no such request at the stand-in');
  return asked;
}

/** A callback that does not arrive is the town's to notice: it asks by itself. */
async function tell({ id, callbackUrl, status }: TestRequest): Promise<void> {
  const body = JSON.stringify({ id, status });
  const headers = { 'content-type': 'application/json' };
  await fetch(callbackUrl, {
    method: 'POST',
    body,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {});
}

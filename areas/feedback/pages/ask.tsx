import { Button, Radios } from '#platform/design/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Place } from '../answer.ts';

const RATINGS = ['5', '4', '3', '2', '1'] as const;

/** What a question and a link need of the page. */
export interface Asked {
  readonly request: Pick<Request, 't' | 'url' | 'csrf'>;
  readonly service: string;
  readonly place: Place;
}

/** Address of the page with both questions. */
export function feedbackUrl({ request, service, place }: Asked): string {
  return request.url('feedback', { service, vid: place });
}

/** The first question, five boxes. */
export function Rating({ t, title }: Pick<Request, 't'> & { readonly title: 'm' | 'xl' }) {
  return (
    <Radios
      name="rating"
      fieldset={{
        legend: {
          text: t('feedback.question'),
          classes: `govuk-fieldset__legend--${title}`,
          ...(title === 'xl' ? { isPageHeading: true } : {}),
        },
      }}
      items={RATINGS.map((value) => ({ value, text: t(`feedback.rating-${value}` as TextKey) }))}
    />
  );
}

/** One question at an end: the receipt, a decision, "you can't apply". Nobody has to answer. */
export function AskOne(asked: Asked) {
  const { request } = asked;
  const { t } = request;
  return (
    <form method="post" action={feedbackUrl(asked)} novalidate>
      <input type="hidden" name="_csrf" value={request.csrf} />
      <Rating t={t} title="m" />
      <Button text={t('feedback.send-one')} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** The quiet link on every step. */
export function FeedbackLink(asked: Asked) {
  return (
    <p class="govuk-body-s">
      <a class="govuk-link" href={feedbackUrl(asked)}>
        {asked.request.t('feedback.link')}
      </a>
    </p>
  );
}

import { BackLink, Button, CharacterCount, Columns } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { keepAnswer, LONGEST, PLACES, type Place } from '../answer.ts';
import { feedbackUrl, Rating } from './ask.tsx';

export interface FeedbackOptions {
  readonly catalogue: { find(id: string): Service | undefined };
}

function asked(request: Request, { catalogue }: FeedbackOptions): { service: Service; place: Place } {
  // Nobody is named here, whatever the service: not in the log either.
  request.forget();
  const service = catalogue.find(request.params['service'] ?? '');
  if (service === undefined) throw new NotFound('no such service is offered');
  return { service, place: PLACES.find((place) => place === request.query['vid']) ?? 'step' };
}

/** Two questions, both free to leave; after the first was answered elsewhere, thanks and the second. */
export async function showFeedback(request: Request, options: FeedbackOptions): Promise<Answer> {
  const { service, place } = asked(request, options);
  const { t, url, language } = request;
  const state = request.query['tack'];
  const title = t(state === undefined ? 'feedback.title' : 'feedback.thanks');
  return {
    kind: 'page',
    frame: 'form',
    title,
    body: (
      <>
        <BackLink href={url('service', { service: service.id })} text={text(service.definition.title, language)} />
        <Columns>
          <h1 class="govuk-heading-xl">{title}</h1>
          {state === 'allt' ? (
            <p class="govuk-body">{t('feedback.read')}</p>
          ) : (
            <form method="post" action={feedbackUrl({ request, service: service.id, place })} novalidate>
              <input type="hidden" name="_csrf" value={request.csrf} />
              {state === undefined ? <Rating t={t} title="m" /> : null}
              <CharacterCount
                name="words"
                id="words"
                label={{ text: t('feedback.words'), classes: 'govuk-label--m' }}
                hint={{ text: t('feedback.words-hint') }}
                maxlength={LONGEST}
                rows={4}
              />
              <Button text={t('feedback.send')} preventDoubleClick />
            </form>
          )}
        </Columns>
      </>
    ),
  };
}

/** Keeps what was answered; nothing at all is fine too. */
export async function takeFeedback(request: Request, options: FeedbackOptions): Promise<Answer> {
  const { service, place } = asked(request, options);
  // One letter more than a rating has: 10 is none, and not a 1.
  const chosen = field(request.fields, 'rating', 2);
  const rating = /^[1-5]$/.test(chosen) ? Number(chosen) : undefined;
  const written = Array.from(field(request.fields, 'words').trim()).slice(0, LONGEST).join('');
  const words = written === '' ? undefined : written;
  const answer = { service: service.id, version: service.hash, place, rating, words };
  if (rating !== undefined || words !== undefined) await keepAnswer(request.db, answer, request.now);
  const tack = words === undefined && request.fields['words'] === undefined ? 'mer' : 'allt';
  return { kind: 'redirect', to: request.url('feedback', { service: service.id, vid: place, tack }) };
}

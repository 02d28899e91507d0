import type { VNode } from 'preact';
import { ageOn, legalDay } from '#platform/calendar/index.ts';
import { Button, Details, NotificationBanner } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { TestAccount } from './account.ts';

/** e-IDs are given to those who have turned twelve, in this example; younger children have guardians. */
const YOUNGEST = 12;

/** Words longer than this may end in another letter. */
const LONG_WORD = 5;

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

/** The people to choose from: those with something to try first, the others below, and a search over both. */
export function peoplePage(request: Request, accounts: readonly TestAccount[], staff: boolean): Answer {
  const { t, url } = request;
  const words = (request.query['sok'] ?? '').trim().slice(0, 100);
  const people = listed(request, accounts);
  const found = people.filter((each) => matches(each, words));
  const guided = words === '' ? found.filter((each) => each.about !== '') : found;
  const others = words === '' ? found.filter((each) => each.about === '') : [];
  const here = url('test-eid.choose', request.params);
  const title = t(staff ? 'identity.test-eid.staff-title' : 'identity.test-eid.title');
  return page(
    request,
    title,
    <>
      <p class="govuk-body">{t('identity.test-eid.how')}</p>
      <search>
        <form method="get" action={here}>
          <label class="govuk-label" for="sok">
            {t('identity.test-eid.search')}
          </label>
          <div class="t-search__row govuk-form-group">
            <input
              class="t-search__input"
              id="sok"
              name="sok"
              type="search"
              maxlength={100}
              autocomplete="off"
              value={words}
            />
            <button class="t-search__button" type="submit">
              {t('identity.test-eid.search-button')}
            </button>
          </div>
        </form>
      </search>
      {words === '' ? null : (
        <p class="govuk-body" role="status">
          {t('identity.test-eid.found', { n: found.length, words: `”${words}”` })}.{' '}
          <a class="govuk-link" href={here}>
            {t('identity.test-eid.all')}
          </a>
        </p>
      )}
      <form method="post" action={here}>
        <input type="hidden" name="_csrf" value={request.csrf} />
        <h2 class="govuk-visually-hidden">{t('identity.test-eid.people')}</h2>
        <People people={guided} />
        {others.length > 0 ? (
          <Details summaryText={t('identity.test-eid.more', { n: others.length })}>
            <People people={others} />
          </Details>
        ) : null}
        <div class="govuk-button-group">
          <Button
            classes="govuk-button--secondary"
            name="action"
            value="cancelled"
            text={t('identity.test-eid.cancel')}
          />
          <Button classes="govuk-button--secondary" name="action" value="fail" text={t('identity.test-eid.fail')} />
        </div>
      </form>
    </>,
  );
}

function People({ people }: { readonly people: readonly Listed[] }) {
  if (people.length === 0) return null;
  return (
    <ul class="t-actions">
      {people.map((each) => (
        <li class="t-actions__item">
          <button class="t-as-link" type="submit" name="person" value={each.id}>
            {each.title}
          </button>
          {each.about === '' ? null : <p>{each.about}</p>}
        </li>
      ))}
    </ul>
  );
}

function listed(request: Request, accounts: readonly TestAccount[]): Listed[] {
  const today = legalDay(Temporal.Instant.from(request.now));
  return accounts.flatMap((account) => {
    const age = account.birthDate ? ageOn(Temporal.PlainDate.from(account.birthDate), today) : null;
    if (account.audience === 'person' && account.birthDate !== undefined && (age ?? 0) < YOUNGEST) return [];
    const title = age === null ? account.name : request.t('identity.test-eid.age', { name: account.name, n: age });
    return [{ id: account.id, title, about: account.about ? text(account.about, request.language) : '' }];
  });
}

/** Every word somewhere in the name or in what there is to try; Swedish endings are forgiven (förskola, förskoleplats). */
function matches(person: Listed, words: string): boolean {
  const hay = `${person.title} ${person.about}`.toLocaleLowerCase('sv');
  return words
    .toLocaleLowerCase('sv')
    .split(/\s+/)
    .every((word) => hay.includes(word.length > LONG_WORD ? word.slice(0, -1) : word));
}

/** On failure the person is told before the way back (profile, O16). */
export function failedPage(request: Request): Answer {
  const { t, url } = request;
  return page(
    request,
    t('identity.test-eid.failed-title'),
    <>
      <p class="govuk-body">{t('identity.test-eid.failed')}</p>
      <form method="post" action={url('test-eid.choose', request.params)}>
        <input type="hidden" name="_csrf" value={request.csrf} />
        <Button name="action" value="failed" text={t('identity.test-eid.failed-back')} />
      </form>
    </>,
  );
}

export function expiredPage(request: Request): Answer {
  const { t, url } = request;
  return {
    ...page(
      request,
      t('identity.test-eid.expired-title'),
      <>
        <p class="govuk-body">{t('identity.test-eid.expired')}</p>
        <Button href={url('sign-in')} text={t('identity.signed-out.again')} />
      </>,
    ),
    status: 404,
  };
}

/** Every page of the test e-ID says in large letters that it is one. */
function page(request: Request, title: string, body: VNode): Extract<Answer, { kind: 'page' }> {
  return {
    kind: 'page',
    title,
    frame: 'form',
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <NotificationBanner
            titleText={request.t('identity.test-eid.tag')}
            text={request.t('identity.test-eid.what')}
          />
          <h1 class="govuk-heading-xl">{title}</h1>
          {body}
        </div>
      </div>
    ),
  };
}

import { before, type Page, type Stop, summary, titleOf, view } from '@torget/form';
import type { ComponentChildren } from 'preact';
import { Button, Columns, NotificationBanner, Progress, Select, Where } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text, texts } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { AnswerList } from '../answers.tsx';
import { answersAbove } from '../closing.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { Closing } from '../pages/closing.tsx';
import { PageFields } from '../pages/fields.tsx';
import { Errors } from '../pages/frame.tsx';
import { Words } from '../questions/words.tsx';
import { stations } from '../way.ts';
import { AS, examplePeople } from './person.ts';
import { PAGE, STATE, TO } from './state.ts';
import type { Shown, Trying } from './tryout.ts';

/** A page of questions as people meet it, marked as a try-out. */
export function questionStep(
  request: Request,
  options: Pick<ApplicationsOptions, 'map' | 'lookUp'>,
  trying: Trying,
  page: Page,
  shown: Shown,
): Answer {
  const { form } = trying.service;
  const drawn = view(form, page.id, { ...trying.options, ...shown, answers: trying.answers });
  if (drawn === undefined) throw new NotFound(`no page ${page.id}`);
  const { t, language } = request;
  return tried(request, trying, {
    title: text(titleOf(page), language),
    page: page.id,
    back: before(trying.way, page.id),
    status: shown.errors.length > 0 ? 422 : 200,
    errors: <Errors request={request} errors={shown.errors} />,
    body: (
      <PageFields
        request={request}
        form={form}
        view={drawn}
        errors={shown.errors}
        options={trying.options}
        map={options.map}
        lookups={options.lookUp?.names}
      />
    ),
    on: <Button text={t('applications.page.continue')} name="_do" value="continue" preventDoubleClick />,
  });
}

/** All answers, as they would be read before they are sent. */
export function checkStep(request: Request, trying: Trying): Answer {
  const { t } = request;
  const { service, options, way, closing, answers } = trying;
  const { form } = service;
  const title = t('applications.check.title');
  return tried(request, trying, {
    title,
    back: way.pages.at(-1)?.page.id,
    body: (
      <>
        <h1 class="govuk-heading-xl">{title}</h1>
        <AnswerList
          pages={answersAbove(summary(form, way, options), closing)}
          sections={form.sections}
          speaks={request}
        />
        {closing === undefined ? null : (
          <Closing {...{ request, form, way, options, answers, page: closing, errors: [] }} />
        )}
      </>
    ),
    on: <Button text={t('applications.try.send')} name={TO} value="slut" />,
  });
}

/** Where somebody is told that they cannot go on. */
export function stopStep(request: Request, trying: Trying, stop: Stop, from: string): Answer {
  const { language } = request;
  return tried(request, trying, {
    title: text(stop.title, language),
    back: from,
    body: (
      <>
        <h1 class="govuk-heading-xl">
          <Words text={stop.title} language={language} />
        </h1>
        <p class="govuk-body-l">
          <Words text={stop.text} language={language} />
        </p>
        {stop.link === undefined ? null : <p class="govuk-body">{stop.link}</p>}
      </>
    ),
  });
}

/** What would follow if it were sent: nothing has been. */
export function endStep(request: Request, trying: Trying): Answer {
  const { t, language } = request;
  const { cost, whatHappens, signature } = trying.service.definition;
  const happens = whatHappens === undefined ? [] : texts(whatHappens, language);
  const title = t('applications.try.end');
  return tried(request, trying, {
    title,
    back: 'granska',
    body: (
      <>
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{t('applications.try.end-about')}</p>
        <ul class="govuk-list govuk-list--bullet">
          {signature === undefined ? null : <li>{t('applications.try.signed')}</li>}
          <li>
            <Words text={cost.text} language={language} />
          </li>
          {happens.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      </>
    ),
  });
}

/** In an example town: as which made-up person, for forms that know something of who fills them in. */
function TriedAs({ request, trying }: { readonly request: Request; readonly trying: Trying }) {
  const { t, url } = request;
  const people = examplePeople(request, trying.service);
  if (people.length === 0) return null;
  return (
    <form method="get" action={url('desk.try', { service: trying.service.id })} novalidate>
      <Select
        id="som"
        name="som"
        label={{ text: t('applications.try.as') }}
        items={[
          { value: '', text: t('applications.try.nobody') },
          ...people.map(({ at, name }) => ({ value: at, text: name, selected: at === trying.as })),
        ]}
      />
      <Button text={t('applications.try.choose')} classes="govuk-button--secondary" />
    </form>
  );
}

interface Step {
  readonly title: string;
  readonly status?: number;
  /** The page that is shown, when it is one of the form. */
  readonly page?: string;
  readonly back?: string | undefined;
  readonly errors?: ComponentChildren;
  readonly body: ComponentChildren;
  readonly on?: ComponentChildren;
}

function tried(request: Request, trying: Trying, step: Step): Answer {
  const { t, url, language, csrf } = request;
  const { service } = trying;
  const { names, current } = stations(request, service.form, trying.way, step.page);
  return {
    kind: 'page',
    status: step.status ?? 200,
    frame: 'form',
    title: `${t('applications.try.title')}: ${step.title}`,
    body: (
      <Columns>
        <NotificationBanner
          titleText={t('applications.try.title')}
          html={
            <>
              <p class="govuk-notification-banner__heading">{t('applications.try.nothing-kept')}</p>
              <p class="govuk-body">{t('applications.try.registers')}</p>
              <a class="govuk-notification-banner__link" href={url('desk.service', { service: service.id })}>
                {t('applications.try.leave')}
              </a>
            </>
          }
        />
        {Object.keys(trying.answers).length === 0 ? <TriedAs request={request} trying={trying} /> : null}
        {step.errors}
        <Where what={text(service.definition.title, language)} saved={undefined} />
        {step.page === undefined ? null : <Progress steps={names} current={current} />}
        <form method="post" action={url('desk.try', { service: service.id })} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <input type="hidden" name={STATE} value={JSON.stringify(trying.answers)} />
          <input type="hidden" name={AS} value={trying.as} />
          {step.page === undefined ? null : <input type="hidden" name={PAGE} value={step.page} />}
          {step.body}
          <div class="govuk-button-group">
            {step.on}
            {step.back === undefined ? null : (
              <Button text={t('applications.try.back')} name={TO} value={step.back} classes="govuk-button--secondary" />
            )}
            <a class="govuk-link" href={url('desk.try', { service: service.id })}>
              {t('applications.try.again')}
            </a>
          </div>
        </form>
      </Columns>
    ),
  };
}

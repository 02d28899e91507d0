import type { FieldError } from '@torget/form';
import type { ComponentChildren } from 'preact';
import { FeedbackLink } from '#areas/feedback/index.ts';
import { BackLink, Columns, ErrorSummary, Progress, Where } from '#platform/design/index.ts';
import { sessionEnd } from '#platform/identity/index.ts';
import { formatTime, houseLanguage, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Assisted } from '../assist/assist.ts';
import type { Stations } from '../way.ts';

/** With more stations than these the line is only dots: the page says the numbers instead (design/screens). */
const STATIONS = 8;

/** The frame of every page of a journey: back, what it is about, where one stands. */
export function Frame(props: {
  readonly request: Request;
  readonly service: Service;
  readonly back: string;
  readonly saved: string | undefined;
  /** An officer fills in for somebody, who came in this way. */
  readonly helps?: Assisted['channel'] | undefined;
  readonly stations: Stations;
  readonly children: ComponentChildren;
}) {
  const { request, service, back, saved, stations } = props;
  const { t, language, actor } = request;
  const { names, current } = stations;
  return (
    <>
      <BackLink href={back} />
      <Columns>
        {props.helps === undefined ? null : (
          <p class="govuk-inset-text">
            {t(
              props.helps !== 'letter'
                ? 'applications.assist.helping'
                : service.definition.onPaper === undefined
                  ? 'applications.assist.copying'
                  : 'applications.letter.copying',
            )}
          </p>
        )}
        <Where
          what={text(service.definition.title, language)}
          saved={
            saved === undefined
              ? undefined
              : t('applications.page.saved', { time: (language) => formatTime(saved, language) })
          }
        />
        {names.length <= STATIONS ? (
          <Progress steps={names} current={current} />
        ) : (
          <p class="t-where">{t('applications.page.step-of', { n: current + 1, of: names.length })}</p>
        )}
        {props.children}
        {actor.kind === 'citizen' ? (
          <p class="t-source">
            {t('applications.page.session-ends', {
              time: (language) => formatTime(sessionEnd(actor.session).toString(), language),
            })}
          </p>
        ) : null}
        <FeedbackLink request={request} service={service.id} place="step" />
      </Columns>
    </>
  );
}

/** All errors of a page with links to their fields, in the order of the page; nothing when there are none. */
export function Errors({ request, errors }: { readonly request: Request; readonly errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  const { t, language } = request;
  return (
    <ErrorSummary
      titleText={t('applications.page.errors', { n: errors.length })}
      errorList={errors.map(({ field, message }) => ({ text: message[houseLanguage(language)], href: `#${field}` }))}
    />
  );
}

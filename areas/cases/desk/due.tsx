import { legalDay } from '#platform/calendar/index.ts';
import { Clock } from '#platform/design/index.ts';
import { daysLeft, formatDate, formatDaysLeft } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Pause } from '../pauses.ts';
import type { ReadCase } from './open.ts';

/** The day that the service promises an answer by, moved by the days that its clock stood still. */
export function promisedBy({ view, service, clock }: ReadCase): Temporal.PlainDate | undefined {
  const within = service?.definition.promise.decisionWithin;
  return within === undefined
    ? undefined
    : legalDay(view.receivedAt).add({ days: clock.days }).add(Temporal.Duration.from(within));
}

/** `fre 6 nov, 2 dagar kvar`. */
export function dueText(day: Temporal.PlainDate, { language, now }: Pick<Request, 'language' | 'now'>): string {
  const iso = day.toString();
  const date = formatDate(iso, language, { short: true, weekday: true });
  return `${date}, ${formatDaysLeft(daysLeft(iso, now), language)}`;
}

/** `till 10 feb: svar från parten väntas`. */
export function pauseText({ t }: Pick<Request, 't' | 'language'>, pause: Pick<Pause, 'reason' | 'until'>): string {
  return t('cases.pause.until', {
    day: (language) => formatDate(pause.until, language, { short: true }),
    why: t(`cases.pause.${pause.reason}`),
  });
}

/** One square per day from arrival to the day it is due. */
export function DueClock(props: {
  readonly request: Request;
  readonly from: Temporal.Instant;
  readonly due: Temporal.PlainDate;
}) {
  const { request, due } = props;
  const start = legalDay(props.from);
  const today = legalDay(request.now);
  return (
    <Clock days={start.until(due).days} gone={start.until(today).days}>
      {dueText(due, request)}
    </Clock>
  );
}

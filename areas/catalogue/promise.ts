import { text } from '#platform/text/index.ts';
import type { ServiceDefinition } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';

/** The service's promise in words: its own sentence when it has one, else made from the durations of service.yaml. */
export function promiseText({ promise }: ServiceDefinition, { t, language }: Pick<Request, 't' | 'language'>): string {
  if (promise.text !== undefined) return text(promise.text, language);
  if (promise.decisionWithin === undefined) return t('catalogue.promise.none');
  const within = t('catalogue.promise.within', { time: durationText(promise.decisionWithin, t) });
  return promise.usually !== undefined && isQuick(promise.usually)
    ? t('catalogue.promise.often-at-once', { within })
    : within;
}

function isQuick(iso: string): boolean {
  return Temporal.Duration.from(iso).total({ unit: 'hours', relativeTo: Temporal.PlainDate.from('2026-01-01') }) <= 1;
}

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'] as const;

/** `P5D` as "5 dagar". */
function durationText(iso: string, t: Request['t']): string {
  const duration = Temporal.Duration.from(iso);
  const unit = UNITS.find((name) => duration[name] !== 0) ?? 'days';
  return t(`catalogue.duration.${unit}`, { n: duration[unit] });
}

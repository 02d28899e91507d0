import { formatDate, formatMoney, formatMonth, text } from '#platform/text/index.ts';
import { ASSIGN, elementOf } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { outcomeText } from '../outcome.ts';
import type { CaseFile } from '../queries/file.ts';
import type { Related } from '../related/related.ts';
import { unitName } from './names.ts';
import type { ReadCase } from './open.ts';

export interface CaseEvent {
  readonly at: string;
  readonly text: string;
  readonly note?: string;
}

/** Tasks of the house's own processes, by element. */
const OWN: {
  readonly [element: string]:
    | 'cases.desk.delay-task'
    | 'cases.desk.new-file-task'
    | 'cases.desk.unexecuted-task'
    | 'cases.desk.translation-task';
} = {
  Beratta: 'cases.desk.delay-task',
  Ny_fil: 'cases.desk.new-file-task',
  Forklara: 'cases.desk.unexecuted-task',
  Oversatt_Beslut: 'cases.desk.translation-task',
};

/** A rule that this version of the house has; a case may be older than that. */
function isRule(name: string): name is (typeof ASSIGN)[number] {
  return ASSIGN.some((rule) => rule === name);
}

/** What has happened in a case, newest first: arrival, tasks done, decisions, letters, payments. */
export function eventsOf(
  request: Request,
  { view, service }: ReadCase,
  file: CaseFile,
  related: readonly Related[] = [],
): readonly CaseEvent[] {
  const { t, language } = request;
  // Of a version that is gone only the step's id is known.
  const other = (id: string) => (service === undefined && !(id in OWN) ? id : t(OWN[id] ?? 'cases.desk.review-task'));
  const element = (id: string) => (service && elementOf(service, id)?.name) ?? other(id);
  const events: CaseEvent[] = [
    ...(view.statuses.length > 0 ? [] : [{ at: view.receivedAt.toString(), text: t('cases.desk.event.received') }]),
    ...view.statuses
      // Several elements may be the same step to the person.
      .filter((status, index, all) => all.findIndex((other) => other.step === status.step) === index)
      .map((status) => ({
        at: status.at,
        text: text(service?.definition.steps[status.step] ?? { sv: status.step }, language),
      })),
    ...file.done.map((task) => ({
      at: task.at,
      text: t(task.how === 'completed' ? 'cases.desk.event.done' : 'cases.desk.event.withdrawn', {
        task: element(task.element),
      }),
      ...(task.by === null ? {} : { note: task.by }),
    })),
    ...file.assigned.map(({ element: id, rule, to, at }) => ({
      at,
      text: t('cases.desk.event.assigned', { task: element(id) }),
      note: `${to} (${t(`cases.assign.rule.${isRule(rule) ? rule : 'other'}`)})`,
    })),
    ...file.decisions.map((decision) => ({
      at: decision.at,
      text: t('cases.desk.event.decided', { outcome: outcomeText(t, decision.outcome) }),
      note:
        decision.decidedBy === 'automated'
          ? t('cases.desk.automated', { delegation: decision.delegation ?? '' })
          : decision.unit === null
            ? decision.deciders.join(', ')
            : unitName(request, decision.unit),
    })),
    ...file.documents
      .filter((document) => document.kind === 'letter')
      .map((document) => ({ at: document.at, text: t('cases.desk.event.letter'), note: document.title })),
    ...file.fees.map(({ amount, way, day, by, at }) => ({
      at,
      text: t('cases.desk.event.fee-paid', {
        amount: (language) => formatMoney(amount, language, { unit: 'kr' }),
        day: (language) => formatDate(day, language),
        way: t(`cases.fee-way.${way}`),
      }),
      note: by,
    })),
    ...file.payments.map((payment) => ({
      at: payment.at,
      text: t('cases.desk.event.paid', { amount: (language) => formatMoney(payment.amount, language, { unit: 'kr' }) }),
      note: formatMonth(payment.period, language),
    })),
    ...related.flatMap(({ number, kind, at, by, ended }) => {
      const note = `${number}, ${t(`cases.related.kind.${kind}`).toLowerCase()}`;
      return [
        { at, text: t('cases.desk.event.related'), note: `${note}. ${by}` },
        ...(ended === null
          ? []
          : [{ at: ended.at, text: t('cases.desk.event.unrelated'), note: `${note}. ${ended.by}` }]),
      ];
    }),
    ...(view.closedAt === null ? [] : [{ at: view.closedAt.toString(), text: t('cases.desk.event.closed') }]),
  ];
  const instant = (event: CaseEvent) => Temporal.Instant.from(event.at);
  // What happened in one instant stands in the order in which it is told here, the last first.
  return events.toSorted((a, b) => Temporal.Instant.compare(instant(a), instant(b))).toReversed();
}

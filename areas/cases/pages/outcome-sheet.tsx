import type { ComponentChildren } from 'preact';
import { Button, Sheet } from '#platform/design/index.ts';
import { formatDate, formatMoney, formatMonth } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { linesOf, outcomeText, saidIn } from '../outcome.ts';
import { type CaseFile, holding } from '../queries/file.ts';

const OUTCOMES = ['approved', 'partly-approved', 'rejected', 'dismissed', 'closed-without-decision'] as const;

const DECIDED = {
  automated: 'cases.case.decided-automatically',
  officer: 'cases.case.decided-by-officer',
  board: 'cases.case.decided-by-board',
  chair: 'cases.case.decided-by-chair',
} as const;

/** What only who applied got. */
const YOURS: readonly string[] = ['approved', 'partly-approved', 'rejected'];

const ENTERED: readonly string[] = ['board', 'chair'];

/** The answer first: what the person got, in words and kronor, and the way to the decision itself. */
export function OutcomeSheet(props: {
  readonly request: Request;
  readonly file: CaseFile;
  /** What a board or its chair has decided is told when it is dispatched, which closes the case. */
  readonly closed: boolean;
  /** The party who reads it. */
  readonly reader: string;
  /** She has not applied: what was decided is told, and not as something that she got. */
  readonly other: boolean;
  /** Something above says what took its place: it is told as what was decided before, with nothing of what it gave. */
  readonly replaced: boolean;
  readonly children: ComponentChildren;
}) {
  const { request, file } = props;
  const { t, url, language } = request;
  const decision = holding(file.decisions);
  if (decision === undefined || (ENTERED.includes(decision.decidedBy) && !props.closed)) return null;
  const outcome = OUTCOMES.find((code) => code === decision.outcome) ?? 'approved';
  const amount = decision.values['belopp'];
  const says = props.replaced ? '' : saidIn(decision.values);
  const gave = props.other || props.replaced ? undefined : amount;
  const told =
    props.other && YOURS.includes(outcome) ? 'cases.case.decided' : (`cases.outcome-you.${outcome}` as const);
  // Other letters have come after it: a receipt of an appeal, for instance.
  const letters = file.documents.filter(({ letterId, decision: of }) => letterId !== null && of === decision.id);
  const letter = letters.findLast(({ to }) => to === props.reader) ?? letters.at(-1);
  // What was paid out by an earlier decision says nothing of the one that took its place.
  const payment = file.payments.findLast((order) => order.at >= decision.at);
  return (
    <Sheet id="utfall" title={t(props.replaced ? 'cases.case.decided-before' : told)}>
      <p class="govuk-body">
        {typeof gave === 'string' || typeof gave === 'number' ? (
          <>
            {t('cases.case.you-get')} <strong class="t-nowrap">{formatMoney(String(gave), language)}</strong>.{' '}
          </>
        ) : null}
        {props.other || payment === undefined
          ? null
          : `${t('cases.case.paid', { period: (language) => formatMonth(payment.period, language) })} `}
        {t(DECIDED[decision.decidedBy], {
          at: (language) => formatDate(decision.day, language),
          outcome: outcomeText(t, decision.outcome),
        })}
      </p>
      {linesOf(says ?? '').map((line) => (
        <p class="govuk-body">{line}</p>
      ))}
      {props.children}
      {letter?.letterId ? (
        <div class="govuk-button-group">
          <Button href={url('inbox.letter', { letter: letter.letterId })} text={t('cases.case.read-decision')} />
        </div>
      ) : null}
    </Sheet>
  );
}

import { fromJson } from '@torget/feel';
import { DeskSection, DeskTable, Details, RuleTable, Scroll } from '#platform/design/index.ts';
import { lawText } from '#platform/letters/index.ts';
import { formatMoney, houseLanguage } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { DecisionRow, EvaluationRow } from '../queries/file.ts';
import { type RuleFacts, type RuleRow, ruleRows, sumRows } from './rules.ts';

export interface RulesProps {
  readonly request: Request;
  readonly caseId: string;
  readonly evaluation: EvaluationRow;
  readonly facts: RuleFacts;
  /** The service's version, as much of it as one needs to tell versions apart. */
  readonly version: string;
  readonly decision?: DecisionRow | undefined;
}

/** What the decision model said: the rules that hit with their facts and law, and the computation it laid out. */
export function Rules(props: RulesProps) {
  return (
    <>
      <RulesThatHit {...props} />
      <Computation {...props} />
    </>
  );
}

function RulesThatHit({ request, caseId, evaluation, facts, version }: RulesProps) {
  const { t, url } = request;
  const rows = ruleRows(evaluation.trace, facts);
  if (rows.length === 0) return null;
  const hits = rows.filter((row) => row.hit);
  const rest = rows.filter((row) => !row.hit);
  return (
    <DeskSection
      id="regler"
      title={t('cases.desk.rules')}
      note={
        <>
          {t('cases.desk.rules-note', { version, hit: hits.length, all: rows.length })}
          {' · '}
          <a class="govuk-link" href={url('desk.rules', { case: caseId, evaluation: evaluation.id })}>
            {t('cases.desk.rule-by-rule')}
          </a>
        </>
      }
    >
      {hits.length === 0 ? (
        <p class="govuk-body">{t('cases.desk.no-rule')}</p>
      ) : (
        <RuleTable
          rows={hits.map((row) => ({
            kind: row.asks ? 'ask' : 'hit',
            rule: row.says,
            outcome: row.asks ? t('cases.desk.you-judge') : said(row, t('cases.desk.applies')),
            facts: <FactsOf row={row} />,
            law: lawOf(row, request),
          }))}
        />
      )}
      {rest.length === 0 ? null : (
        <Details
          summaryText={t('cases.desk.not-hit', { n: rest.length })}
          html={<Others request={request} rows={rest} />}
        />
      )}
    </DeskSection>
  );
}

/** A code of the model says nothing to a person: then only that the rule applies. */
function said(row: RuleRow, applies: string): string {
  return /^[a-zåäö_]*$/.test(row.outcome) ? applies : row.outcome;
}

function lawOf(row: RuleRow, { language }: Request): string {
  return row.law === '' ? '' : lawText(row.law, language);
}

function FactsOf({ row }: { readonly row: RuleRow }) {
  return (
    <>
      {row.facts.map((fact, index) => (
        <>
          {index === 0 ? '' : ' · '}
          {fact.label} <b>{fact.value}</b>
        </>
      ))}
    </>
  );
}

function Others({ request, rows }: { readonly request: Request; readonly rows: readonly RuleRow[] }) {
  const { t } = request;
  return (
    <DeskTable
      caption={t('cases.desk.others')}
      columns={[
        { text: t('cases.desk.rule') },
        { text: t('cases.desk.facts') },
        { text: t('cases.desk.law'), wide: true },
      ]}
      rows={rows.map((row) => ({ cells: [row.says, <FactsOf row={row} />, lawOf(row, request)] }))}
    />
  );
}

/** Whether what the rules computed has been decided on: by itself, or by somebody who had it before them. */
function isDecided({ id }: RulesProps['evaluation'], decision: RulesProps['decision']): boolean {
  return decision !== undefined && (decision.evaluationId === id || decision.id > id);
}

function Computation({ request, evaluation, decision }: RulesProps) {
  const { t } = request;
  const rows = sumRows(fromJson(evaluation.value), houseLanguage(request.language));
  if (rows.length === 0) return null;
  const decided = decision?.values['belopp'];
  const asked = rows.some((row) => row.asked !== '');
  const cells = (label: string, ask: string, amount: string) => (asked ? [label, ask, amount] : [label, amount]);
  return (
    <DeskSection id="berakning" title={t('cases.desk.computation')} note={t('cases.desk.kronor')}>
      <Scroll label={t('cases.desk.computation')}>
        <DeskTable
          computation
          caption={t('cases.desk.computation')}
          columns={[
            { text: t('cases.desk.item') },
            ...(asked ? [{ text: t('cases.desk.asked'), numeric: true }] : []),
            { text: t(isDecided(evaluation, decision) ? 'cases.desk.computed' : 'cases.desk.proposal'), numeric: true },
          ]}
          rows={[
            ...rows.map((row) => ({
              ...(row.total ? { kind: 'total' as const } : row.differs ? { kind: 'ask' as const } : {}),
              cells: cells(row.label, row.asked, row.amount),
            })),
            ...(typeof decided === 'string' || typeof decided === 'number'
              ? [
                  {
                    kind: 'total' as const,
                    cells: cells(
                      t('cases.desk.decided'),
                      '',
                      formatMoney(String(decided), houseLanguage(request.language), { unit: 'kr' }),
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Scroll>
    </DeskSection>
  );
}

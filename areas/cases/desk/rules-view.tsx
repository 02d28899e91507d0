import { fromJson } from '@torget/feel';
import { Details } from '#platform/design/index.ts';
import { lawText } from '#platform/letters/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { EvaluationRow } from '../queries/file.ts';
import { DeskTable, Part, type TableRow } from './parts.tsx';
import { type RuleRow, ruleTables, sumRows } from './rules.ts';

/** What the decision model said: the rules that hit with their facts and law, and the computation it laid out. */
export function Rules({
  request,
  evaluation,
  version,
}: {
  request: Request;
  evaluation: EvaluationRow;
  version: string;
}) {
  const { t, language } = request;
  const sums = sumRows(fromJson(evaluation.value), language);
  return (
    <>
      {ruleTables(evaluation.trace, language).map((table) => {
        const hit = table.rows.filter((row) => row.hit);
        const rest = table.rows.filter((row) => !row.hit);
        return (
          <Part
            id={`regler-${table.id}`}
            title={`${t('cases.desk.rules')}: ${table.name}`}
            note={t('cases.desk.rules-note', { version, hit: hit.length, all: table.rows.length })}
          >
            {hit.length > 0 ? (
              <Table request={request} rows={hit} label={table.name} />
            ) : (
              <p class="govuk-body">{t('cases.desk.no-rule')}</p>
            )}
            {rest.length > 0 ? (
              <Details
                summaryText={t('cases.desk.not-hit', { n: rest.length })}
                html={<Table request={request} rows={rest} label={`${table.name}, ${t('cases.desk.others')}`} />}
              />
            ) : null}
          </Part>
        );
      })}
      {sums.length > 0 ? (
        <Part id="berakning" title={t('cases.desk.computation')} note={t('cases.desk.kronor')}>
          <DeskTable
            label={t('cases.desk.computation')}
            head={[t('cases.desk.item'), t('cases.desk.amount')]}
            numeric={[1]}
            rows={sums.map(
              (row): TableRow => ({ kind: row.total ? 'total' : undefined, cells: [row.label, row.amount] }),
            )}
          />
        </Part>
      ) : null}
    </>
  );
}

function Table({ request, rows, label }: { request: Request; rows: readonly RuleRow[]; label: string }) {
  const { t, language } = request;
  return (
    <DeskTable
      rules
      label={label}
      head={[t('cases.desk.rule'), t('cases.desk.rule-outcome'), t('cases.desk.facts'), t('cases.desk.law')]}
      rows={rows.map((row) => ({
        kind: row.asks ? 'ask' : row.hit ? 'hit' : undefined,
        cells: [
          `${row.number} ${row.says}`,
          row.outcome,
          row.facts.map((fact, index) => (
            <>
              {index === 0 ? '' : ' · '}
              {fact.label} <b>{fact.value}</b>
            </>
          )),
          row.law === '' ? '' : lawText(row.law, language),
        ],
      }))}
    />
  );
}

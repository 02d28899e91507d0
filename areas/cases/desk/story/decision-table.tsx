import { Details, Scroll, Tag } from '#platform/design/index.ts';
import { Law } from './law.tsx';
import type { Tell } from './logic.tsx';
import { basesIn, type RuleTold, type TableTold } from './story.ts';
import { Inline } from './value.tsx';
import { ruleWords } from './words.ts';

/** Columns that stand side by side on paper; a wider table tells each rule by the conditions that it has. */
const SIDE_BY_SIDE = 4;
/** Rules that a person looks through; of a longer table those that hit come first. */
const AT_ONCE = 40;

interface TableProps {
  readonly tell: Tell;
  readonly table: TableTold;
}

/** A decision table as it was asked: what each column saw, and the rules that hit marked by word, weight and bar. */
export function DecisionTable({ tell, table }: TableProps) {
  const { t } = tell.request;
  const hits = table.rules.filter(({ hit }) => hit);
  const all = <Drawn tell={tell} table={table} rules={table.rules} />;
  return (
    <>
      <p class="d-dmn__policy">
        {table.asked
          ? t('cases.story.policy', {
              policy: policyText(table.hitPolicy, tell),
              hit: hits.length,
              all: table.rules.length,
            })
          : t('cases.story.not-asked')}
      </p>
      {table.rules.length <= AT_ONCE ? (
        all
      ) : (
        <>
          {hits.length === 0 ? null : <Drawn tell={tell} table={table} rules={hits} />}
          <Details summaryText={t('cases.story.whole-table', { n: table.rules.length })} html={all} />
        </>
      )}
    </>
  );
}

const POLICIES = {
  UNIQUE: 'unique',
  ANY: 'any',
  PRIORITY: 'priority',
  FIRST: 'first',
  'RULE ORDER': 'rule-order',
  'OUTPUT ORDER': 'output-order',
  COLLECT: 'collect',
  'COLLECT SUM': 'sum',
  'COLLECT MIN': 'min',
  'COLLECT MAX': 'max',
  'COLLECT COUNT': 'count',
} as const;

function policyText(policy: string, { request: { t } }: Tell): string {
  const known = Object.entries(POLICIES).find(([name]) => name === policy)?.[1];
  return known === undefined ? policy : t(`cases.story.policies.${known}`);
}

interface DrawnProps extends TableProps {
  readonly rules: readonly RuleTold[];
}

function Drawn(props: DrawnProps) {
  const { tell, table } = props;
  const label = tell.request.t('cases.story.table', { name: tell.labelOf(table.owner) });
  return (
    <Scroll label={label}>
      <table class="d-table d-dmn">
        <caption class="govuk-visually-hidden">{label}</caption>
        {table.columns.length <= SIDE_BY_SIDE ? <SideBySide {...props} /> : <RuleByRule {...props} />}
      </table>
    </Scroll>
  );
}

function SideBySide({ tell, table, rules }: DrawnProps) {
  const { request, language } = tell;
  const { t } = request;
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('cases.story.rule')}</th>
          {table.columns.map(({ label, expression }) => (
            <th scope="col">
              {tell.labelOf(label)}
              {label === expression ? null : <Feel text={expression} />}
            </th>
          ))}
          <OutputHeads tell={tell} table={table} />
        </tr>
        {table.asked ? (
          <tr class="d-dmn__seen">
            <th scope="row">{t('cases.story.in-case')}</th>
            {table.columns.map(({ label, value }) => (
              <td data-label={tell.labelOf(label)}>
                <strong>
                  <Inline value={value ?? null} language={language} />
                </strong>
              </td>
            ))}
            <td class="d-dmn__empty" colspan={table.outputs.length + 1} />
          </tr>
        ) : null}
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr class={rule.hit ? 'is-hit' : undefined}>
            <RuleHead tell={tell} rule={rule} />
            {table.columns.map(({ label }, index) => (
              <Cell tell={tell} label={label} text={rule.conditions[index] ?? ''} />
            ))}
            <Answer tell={tell} rule={rule} table={table} />
          </tr>
        ))}
        <Otherwise tell={tell} table={table} columns={table.columns.length} />
      </tbody>
    </>
  );
}

function RuleByRule({ tell, table, rules }: DrawnProps) {
  const { request, language } = tell;
  const { t } = request;
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('cases.story.rule')}</th>
          <th scope="col">{t('cases.story.conditions')}</th>
          <OutputHeads tell={tell} table={table} />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => {
          const conditions = table.columns.flatMap((column, index) => {
            const cell = rule.conditions[index] ?? '-';
            return isOpen(cell) ? [] : [{ ...column, cell }];
          });
          return (
            <tr class={rule.hit ? 'is-hit' : undefined}>
              <RuleHead tell={tell} rule={rule} />
              <td>
                {conditions.length === 0 ? t('cases.story.always') : null}
                {conditions.map(({ label, cell, value }) => (
                  <div class="d-dmn__asks">
                    {tell.labelOf(label)} <Feel text={cell} />
                    {value === undefined ? null : (
                      <div class="d-dmn__was">
                        {t('cases.story.was')}{' '}
                        <strong>
                          <Inline value={value} language={language} />
                        </strong>
                      </div>
                    )}
                  </div>
                ))}
              </td>
              <Answer tell={tell} rule={rule} table={table} />
            </tr>
          );
        })}
        <Otherwise tell={tell} table={table} columns={1} />
      </tbody>
    </>
  );
}

function OutputHeads({ tell, table }: TableProps) {
  return (
    <>
      {table.outputs.map(({ label }) => (
        <th scope="col" class="d-dmn__out">
          {tell.labelOf(label)}
        </th>
      ))}
      <th scope="col">{tell.request.t('cases.story.why')}</th>
    </>
  );
}

function RuleHead({ tell, rule }: { readonly tell: Tell; readonly rule: RuleTold }) {
  return (
    <th scope="row" class="d-dmn__rule">
      {rule.number} {rule.hit ? <Tag text={tell.request.t('cases.story.hit')} /> : null}
    </th>
  );
}

/** What a rule answers, why it says so and on which provision. A rule that did not hit shows what it would say, as written. */
function Answer({ tell, rule, table }: { readonly tell: Tell; readonly rule: RuleTold; readonly table: TableTold }) {
  const { language } = tell;
  const bases = basesIn(rule.annotations['Lagrum'] ?? '');
  return (
    <>
      {rule.outputs.map(({ written, value }, index) => (
        <td class="d-dmn__out" data-label={tell.labelOf(table.outputs[index]?.label ?? '')}>
          {value === undefined ? (
            <Feel text={written} />
          ) : (
            <strong>
              <Inline value={value} language={language} />
            </strong>
          )}
        </td>
      ))}
      <td class="d-dmn__why">
        {ruleWords(rule, table.traced, tell).map(({ name, text }) => (
          <div>
            {name === undefined ? null : <span class="d-dmn__name">{name}: </span>}
            {text}
          </div>
        ))}
        {bases.length === 0 ? null : (
          <div class="d-dmn__law">
            <Law bases={bases} language={language} cited={rule.hit ? tell.cited : []} />
          </div>
        )}
      </td>
    </>
  );
}

/** What holds when no rule hits. */
function Otherwise({ tell, table, columns }: TableProps & { readonly columns: number }) {
  const { t } = tell.request;
  if (table.outputs.every(({ otherwise }) => otherwise === undefined)) return null;
  const used = table.asked && table.rules.every(({ hit }) => !hit);
  return (
    <tr class={used ? 'is-hit' : undefined}>
      <th scope="row" class="d-dmn__rule">
        {t('cases.story.otherwise')} {used ? <Tag text={t('cases.story.hit')} /> : null}
      </th>
      <td colspan={columns}>{t('cases.story.no-rule')}</td>
      {table.outputs.map(({ otherwise }) => (
        <td class="d-dmn__out">
          <Feel text={otherwise ?? '-'} />
        </td>
      ))}
      <td class="d-dmn__empty" />
    </tr>
  );
}

function isOpen(cell: string): boolean {
  return cell === '' || cell === '-';
}

/** A condition as written; an open one is a dash that is read out as what it means. */
function Cell({ tell, label, text }: { readonly tell: Tell; readonly label: string; readonly text: string }) {
  if (!isOpen(text)) {
    return (
      <td data-label={tell.labelOf(label)}>
        <Feel text={text} />
      </td>
    );
  }
  return (
    <td class="d-dmn__open">
      <span aria-hidden="true">–</span>
      <span class="govuk-visually-hidden">{tell.request.t('cases.story.anything')}</span>
    </td>
  );
}

/** An expression in the model's own language. */
export function Feel({ text }: { readonly text: string }) {
  return <code class="d-feel">{text}</code>;
}

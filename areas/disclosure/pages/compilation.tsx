import { type OpenCase, openCases, outcomeText } from '#areas/cases/index.ts';
import { Button, Checkboxes, Columns, ErrorSummary, Input, Select, StackTable } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { MOST_ROWS, wholeList } from '#platform/files/index.ts';
import { formatDate, houseLanguage, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { columnsOf, csv, OPEN_COLUMNS, type OpenColumn, PERSONAL_COLUMNS } from '../compilation.ts';
import { REQUEST_SERVICE } from '../mount.ts';

const SHOWN = 50;
const DATE = /^[12]\d{3}-\d\d-\d\d$/;

/** A compilation of the registry by filter (TF 2 kap. 6 §), as a table or a file. Nothing of who asks is kept. */
export async function compilationPage(request: Request): Promise<Answer> {
  request.forget();
  const { query } = request;
  // Columns are `k-<name>`: a query holds one value for each name.
  const asked = Object.keys(query).flatMap((name) => (name.startsWith('k-') ? [name.slice(2)] : []));
  try {
    const columns = columnsOf(asked);
    const limit = query['format'] === 'csv' ? MOST_ROWS + 1 : SHOWN;
    const rows = wholeList(await openCases(request.db, { ...filterOf(request), limit }));
    if (query['format'] !== 'csv') return page(request, asked, { columns, rows });
    const body = Buffer.from(csv(rows, columns, (column, row) => told(request, column, row, true)));
    return { kind: 'file', type: 'text/csv; charset=utf-8', name: 'sammanstallning.csv', body };
  } catch (error) {
    if (error instanceof TorgetError && error.status === 422) return page(request, asked, error);
    throw error;
  }
}

function filterOf({ query, town }: Request) {
  const board = town.boards.find(({ id }) => id === query['namnd'])?.id;
  return { board, from: dateOf(query['fran']), to: dateOf(query['till']) };
}

/** A day that there is; anything else is not asked for. */
function dateOf(written = ''): string | undefined {
  try {
    return DATE.test(written) ? Temporal.PlainDate.from(written).toString() : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a column, or what stands in it. */
function told(request: Request, column: OpenColumn, row?: OpenCase, plain = false): string {
  const { t, town, language } = request;
  if (row === undefined) return t(`disclosure.compile.column.${column}`);
  const value = row[column];
  if (value === null) return '';
  if (column === 'board') return text(town.boards.find(({ id }) => id === value)?.title ?? { sv: value }, language);
  if (column === 'outcome') return outcomeText(t, value);
  if (column === 'number' || column === 'matter' || plain) return value;
  return formatDate(value, language, { short: true, year: true });
}

type Result = { readonly columns: readonly OpenColumn[]; readonly rows: readonly OpenCase[] };

function page(request: Request, asked: readonly string[], found: Result | TorgetError): Answer {
  const { t, language } = request;
  const refused = found instanceof TorgetError ? found : undefined;
  const isLong = refused?.code === 'list-too-long';
  return {
    kind: 'page',
    status: refused?.status ?? 200,
    frame: 'citizen',
    title: t('disclosure.compile.title'),
    navigation: 'registry',
    body: (
      <>
        {refused === undefined ? null : (
          <ErrorSummary
            titleText={t(isLong ? 'disclosure.compile.too-long' : 'disclosure.compile.refused')}
            errorList={[{ text: refused.public[houseLanguage(language)], href: isLong ? '#fran' : '#kolumner' }]}
          />
        )}
        <Columns>
          <h1 class="govuk-heading-xl">{t('disclosure.compile.title')}</h1>
          <p class="govuk-body-l">{t('disclosure.compile.lead')}</p>
          {refused === undefined || isLong ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={request.url('service', { service: REQUEST_SERVICE })}>
                {t('disclosure.compile.request')}
              </a>
            </p>
          )}
          <Form request={request} asked={asked} />
        </Columns>
        {found instanceof TorgetError ? null : <Rows request={request} found={found} />}
      </>
    ),
  };
}

function Form({ request, asked }: { readonly request: Request; readonly asked: readonly string[] }) {
  const { t, url, town, language, query } = request;
  const all = [...OPEN_COLUMNS, ...PERSONAL_COLUMNS];
  return (
    <form action={url('compilation')} method="get">
      <Checkboxes
        idPrefix="kolumner"
        name="kolumner"
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: t('disclosure.compile.columns') } }}
        items={all.map((column) => ({
          value: '1',
          name: `k-${column}`,
          ...(column === 'number' ? { id: 'kolumner' } : { id: `k-${column}` }),
          text: t(`disclosure.compile.column.${column}`),
          checked: asked.length === 0 ? (OPEN_COLUMNS as readonly string[]).includes(column) : asked.includes(column),
        }))}
      />
      <Select
        id="namnd"
        name="namnd"
        label={{ text: t('disclosure.compile.column.board') }}
        items={[
          { value: '', text: t('disclosure.compile.all') },
          ...town.boards.map(({ id, title }) => ({
            value: id,
            text: text(title, language),
            selected: id === query['namnd'],
          })),
        ]}
      />
      {(['fran', 'till'] as const).map((name) => (
        <Input
          id={name}
          name={name}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: t(`disclosure.compile.${name}`) }}
          value={dateOf(query[name]) ?? ''}
        />
      ))}
      <Button text={t('disclosure.compile.show')} />
    </form>
  );
}

function Rows({ request, found: { columns, rows } }: { readonly request: Request; readonly found: Result }) {
  const { t, url, query } = request;
  return (
    <>
      <h2 class="govuk-heading-l">{t('disclosure.compile.cases')}</h2>
      {rows.length === 0 ? (
        <p class="govuk-body">{t('disclosure.compile.none')}</p>
      ) : (
        <StackTable
          caption={t('disclosure.compile.cases')}
          rowHeader
          labels
          head={columns.map((column) => told(request, column))}
          rows={rows.map((row) =>
            columns.map((column) => {
              const said = told(request, column, row);
              // A number and a day stay whole; names of boards and matters are as long as they are.
              const isWhole = column !== 'board' && column !== 'matter' && column !== 'outcome';
              return isWhole ? <span class="t-nowrap">{said}</span> : said;
            }),
          )}
        />
      )}
      {rows.length < SHOWN ? null : <p class="govuk-body">{t('disclosure.compile.more', { n: SHOWN })}</p>}
      {rows.length === 0 ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={url('compilation', { ...query, format: 'csv' })}>
            {t('disclosure.compile.file')}
          </a>
        </p>
      )}
    </>
  );
}

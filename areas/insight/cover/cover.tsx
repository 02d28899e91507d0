import { type ArchivedApplication, archivedApplication } from '#areas/applications/index.ts';
import { looksTable } from '#areas/cases/index.ts';
import type { SeenLook } from '#platform/access/index.ts';
import type { Db, PersonalRows } from '#platform/database/index.ts';
import { htmlOf } from '#platform/design/index.ts';
import { formatDate, houseLanguage, text } from '#platform/text/index.ts';
import type { ServiceDefinition } from '#platform/town/index.ts';
import { type Cover, List, Rows } from './parts.tsx';
import { type Purpose, PurposeRows } from './purposes.tsx';
import { PARTS, type Part, TABLES, type Table } from './tables.ts';
import { type Row, RowText } from './values.tsx';

/** What the cover is made of: what the tables hold about the person, what it is for, and who has looked. */
export interface Told {
  readonly name: string;
  /** Legal time, RFC 3339. */
  readonly now: string;
  readonly rows: PersonalRows;
  readonly purposes: readonly Purpose[];
  readonly looks: readonly SeenLook[];
  readonly applications: ReadonlyMap<string, ArchivedApplication>;
}

/** The applications among the rows with the questions as they were asked, by their case. */
export async function applicationsIn(db: Db, rows: PersonalRows, cover: Cover): Promise<Told['applications']> {
  const found = new Map<string, ArchivedApplication>();
  for (const { case_id: id } of rows['applications.application'] ?? []) {
    const sent = typeof id === 'string' ? await archivedApplication(db, id, cover) : undefined;
    if (sent !== undefined) found.set(String(id), sent);
  }
  return found;
}

/** Plain enough for any browser and for paper: nothing is fetched from anywhere. */
const STYLE = `body{font:1.0625rem/1.5 sans-serif;max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.75rem}h2{margin-top:2.5rem;border-top:3px solid}h3{margin-top:2rem}dl{margin:.5rem 0 1rem}dl>div{display:grid;
grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:0 1rem;border-bottom:1px solid #b1b4b6;padding:.25rem 0}
dt{font-weight:700}dd{margin:0}ul{margin:0;padding-left:1.25rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid #b1b4b6;padding:.25rem .75rem .25rem 0}
@media(max-width:30rem){dl>div{grid-template-columns:minmax(0,1fr)}}`;

/**
 * The extract as one reads it (GDPR 15): what is done with the data and why, what one has the right to, and then all of
 * it in words, the cases one by one. A page of its own that needs nothing beside it.
 */
export function coverPage(cover: Cover, told: Told): string {
  const { t, language, town } = cover;
  const title = t('insight.cover.title', { name: told.name });
  const body = (
    <html lang={houseLanguage(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>
            {t('insight.cover.lead', {
              town: (spoken) => text(town.title, spoken),
              day: (spoken) => formatDate(told.now, spoken),
            })}
          </p>
          <p>{t('insight.cover.files')}</p>
          <Rights {...cover} />
          <h2>{t('insight.cover.uses')}</h2>
          <p>{t('insight.cover.uses-about')}</p>
          {PARTS.map((part) => (
            <>
              <h2>{t(`insight.cover.part.${part}`)}</h2>
              {part === 'cases' ? (
                <Cases cover={cover} told={told} />
              ) : (
                <Tables cover={cover} told={told} part={part} />
              )}
            </>
          ))}
          <h2>{t('insight.cover.looks')}</h2>
          {told.looks.length === 0 ? <p>{t('insight.cover.no-looks')}</p> : looksTable(cover, told.looks)}
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${htmlOf(body)}`;
}

function Rights({ t, town }: Cover) {
  const { email, phone, address } = town.contact;
  const rights = ['rectify', 'erase', 'restrict', 'object', 'human', 'complain'] as const;
  return (
    <>
      <h2>{t('insight.cover.rights')}</h2>
      <List items={rights.map((right) => t(`insight.cover.right.${right}`))} />
      <Rows rows={[[t('insight.cover.ask'), `${phone}, ${email}, ${address}`]]} />
    </>
  );
}

/** Every case with what it is for and all that is held in it; then what belongs to none that is the person's now. */
function Cases({ cover, told }: { readonly cover: Cover; readonly told: Told }) {
  const { t } = cover;
  const cases = told.rows['cases.case'] ?? [];
  const ids = new Set(cases.map(({ id }) => String(id)));
  if (cases.length === 0) return <Tables cover={cover} told={told} part="cases" />;
  return (
    <>
      {cases.map((one) => {
        const mine = (row: Row) => caseOf(row) === String(one['id']);
        const purpose = told.purposes.find(({ own }) => own.number === one['number']);
        return (
          <section>
            <h3>{t('insight.cover.case', { number: String(one['number']), matter: String(one['matter']) })}</h3>
            {purpose === undefined ? null : <PurposeRows cover={cover} purpose={purpose} />}
            <Tables cover={cover} told={told} part="cases" among={mine} steps={purpose?.definition?.steps} />
          </section>
        );
      })}
      <Tables cover={cover} told={told} part="cases" among={(row) => !ids.has(caseOf(row))} />
    </>
  );
}

const caseOf = (row: Row) => String(row['case_id'] ?? row['business_key'] ?? row['id']);

const ALL = () => true;

interface TablesProps {
  readonly cover: Cover;
  readonly told: Told;
  readonly part: Part;
  readonly among?: (row: Row) => boolean;
  /** What the steps of the case are called. */
  readonly steps?: ServiceDefinition['steps'] | undefined;
}

/** What the tables of a part hold, each under a heading of its own; of an application also what was asked. */
function Tables({ cover, told, part, among = ALL, steps }: TablesProps) {
  const tables = TABLES.filter((one) => one.part === part);
  // A case is a heading of its own above them.
  const Heading = among === ALL ? 'h3' : 'h4';
  return (
    <>
      {tables.map(({ area, name, table }) => {
        const rows = (told.rows[table] ?? []).filter(among);
        if (rows.length === 0) return null;
        return (
          <>
            <Heading>{cover.t(`insight.cover.table.${area}.${name}` as `insight.cover.table.${Table}`)}</Heading>
            {rows.map((row) => (
              <>
                <RowText
                  cover={cover}
                  row={told.applications.has(caseOf(row)) ? withoutCopies(table, row) : row}
                  steps={steps}
                />
                {table === 'applications.application' ? (
                  <Sent sent={told.applications.get(String(row['case_id']))} />
                ) : null}
              </>
            ))}
          </>
        );
      })}
    </>
  );
}

/** A document that only says what the application and the registers' data say beside it is told without its content. */
function withoutCopies(table: Table, row: Row): Row {
  if (table !== 'cases.document' || (row['kind'] !== 'application' && row['kind'] !== 'register')) return row;
  return { ...row, content: null };
}

/** The questions and answers of an application as they were sent. */
function Sent({ sent }: { readonly sent: ArchivedApplication | undefined }) {
  return (
    <>
      {sent?.sections.map(({ title, rows }) => (
        <>
          <p>
            <strong>{title}</strong>
          </p>
          <Rows rows={rows.map(({ label, value }) => [label, value] as const)} />
        </>
      ))}
    </>
  );
}

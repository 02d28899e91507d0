import { type CaseName, caseNames } from '#areas/cases/index.ts';
import { logLook, type PartyId } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { DeskPage, DeskTable, DeskTitle, Filter, FilterSelect, Pagination, Views } from '#platform/design/index.ts';
import {
  type Counts,
  type Cursor,
  definitions,
  type InstanceState,
  type Listed,
  listInstances,
  runningCounts,
} from '#platform/runtime/index.ts';
import { formatDateTime, formatNumber, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { conflicts } from '../open.ts';
import { addressOf, asked, elementName, type Process, processes, processTitle } from '../processes.ts';
import { secondsBetween, stayText } from '../words/duration.ts';
import { versionText } from '../words/version.ts';

/** Rows on a page. */
const PAGE = 50;

const STATES = [
  'running',
  'hindered',
  'suspended',
  'completed',
  'cancelled',
  'failed',
] as const satisfies readonly InstanceState[];

/** States of those that have not ended; they are counted, and stand somewhere. */
const OPEN = ['running', 'hindered', 'suspended'] as const;

function isOpen(state: InstanceState): state is (typeof OPEN)[number] {
  return OPEN.some((one) => one === state);
}

/** What the address asks for, read against what there is; unknown names are left out. */
interface Asked {
  readonly state: InstanceState;
  readonly process: Process | undefined;
  readonly version: string | undefined;
  readonly element: string | undefined;
  readonly after: Cursor | undefined;
}

/** Instances by state, service, version and element, a page at a time. */
export async function instancesPage(request: Request, options: OperationsOptions): Promise<Answer> {
  const { t, db, language } = request;
  const all = await processes(db, options);
  const ask = askedOf(request, all);
  const [rows, counts] = await Promise.all([listed(request, ask), runningCounts(db)]);
  const more = rows.length > PAGE;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('operations.list.title'),
    navigation: 'operations',
    body: (
      <DeskPage>
        <DeskTitle title={t('operations.list.title')}>
          <a class="govuk-link" href={request.url('desk.operations')}>
            {t('operations.back')}
          </a>
        </DeskTitle>
        <StateViews request={request} ask={ask} counts={counts} />
        <ListFilter request={request} all={all} ask={ask} />
        {ask.process === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={request.url('desk.migrate', addressOf(ask.process))}>
              {t('operations.set.link')}
            </a>
          </p>
        )}
        {rows.length === 0 ? (
          <p class="govuk-body">{t('operations.list.none')}</p>
        ) : (
          <Table request={request} all={all} ask={ask} rows={rows.slice(0, PAGE)} />
        )}
        <Pages request={request} ask={ask} last={more ? rows[PAGE - 1]?.row : undefined} language={language} />
      </DeskPage>
    ),
  };
}

function askedOf({ query }: Request, all: readonly Process[]): Asked {
  const process = asked(all, query);
  const version = process?.versions.find(({ version: hash }) => hash === query['version'])?.id;
  const element = query['steg'];
  return {
    state: STATES.find((state) => state === query['lage']) ?? 'running',
    process,
    version,
    element: process?.model.nodes.has(element ?? '') ? element : undefined,
    after: cursorOf(query['efter']),
  };
}

/** `2026-02-03T07:00:00.123456Z~<id>`: the last row of the page before. */
function cursorOf(written: string | undefined): Cursor | undefined {
  const [at = '', id = ''] = (written ?? '').split('~');
  if (!isUuid(id) || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at)) return undefined;
  try {
    return { at: Temporal.Instant.from(at).toString(), id };
  } catch {
    return undefined;
  }
}

/** The address of this list with something else asked. */
function addressWith({ url }: Request, ask: Asked, change: Partial<Asked>): string {
  const { state, process, version, element, after } = { ...ask, after: undefined, ...change };
  const hash = process?.versions.find(({ id }) => id === version)?.version;
  return url('desk.instances', {
    ...(state === 'running' ? {} : { lage: state }),
    ...(process === undefined ? {} : { tjanst: process.service, process: process.id }),
    ...(hash === undefined ? {} : { version: hash }),
    ...(element === undefined ? {} : { steg: element }),
    ...(after === undefined ? {} : { efter: `${after.at}~${after.id}` }),
  });
}

interface NamedRow {
  readonly row: Listed;
  readonly name: CaseName | undefined;
  /** A case of the officer's own or of somebody near: not to be opened. */
  readonly near: boolean;
}

/** Reads the page, and writes down whose cases stood in it. */
async function listed(request: Request, ask: Asked): Promise<readonly NamedRow[]> {
  const { db, actor, now, requestId } = request;
  return transaction(db, async (tx) => {
    const known = ask.process?.versions.map(({ id }) => id) ?? (await definitions(tx)).map(({ id }) => id);
    const rows = await listInstances(tx, {
      definitions: ask.version === undefined ? known : [ask.version],
      state: ask.state,
      limit: PAGE + 1,
      ...(ask.element === undefined ? {} : { element: ask.element }),
      ...(ask.after === undefined ? {} : { after: ask.after }),
    });
    const names = await caseNames(
      tx,
      rows.flatMap((row) => row.businessKey ?? []),
    );
    const subjects = [...names.values()].flatMap((name) => name.parties);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'operations', subjects, requestId }]);
    const own = await conflicts(tx, actor);
    return rows.map((row) => ({ row, ...named(names.get(row.businessKey ?? ''), own) }));
  });
}

function named(name: CaseName | undefined, own: ReadonlySet<PartyId>) {
  return { name, near: name?.parties.some((party) => own.has(party)) ?? false };
}

function StateViews({ request, ask, counts }: { request: Request; ask: Asked; counts: readonly Counts[] }) {
  const { t } = request;
  const own = ask.version === undefined ? ask.process?.versions.map(({ id }) => id) : [ask.version];
  const total = (of: (typeof OPEN)[number]) =>
    counts.reduce((sum, row) => sum + (own === undefined || own.includes(row.definition) ? row[of] : 0), 0);
  return (
    <Views
      label={t('operations.list.states')}
      items={STATES.map((state) => ({
        text: t(`operations.state.${state}`),
        href: addressWith(request, isOpen(state) ? ask : { ...ask, element: undefined }, { state }),
        ...(isOpen(state) ? { count: total(state) } : {}),
        current: state === ask.state,
        urgent: state === 'hindered' && total(state) > 0,
      }))}
    />
  );
}

function ListFilter({ request, all, ask }: { request: Request; all: readonly Process[]; ask: Asked }) {
  const { t, url, language } = request;
  const { process } = ask;
  const any = { value: '', text: t('operations.all') };
  const open = isOpen(ask.state);
  return (
    <Filter action={url('desk.instances')} button={t('operations.list.show')}>
      {ask.state === 'running' ? null : <input type="hidden" name="lage" value={ask.state} />}
      <FilterSelect
        id="f-tjanst"
        name="tjanst"
        label={t('operations.service')}
        value={process?.service ?? ''}
        options={[any, ...services(all, language)]}
      />
      {process === undefined ? null : (
        <>
          <FilterSelect
            id="f-process"
            name="process"
            label={t('operations.process')}
            value={process.id}
            options={all
              .filter(({ service }) => service === process.service)
              .map((one) => ({ value: one.id, text: one.beside ?? t('operations.own-process') }))}
          />
          <FilterSelect
            id="f-version"
            name="version"
            label={t('operations.version')}
            value={process.versions.find(({ id }) => id === ask.version)?.version ?? ''}
            options={[any, ...process.versions.map((one) => ({ value: one.version, text: versionText(request, one) }))]}
          />
          {open ? (
            <FilterSelect
              id="f-steg"
              name="steg"
              label={t('operations.step')}
              value={ask.element ?? ''}
              options={[
                any,
                ...[...process.model.nodes.values()]
                  .filter(({ kind, name }) => !/Gateway$|^startEvent$|^endEvent$/.test(kind) && name !== undefined)
                  .map(({ id, name }) => ({ value: id, text: name ?? id })),
              ]}
            />
          ) : null}
        </>
      )}
    </Filter>
  );
}

function services(all: readonly Process[], language: Request['language']) {
  return all
    .filter((one, at) => all.findIndex(({ service }) => service === one.service) === at)
    .map((one) => ({ value: one.service, text: text(one.title, language) }));
}

function Table(props: { request: Request; all: readonly Process[]; ask: Asked; rows: readonly NamedRow[] }) {
  const { request, all, ask, rows } = props;
  const { t } = request;
  const ended = !isOpen(ask.state);
  return (
    <DeskTable
      caption={t('operations.list.title')}
      columns={[
        { text: t('operations.case') },
        { text: t('operations.service'), wide: true },
        ...(ended ? [] : [{ text: t('operations.list.stands') }]),
        ...(ended ? [] : [{ text: t('operations.list.since'), numeric: true, wide: true }]),
        { text: t('operations.list.started'), numeric: true, wide: true },
        ...(ended ? [{ text: t('operations.list.ended'), numeric: true }] : []),
      ]}
      rows={rows.map((row) => rowOf(request, all, ended, row))}
    />
  );
}

function rowOf(request: Request, all: readonly Process[], ended: boolean, { row, name, near }: NamedRow) {
  const { t, url, language, now } = request;
  const process = all.find(({ versions }) => versions.some(({ id }) => id === row.definition));
  const version = process?.versions.find(({ id }) => id === row.definition);
  const steps = [...new Set(row.tokens.map(({ element }) => elementName(process?.model, element)))];
  const moment = (at: Temporal.Instant | null) =>
    at === null ? '–' : formatDateTime(at.toString(), language, { short: true });
  const since = row.tokens[0]?.since;
  const called = name?.number ?? t('operations.no-case');
  return {
    ...(row.incidents > 0 ? { kind: 'ask' as const } : {}),
    cells: [
      near ? (
        <span class="t-nowrap">{called}</span>
      ) : (
        <a class="govuk-link t-nowrap" href={url('desk.instance', { instance: row.id })}>
          {called}
        </a>
      ),
      <>
        {process === undefined ? '–' : processTitle(process, language)}{' '}
        <span class="t-soft t-nowrap">{version === undefined ? '' : t('operations.version-n', { n: version.n })}</span>
      </>,
      ...(ended
        ? []
        : [
            <>
              {steps.join(', ') || '–'}
              {row.incidents > 0 ? (
                <strong class="d-late">
                  {' '}
                  {t('operations.list.incidents', { n: (language) => formatNumber(row.incidents, language) })}
                </strong>
              ) : null}
            </>,
            since === undefined ? '–' : stayText(secondsBetween(since, now), language),
          ]),
      moment(row.startedAt),
      ...(ended ? [moment(row.endedAt)] : []),
    ],
  };
}

function Pages(props: { request: Request; ask: Asked; last: Listed | undefined; language: Request['language'] }) {
  const { request, ask, last } = props;
  const { t } = request;
  if (last === undefined && ask.after === undefined) return null;
  return (
    <Pagination
      {...(ask.after === undefined
        ? {}
        : { previous: { text: t('operations.list.first'), href: addressWith(request, ask, {}) } })}
      {...(last === undefined
        ? {}
        : {
            next: {
              text: t('operations.list.next'),
              href: addressWith(request, ask, { after: { at: last.at.toString(), id: last.id } }),
            },
          })}
    />
  );
}

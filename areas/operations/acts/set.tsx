import type { ComponentChildren } from 'preact';
import { transaction } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTitle,
  ErrorSummary,
  Filter,
  FilterSelect,
  Textarea,
} from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type MigrationPlan, previewMigration, runningOf, startMigration } from '#platform/runtime/index.ts';
import { formatNumber } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { addressOf, asked, type Process, processes, processTitle } from '../processes.ts';
import { versionText } from '../words/version.ts';
import { Faults, mapOf, PLACE, Places } from './places.tsx';
import { type Target, targetsOf } from './version.tsx';

/** So many of the oldest are tried on; the rest is like them, and what does not fit stays where it is in any case. */
const TRIED = 200;

interface Asked {
  readonly process: Process;
  readonly targets: readonly Target[];
  readonly from: Target | undefined;
  readonly to: Target | undefined;
}

async function read(request: Request, options: OperationsOptions): Promise<Asked> {
  const process = asked(await processes(request.db, options), request.query);
  if (process === undefined) throw new NotFound('no such process');
  const targets = targetsOf(options, process);
  const at = (name: string) => targets.find(({ version }) => version === request.query[name]);
  const [from, to] = [at('fran'), at('till')];
  return { process, targets, from: from?.id === undefined ? undefined : from, to: from === to ? undefined : to };
}

/** All running instances of one version to another: tried on the oldest first, then done by jobs with a reason. */
export async function setPage(request: Request, options: OperationsOptions): Promise<Answer> {
  return show(request, options, await read(request, options));
}

async function show(request: Request, options: OperationsOptions, ask: Asked, missing = false): Promise<Answer> {
  const { t, url, language } = request;
  const { process, from, to } = ask;
  const tried =
    from?.id === undefined || to === undefined ? undefined : await trial(request, options, process, from, to);
  return {
    kind: 'page',
    status: missing ? 422 : 200,
    frame: 'desk',
    title: t('operations.set.title'),
    navigation: 'operations',
    body: (
      <DeskPage>
        {missing ? (
          <ErrorSummary
            titleText={t('operations.problem')}
            errorList={[{ text: t('operations.reason-missing'), href: '#reason' }]}
          />
        ) : null}
        <DeskTitle title={t('operations.set.title')}>
          {processTitle(process, language)} ·{' '}
          <a class="govuk-link" href={url('desk.instances', addressOf(process))}>
            {t('operations.list.title')}
          </a>
        </DeskTitle>
        <DeskSection id="val" title={t('operations.act.leads-to')}>
          <p class="govuk-body">{t('operations.set.about')}</p>
          <Choices request={request} ask={ask}>
            {tried?.places}
          </Choices>
          {tried?.body}
        </DeskSection>
        {tried?.ready ? <Confirm request={request} missing={missing} /> : null}
      </DeskPage>
    ),
  };
}

function Choices({ request, ask, children }: { request: Request; ask: Asked; children?: ComponentChildren }) {
  const { t, url } = request;
  const { process, targets, from, to } = ask;
  const options = (own: readonly Target[]) => [
    { value: '', text: t('operations.act.move.none') },
    ...own.map((one) => ({ value: one.version, text: versionText(request, one) })),
  ];
  return (
    <Filter action={url('desk.migrate')} button={t('operations.act.migrate.show')}>
      <input type="hidden" name="tjanst" value={process.service} />
      <input type="hidden" name="process" value={process.id} />
      <FilterSelect
        id="fran"
        name="fran"
        label={t('operations.set.from')}
        value={from?.version ?? ''}
        options={options(targets.filter(({ id }) => id !== undefined))}
      />
      <FilterSelect
        id="till"
        name="till"
        label={t('operations.act.migrate.to')}
        value={to?.version ?? ''}
        options={options(targets)}
      />
      {children}
    </Filter>
  );
}

async function planOf(request: Request, { runtime: { host } }: OperationsOptions, process: Process, to: Target) {
  const model = host.model(await host.service(request.db, to.version), process.id);
  const plan: MigrationPlan = { version: to.version, elements: mapOf(request, model) };
  return { plan, model };
}

async function trial(request: Request, options: OperationsOptions, process: Process, from: Target, to: Target) {
  const { t, db, language } = request;
  const { host } = options.runtime;
  const old = host.model(await host.service(db, from.version), process.id);
  const { plan, model } = await planOf(request, options, process, to);
  const ids = await runningOf(db, from.id ?? '');
  const outcomes = await previewMigration(options.runtime, db, ids.slice(0, TRIED), plan);
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  const fits = outcomes.filter(({ how }) => how === 'migrated').length;
  const count = (n: number) => formatNumber(n, language);
  return {
    ready: fits > 0,
    places: <Places request={request} from={old} to={model} map={plan.elements} faults={faults} />,
    body: (
      <>
        <p class="d-cause">
          {t('operations.set.running', { n: count(ids.length) })}{' '}
          {ids.length === 0 ? null : t('operations.set.tried', { tried: count(outcomes.length), fits: count(fits) })}
        </p>
        {faults.length === 0 ? null : <Faults request={request} from={old} faults={faults} />}
      </>
    ),
  };
}

function Confirm({ request, missing }: { readonly request: Request; readonly missing: boolean }) {
  const { t, url, csrf, query } = request;
  const names = Object.keys(query).filter((name) => KEPT.includes(name) || name.startsWith(PLACE));
  const here = url('desk.migrate', Object.fromEntries(names.map((name) => [name, query[name] ?? ''])));
  return (
    <DeskSection id="gor" title={t('operations.act.do')}>
      <form class="d-do" method="post" action={here} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          label={{ text: t('operations.reason') }}
          hint={{ text: t('operations.reason-hint') }}
          {...(missing ? { errorMessage: { text: t('operations.reason-missing') } } : {})}
        />
        <Button text={t('operations.set.button')} preventDoubleClick />
      </form>
    </DeskSection>
  );
}

const KEPT: readonly string[] = ['tjanst', 'process', 'fran', 'till'];

/** Starts it: the plan, the reason and who asked are kept; each instance goes in a transaction of its own. */
export async function doSet(request: Request, options: OperationsOptions): Promise<Answer> {
  const { actor, db, fields, url } = request;
  const ask = await read(request, options);
  const { process, from, to } = ask;
  if (actor.kind !== 'staff') throw new NotFound('only staff migrate');
  const reason = field(fields, 'reason', 500);
  if (from?.id === undefined || to === undefined || reason === '') return show(request, options, ask, reason === '');
  const { id } = from;
  const { plan } = await planOf(request, options, process, to);
  const migration = await transaction(db, async (tx) =>
    startMigration(options.runtime, tx, await runningOf(tx, id), plan, { actor, reason }),
  );
  return { kind: 'redirect', to: url('desk.migration', { migration }) };
}

import type { ComponentChildren } from 'preact';
import type { Db } from '#platform/database/index.ts';
import { Filter, FilterSelect } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type MigrationPlan, migrateInstance, previewMigration, type Why } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import type { OpenedInstance } from '../open.ts';
import { type Process, processes, type Version } from '../processes.ts';
import { versionText } from '../words/version.ts';
import type { Preview } from './acts.tsx';
import { Faults, mapOf, Places } from './places.tsx';

/** Moves one instance to another version: whether it fits there, and where what it stands at lies in the new one. */
export async function previewVersion(
  request: Request,
  options: OperationsOptions,
  { view }: OpenedInstance,
): Promise<Preview> {
  const { t, db } = request;
  const { host } = options.runtime;
  const versions = await others(db, options, view.definition, view.endedAt !== null);
  if (versions.length === 0) {
    return { ready: false, body: <p class="govuk-body">{t('operations.act.migrate.not-now')}</p> };
  }
  const target = versions.find(({ version }) => version === request.query['till']);
  const from = host.model(await host.service(db, view.version), view.process);
  if (target === undefined) return { ready: false, body: <Ask request={request} id={view.id} versions={versions} /> };
  const to = host.model(await host.service(db, target.version), view.process);
  const plan: MigrationPlan = { version: target.version, elements: mapOf(request, to) };
  const [outcome] = await previewMigration(options.runtime, db, [view.id], plan);
  const faults = outcome?.faults ?? [];
  const fits = outcome?.how === 'migrated';
  return {
    ready: fits,
    body: (
      <>
        <Ask request={request} id={view.id} versions={versions}>
          <Places request={request} from={from} to={to} map={plan.elements} faults={faults} />
        </Ask>
        {fits ? (
          <p class="d-cause">{t('operations.act.migrate.fits', { version: versionText(request, target) })}</p>
        ) : (
          <>
            <p class="d-cause">{t('operations.act.migrate.misfits')}</p>
            <Faults request={request} from={from} faults={faults} />
          </>
        )}
      </>
    ),
  };
}

/** Versions that instances can move to: those that have been started, and the one offered now also before its first. */
export function targetsOf({ catalogue }: OperationsOptions, process: Process): readonly Target[] {
  const now = catalogue.find(process.service)?.hash;
  const known = process.versions;
  if (now === undefined || known.some(({ version }) => version === now)) return known;
  return [...known, { id: undefined, version: now, n: known.length + 1, offered: true }];
}

export type Target = Pick<Version, 'version' | 'n' | 'offered'> & { readonly id: string | undefined };

/** Versions of the same process that have been started, or are offered now. */
async function others(db: Db, options: OperationsOptions, definition: string, ended: boolean) {
  if (ended) return [];
  const all = await processes(db, options);
  const own = all.find(({ versions }) => versions.some(({ id }) => id === definition));
  return own === undefined ? [] : targetsOf(options, own).filter(({ id }) => id !== definition);
}

function Ask(props: { request: Request; id: string; versions: readonly Target[]; children?: ComponentChildren }) {
  const { request, id, versions, children } = props;
  const { t, url, query } = request;
  return (
    <>
      <p class="govuk-body">{t('operations.act.migrate.about')}</p>
      <Filter
        action={url('desk.instance.act', { instance: id, act: 'version' })}
        button={t('operations.act.migrate.show')}
      >
        <FilterSelect
          id="till"
          name="till"
          label={t('operations.act.migrate.to')}
          value={query['till'] ?? ''}
          options={versions.toReversed().map((one) => ({ value: one.version, text: versionText(request, one) }))}
        />
        {children}
      </Filter>
    </>
  );
}

export async function changeVersion(
  request: Request,
  options: OperationsOptions,
  tx: Db,
  { view }: OpenedInstance,
  why: Why,
): Promise<void> {
  const { runtime } = options;
  const versions = await others(tx, options, view.definition, view.endedAt !== null);
  const target = versions.find(({ version }) => version === request.query['till']);
  const refused = (sv: string, en: string) => new TorgetError('no-migration', 409, { sv, en }, view.id);
  if (target === undefined) throw refused('Välj en version.', 'Choose a version.');
  const to = runtime.host.model(await runtime.host.service(tx, target.version), view.process);
  const plan = { version: target.version, elements: mapOf(request, to) };
  const { how } = await migrateInstance(runtime, tx, view.id, plan, why);
  if (how === 'refused')
    throw refused('Processen passar inte i den versionen.', 'The process does not fit that version.');
}

import type { Instruction, ProcessModel } from '@torget/process';
import { type Db, transaction } from '#platform/database/index.ts';
import { Filter, FilterSelect, Select } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  type ModificationPreview,
  modifyInstance,
  ProcessRefused,
  previewModification,
  type Skipped,
  type Why,
} from '#platform/runtime/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import type { OpenedInstance } from '../open.ts';
import { elementName } from '../processes.ts';
import type { Preview } from './acts.tsx';

/** Moves a token: which one goes away, where a new one stands, before or after that element. */
export async function previewMove(
  request: Request,
  options: OperationsOptions,
  opened: OpenedInstance,
): Promise<Preview> {
  const { t, db } = request;
  const { view } = opened;
  const { host } = options.runtime;
  const model = host.model(await host.service(db, view.version), view.process);
  if (view.endedAt !== null) {
    return { ready: false, body: <p class="govuk-body">{t('operations.act.cancel.not-now')}</p> };
  }
  const instructions = instructionsOf(request, opened, model);
  const ask = <Ask request={request} opened={opened} model={model} />;
  if (instructions.length === 0) return { ready: false, body: ask };
  const outcome = await tried(request, options, view.id, instructions);
  if ('refused' in outcome) {
    return {
      ready: false,
      body: (
        <>
          {ask}
          <p class="d-cause d-late">{outcome.refused}</p>
        </>
      ),
    };
  }
  return {
    ready: true,
    body: (
      <>
        {ask}
        <Result request={request} model={model} outcome={outcome} />
      </>
    ),
    ...(outcome.skipped.length === 0 ? {} : { more: <Exceptions request={request} skipped={outcome.skipped} /> }),
  };
}

export async function move(
  request: Request,
  options: OperationsOptions,
  tx: Db,
  opened: OpenedInstance,
  why: Why,
): Promise<void> {
  const { view } = opened;
  const { runtime } = options;
  const model = runtime.host.model(await runtime.host.service(tx, view.version), view.process);
  const instructions = instructionsOf(request, opened, model);
  if (instructions.length === 0) {
    throw new TorgetError('no-move', 409, { sv: 'Välj vad som ska flyttas.', en: 'Choose what to move.' }, view.id);
  }
  const exceptions = Object.keys(request.fields)
    .filter((name) => name.startsWith(EXCEPTION))
    .map((name) => field(request.fields, name, 100))
    .filter((code) => code !== '');
  await modifyInstance(runtime, tx, view.id, { instructions, exceptions }, why);
}

const EXCEPTION = 'undantag.';

/** What the address asks: nothing until something is chosen that is there. */
function instructionsOf({ query }: Request, { view }: OpenedInstance, model: ProcessModel): readonly Instruction[] {
  const from = view.tokens.find(({ id }) => String(id) === query['fran']);
  const to = placesIn(model).find(({ id }) => id === query['till']);
  return [
    ...(to === undefined
      ? []
      : [{ kind: query['hur'] === 'efter' ? 'start-after' : 'start-before', element: to.id } as const]),
    ...(from === undefined ? [] : [{ kind: 'cancel', token: from.id } as const]),
  ];
}

/** Elements that a token can be set at by hand. */
function placesIn(model: ProcessModel) {
  return [...model.nodes.values()].filter((node) => node.isHandler !== true && node.kind !== 'eventSubProcess');
}

async function tried(
  { db, language }: Request,
  { runtime }: OperationsOptions,
  instance: string,
  instructions: readonly Instruction[],
): Promise<ModificationPreview | { readonly refused: string }> {
  try {
    return await transaction(db, (tx) => previewModification(runtime, tx, instance, instructions));
  } catch (error) {
    if (!(error instanceof TorgetError)) throw error;
    return { refused: (error instanceof ProcessRefused ? error.why : error.public)[houseLanguage(language)] };
  }
}

function Ask(props: { request: Request; opened: OpenedInstance; model: ProcessModel }) {
  const { request, opened, model } = props;
  const { t, url, query } = request;
  const { view } = opened;
  const none = { value: '', text: t('operations.act.move.none') };
  return (
    <>
      <p class="govuk-body">{t('operations.act.move.about')}</p>
      <Filter
        action={url('desk.instance.act', { instance: view.id, act: 'flytta' })}
        button={t('operations.act.move.show')}
      >
        <FilterSelect
          id="fran"
          name="fran"
          label={t('operations.act.move.from')}
          value={query['fran'] ?? (view.tokens.length === 1 ? String(view.tokens[0]?.id) : '')}
          options={[
            none,
            ...view.tokens.map((token) => ({ value: String(token.id), text: elementName(model, token.element) })),
          ]}
        />
        <FilterSelect
          id="hur"
          name="hur"
          label={t('operations.act.move.how')}
          value={query['hur'] ?? 'fore'}
          options={[
            { value: 'fore', text: t('operations.act.move.before') },
            { value: 'efter', text: t('operations.act.move.after') },
          ]}
        />
        <FilterSelect
          id="till"
          name="till"
          label={t('operations.act.move.to')}
          value={query['till'] ?? ''}
          options={[none, ...placesIn(model).map(({ id }) => ({ value: id, text: elementName(model, id) }))]}
        />
      </Filter>
    </>
  );
}

function Result(props: { request: Request; model: ProcessModel; outcome: ModificationPreview }) {
  const { request, model, outcome } = props;
  const { t, language } = request;
  return (
    <>
      <p class="d-cause">
        {outcome.ends
          ? t('operations.act.move.ends')
          : t('operations.act.move.stands', {
              steps: outcome.tokens.map(({ element }) => elementName(model, element)).join(', '),
            })}
      </p>
      {outcome.skipped.map(({ element, step }) => (
        <p class="govuk-body d-late">
          {t('operations.act.move.skips', {
            step: elementName(model, element),
            law: step.name[houseLanguage(language)],
          })}
        </p>
      ))}
    </>
  );
}

/** Past what the law requires only with one of its own exceptions. */
function Exceptions({ request, skipped }: { readonly request: Request; readonly skipped: readonly Skipped[] }) {
  const { t, language } = request;
  return (
    <>
      {skipped.map(({ element, step }) => (
        <Select
          id={`undantag-${element}`}
          name={`${EXCEPTION}${element}`}
          label={{ text: t('operations.act.move.exception', { law: step.name[houseLanguage(language)] }) }}
          items={[
            { value: '', text: t('operations.act.move.none') },
            ...step.exceptions.map(({ code, text, source }) => ({
              value: code,
              text: `${text[houseLanguage(language)]}${source === undefined ? '' : ` (${source})`}`,
            })),
          ]}
        />
      ))}
    </>
  );
}

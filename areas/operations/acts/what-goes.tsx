import { DeskTable } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import type { OpenedInstance } from '../open.ts';
import { waitsFor } from '../pages/waits.tsx';
import { elementName } from '../processes.ts';
import type { Preview } from './acts.tsx';

/** What is taken away with a cancelled instance: every token with what it waits for. */
export async function whatGoes(
  request: Request,
  { runtime: { host } }: OperationsOptions,
  { view }: OpenedInstance,
): Promise<Preview> {
  const { t, db } = request;
  if (view.endedAt !== null) {
    return { ready: false, body: <p class="govuk-body">{t('operations.act.cancel.not-now')}</p> };
  }
  const model = host.model(await host.service(db, view.version), view.process);
  const open = view.called.filter(({ ended }) => !ended).length;
  return {
    ready: true,
    body: (
      <>
        <p class="govuk-body">{t('operations.act.cancel.about')}</p>
        {open > 0 ? <p class="govuk-body">{t('operations.act.cancel.called', { n: open })}</p> : null}
        <DeskTable
          caption={t('operations.act.cancel.goes')}
          columns={[{ text: t('operations.step') }, { text: t('operations.act.cancel.goes') }]}
          rows={view.tokens.map((token) => ({
            cells: [elementName(model, token.element), waitsFor(request, model, token)],
          }))}
        />
      </>
    ),
  };
}

import { isUuid } from '#platform/database/index.ts';
import { DeskPage, DeskSection, DeskTable, DeskTitle, Dl } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { partyNames } from '#platform/identity/index.ts';
import { migrationView } from '#platform/runtime/index.ts';
import { formatDateTime, formatNumber, houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';

/** How a set of instances moves to another version: how many are there, and which stay behind and why. */
export async function migrationPage(request: Request): Promise<Answer> {
  const { t, db, params, language, url } = request;
  const id = params['migration'] ?? '';
  const view = isUuid(id) ? await migrationView(db, id) : undefined;
  if (view === undefined) throw new NotFound(`no migration ${id}`);
  const names = await partyNames(db, view.by === null ? [] : [view.by]);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('operations.set.title'),
    navigation: 'operations',
    body: (
      <DeskPage>
        <DeskTitle title={t('operations.set.title')}>
          <a class="govuk-link" href={url('desk.operations')}>
            {t('operations.back')}
          </a>
        </DeskTitle>
        <DeskSection id="fakta" title={t(view.going ? 'operations.set.going' : 'operations.set.done')}>
          <Dl
            items={[
              { term: t('operations.set.migrated'), value: formatNumber(view.migrated, language) },
              { term: t('operations.set.behind'), value: formatNumber(view.refusedInAll, language) },
              { term: t('operations.reason'), value: view.reason },
              { term: t('operations.incident.who'), value: names.get(view.by ?? '') ?? '–' },
              { term: t('operations.incident.when'), value: formatDateTime(view.at.toString(), language) },
            ]}
          />
        </DeskSection>
        {view.refused.length === 0 ? null : (
          <DeskSection id="kvar" title={t('operations.set.behind')}>
            <DeskTable
              caption={t('operations.set.behind')}
              columns={[{ text: t('operations.process') }, { text: t('operations.set.why') }]}
              rows={view.refused.map(({ instance, faults }) => ({
                kind: 'ask' as const,
                cells: [
                  <a class="govuk-link d-break" href={url('desk.instance', { instance })}>
                    {instance}
                  </a>,
                  faults.map(({ element, message }) => `${element} ${message[houseLanguage(language)]}`).join('; '),
                ],
              }))}
            />
          </DeskSection>
        )}
      </DeskPage>
    ),
  };
}

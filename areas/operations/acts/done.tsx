import type { Db } from '#platform/database/index.ts';
import { DeskSection, DeskTable, Scroll } from '#platform/design/index.ts';
import { partyNames } from '#platform/identity/index.ts';
import type { Intervention } from '#platform/runtime/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

/** Names of the staff who did something by hand. */
export function namesOf(db: Db, list: readonly Intervention[]) {
  return partyNames(
    db,
    list.flatMap(({ by }) => by ?? []),
  );
}

/** What has been done to an instance by hand, the newest first: what, why, who and when. */
export function ByHand(props: {
  readonly request: Request;
  readonly list: readonly Intervention[];
  readonly names: ReadonlyMap<string, string>;
}) {
  const { request, list, names } = props;
  const { t, language } = request;
  if (list.length === 0) return null;
  return (
    <DeskSection id="for-hand" title={t('operations.by-hand.title')}>
      <Scroll label={t('operations.by-hand.title')}>
        <DeskTable
          caption={t('operations.by-hand.title')}
          columns={[
            { text: t('operations.what') },
            { text: t('operations.reason') },
            { text: t('operations.incident.who'), wide: true },
            { text: t('operations.incident.when'), wide: true },
          ]}
          rows={list.toReversed().map((one) => ({
            cells: [
              t(`operations.by-hand.${one.what}`),
              <span class="d-break">{one.reason}</span>,
              names.get(one.by ?? '') ?? '–',
              formatDateTime(one.at.toString(), language, { short: true }),
            ],
          }))}
        />
      </Scroll>
    </DeskSection>
  );
}

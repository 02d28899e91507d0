import type { MigrationFault, MigrationMap, ProcessModel } from '@torget/process';
import { FilterSelect } from '#platform/design/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { elementName } from '../processes.ts';

/** Before the id of an old element in an address: its place in the new version. */
export const PLACE = 'plats.';

/** The new places that an address gives to old elements, as far as the new version has them. */
export function mapOf({ query }: Pick<Request, 'query'>, to: ProcessModel): MigrationMap {
  const given = Object.entries(query).filter(([name, value]) => name.startsWith(PLACE) && to.nodes.has(value));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(PLACE.length), value]));
}

/** A choice for each element that has no fitting place, and for those that have been given one. */
export function Places(props: {
  readonly request: Request;
  readonly from: ProcessModel;
  readonly to: ProcessModel;
  readonly map: MigrationMap;
  readonly faults: readonly MigrationFault[];
}) {
  const { request, from, to, map, faults } = props;
  const { t } = request;
  const misfits = faults.map(({ element }) => element).filter((element) => from.nodes.has(element));
  return (
    <>
      {[...new Set([...Object.keys(map), ...misfits])].map((element) => (
        <FilterSelect
          id={`plats-${element}`}
          name={`${PLACE}${element}`}
          label={t('operations.act.migrate.place', { step: elementName(from, element) })}
          value={map[element] ?? ''}
          options={[
            { value: '', text: t('operations.act.move.none') },
            ...[...to.nodes.values()]
              .filter(({ kind }) => kind === from.nodes.get(element)?.kind)
              .map(({ id }) => ({ value: id, text: elementName(to, id) })),
          ]}
        />
      ))}
    </>
  );
}

/** Why instances cannot move: each fault once, with how many it stops. */
export function Faults(props: {
  readonly request: Request;
  readonly from: ProcessModel;
  readonly faults: readonly MigrationFault[];
}) {
  const { request, from, faults } = props;
  const { t, language } = request;
  const counted = new Map<string, number>();
  for (const { element, message } of faults) {
    const words = `${elementName(from, element)} ${message[houseLanguage(language)]}`;
    counted.set(words, (counted.get(words) ?? 0) + 1);
  }
  return (
    <ul class="govuk-list govuk-list--bullet d-late">
      {[...counted].map(([words, n]) => (
        <li>{n === 1 ? words : t('operations.act.migrate.fault', { words, n })}</li>
      ))}
    </ul>
  );
}

import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';
import { Tag } from '../components/tag.tsx';
import { useSpeech } from '../components/words.ts';

export type WorkRow = Macro<{
  /** When it is due, in short: `fre 6 nov`, `i dag`. */
  due: ComponentChildren;
  late?: boolean;
  /** The person, or what the case is about. */
  who: ComponentChildren;
  href: string;
  /** What is to be done now. */
  todo: ComponentChildren;
  /** What is new about it, until somebody has seen to it. */
  mark?: string;
  /** What the rules propose; absent is a dash. */
  proposal?: ComponentChildren;
  service: ComponentChildren;
  number: string;
  received: ComponentChildren;
  /** The row that the keyboard is on. */
  cursor?: boolean;
  /** A box that chooses the row, with its own name read out. */
  choose?: { readonly name: string; readonly value: string; readonly label: string };
}>;

export interface WorkGroup {
  /** "Över tiden", "I dag och i morgon", "Senare". Absent: rows without a heading. */
  readonly title?: ComponentChildren;
  readonly rows: readonly WorkRow[];
}

export type WorkListOptions = Macro<{
  caption: string;
  groups: readonly WorkGroup[];
  /** What the rows are in the order of; by the day they are due when nothing is said. */
  sorted?: { readonly by: 'due' | 'received'; readonly descending?: boolean };
}>;

/** The work list, in an order that the head says, and grouped by when. */
export function WorkList({ caption, groups, sorted = { by: 'due' } }: WorkListOptions) {
  const { words } = useSpeech();
  const sort = (column: 'due' | 'received') =>
    column === sorted.by ? (sorted.descending ? 'descending' : 'ascending') : undefined;
  const chosen = groups.some((group) => group.rows.some((row) => row.choose));
  const columns = chosen ? 7 : 6;
  return (
    <table class="d-list">
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {chosen ? (
            <td class="d-list__choose">
              <span class="govuk-visually-hidden">{words('choose')}</span>
            </td>
          ) : null}
          <th scope="col" aria-sort={sort('due')}>
            {words('due')}
          </th>
          <th scope="col">{words('who')}</th>
          <th scope="col">{words('open')}</th>
          <th scope="col" class="num">
            {words('proposal')}
          </th>
          <th scope="col">{words('serviceAndCase')}</th>
          <th scope="col" class="num" aria-sort={sort('received')}>
            {words('received')}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody>
          {group.title ? (
            <tr class="d-group">
              <th colspan={columns} scope="rowgroup">
                {group.title}
              </th>
            </tr>
          ) : null}
          {group.rows.map((row) => (
            <Row {...row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row(row: WorkRow) {
  return (
    <tr class={row.cursor ? 'is-cursor' : undefined} aria-current={row.cursor ? 'true' : undefined}>
      {row.choose ? (
        <td class="d-list__choose">
          <label>
            <input type="checkbox" name={row.choose.name} value={row.choose.value} />
            <span class="govuk-visually-hidden">{row.choose.label}</span>
          </label>
        </td>
      ) : null}
      <td class="d-list__due">{row.late ? <span class="d-late">{row.due}</span> : row.due}</td>
      <th scope="row">
        <a class="govuk-link" href={row.href}>
          {row.who}
        </a>
      </th>
      <td class="w">
        {row.todo}
        {row.mark === undefined ? null : (
          <>
            {' '}
            <Tag text={row.mark} />
          </>
        )}
      </td>
      <td class={classes('num', !row.proposal && 'is-empty')}>{row.proposal ?? '–'}</td>
      <td class="hide-s">
        {row.service} <span class="d-list__no t-nowrap">{row.number}</span>
      </td>
      <td class="hide-s num">{row.received}</td>
    </tr>
  );
}

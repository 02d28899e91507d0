import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';
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
  /** What the rules propose; absent is a dash. */
  proposal?: ComponentChildren;
  service: ComponentChildren;
  number: string;
  received: ComponentChildren;
  /** The row that the keyboard is on. */
  cursor?: boolean;
}>;

export interface WorkGroup {
  /** "Över tiden", "I dag och i morgon", "Senare". Absent: rows without a heading. */
  readonly title?: ComponentChildren;
  readonly rows: readonly WorkRow[];
}

/** The work list, sorted by deadline and grouped by when. */
export function WorkList({ caption, groups }: { readonly caption: string; readonly groups: readonly WorkGroup[] }) {
  const { words } = useSpeech();
  return (
    <table class="d-list">
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" aria-sort="ascending">
            {words('due')}
          </th>
          <th scope="col">{words('who')}</th>
          <th scope="col">{words('open')}</th>
          <th scope="col" class="num">
            {words('proposal')}
          </th>
          <th scope="col">{words('serviceAndCase')}</th>
          <th scope="col" class="num">
            {words('received')}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody>
          {group.title ? (
            <tr class="d-group">
              <th colspan={6} scope="rowgroup">
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
      <td class="d-list__due">{row.late ? <span class="d-late">{row.due}</span> : row.due}</td>
      <th scope="row">
        <a class="govuk-link" href={row.href}>
          {row.who}
        </a>
      </th>
      <td class="w">{row.todo}</td>
      <td class={classes('num', !row.proposal && 'is-empty')}>{row.proposal ?? '–'}</td>
      <td class="hide-s">
        {row.service} <span class="d-list__no t-nowrap">{row.number}</span>
      </td>
      <td class="hide-s num">{row.received}</td>
    </tr>
  );
}

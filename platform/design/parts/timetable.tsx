import type { ComponentChildren } from 'preact';
import { useSpeech } from '../components/words.ts';

export interface TimetableRow {
  readonly name: ComponentChildren;
  readonly href: string;
  /** How soon one gets an answer. */
  readonly answer: ComponentChildren;
  /** What one needs: an e-ID, or nothing. */
  readonly needs: ComponentChildren;
}

/** Services set as a timetable: what, how soon, what you need. */
export function Timetable({ rows }: { readonly rows: readonly TimetableRow[] }) {
  const { words } = useSpeech();
  return (
    <table class="t-timetable">
      <thead>
        <tr>
          <th scope="col">{words('service')}</th>
          <th scope="col">{words('answer')}</th>
          <th scope="col">{words('needs')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a class="govuk-link" href={row.href}>
                {row.name}
              </a>
            </th>
            <td>{row.answer}</td>
            <td>{row.needs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

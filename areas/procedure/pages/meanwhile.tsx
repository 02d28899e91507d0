import { type CaseFile, decidedText } from '#areas/cases/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import type { ActName } from '../acts/act.ts';
import type { ActRow } from '../rows.ts';
import type { Situation } from '../situation.ts';

/** Name of the field that says what had been decided and done when the page was read. */
export const SEEN = 'sett';
const SEPARATOR = '.';

/** What had been decided and done last: what an officer has read before she acts. */
export function seenOf(s: Pick<Situation, 'file' | 'acts'>): string {
  return [s.file.decisions.at(-1)?.id ?? '', s.acts.at(-1)?.id ?? ''].join(SEPARATOR);
}

/** What was decided and done while somebody wrote. */
export interface Meanwhile {
  readonly decisions: CaseFile['decisions'];
  readonly acts: readonly ActRow[];
}

/** Nothing, where the form did not say what had been read. */
export function meanwhile({ fields }: Pick<Request, 'fields'>, s: Pick<Situation, 'file' | 'acts'>): Meanwhile {
  if (fields[SEEN] === undefined) return { decisions: [], acts: [] };
  const [decision = '', act = ''] = field(fields, SEEN, 80).split(SEPARATOR);
  return { decisions: after(s.file.decisions, decision), acts: after(s.acts, act) };
}

function after<Row extends { readonly id: string }>(rows: readonly Row[], id: string): readonly Row[] {
  return rows.slice(rows.findIndex((row) => row.id === id) + 1);
}

/**
 * Whether what came meanwhile must be read before the act is done: another decision, the same act by somebody else or by the
 * same press, and for a decision anything that the case got.
 */
export function mustBeRead(
  { name, decides }: { readonly name: ActName; readonly decides?: true },
  { decisions, acts }: Meanwhile,
): boolean {
  return decisions.length > 0 || acts.some(({ act }) => decides === true || act === name);
}

/** Who did what meanwhile, and when: the decisions and the acts, the last first. */
export function MeanwhileList({ request, since }: { readonly request: Request; readonly since: Meanwhile }) {
  const { t, language } = request;
  const told = [
    ...since.decisions.map((decision) => ({ at: decision.at, text: decidedText(request, decision) })),
    ...since.acts.map(({ act, by, at }) => ({
      at,
      text: `${t(`procedure.act.${act}.done`)}: ${[by, formatDateTime(at, language)].filter((one) => one !== '').join(', ')}.`,
    })),
  ].toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(b.at), Temporal.Instant.from(a.at)));
  if (told.length === 0) return null;
  return (
    <>
      <p class="govuk-body">{t('procedure.meanwhile.about')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {told.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </>
  );
}

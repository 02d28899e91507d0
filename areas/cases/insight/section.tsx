import { Section, StackTable } from '#platform/design/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { NoteRow } from '../queries/file.ts';
import type { CaseView } from '../queries/mine.ts';
import type { Insight } from './insight.ts';

interface NotesProps {
  readonly request: Request;
  readonly view: Pick<CaseView, 'board'>;
  readonly notes: readonly NoteRow[];
}

/** What officers have noted (FL 27 §), as the party sees it: who wrote it, by the board's policy on names. */
export function PartyNotes({ request, view, notes }: NotesProps) {
  const { t, town, language } = request;
  if (notes.length === 0) return null;
  const named = town.boards.find(({ id }) => id === view.board)?.showsStaffAs === 'name';
  const unit = (id: string) => text(town.units.find((each) => each.id === id)?.title ?? { sv: id }, language);
  return (
    <Section id="anteckningar" title={t('cases.insight.notes')}>
      <StackTable
        head={[t('cases.insight.noted'), t('cases.insight.by'), t('cases.document.date')]}
        rows={notes
          .toReversed()
          .map((note) => [
            <span id={`anteckning-${note.id}`}>{note.text}</span>,
            named ? `${note.by}, ${unit(note.unit)}` : unit(note.unit),
            <span class="t-nowrap">{formatDateTime(note.at, language, { short: true })}</span>,
          ])}
      />
    </Section>
  );
}

/** What is in the case and not shown to this party: that it is there, why, and what is told instead. */
export function Withheld({ request, items }: { readonly request: Request; readonly items: readonly Insight[] }) {
  const { t, language } = request;
  if (items.length === 0) return null;
  return (
    <Section id="undantaget" title={t('cases.insight.withheld')}>
      <p class="govuk-body">{t('cases.insight.withheld-about')}</p>
      <StackTable
        head={[t('cases.case.document'), t('cases.insight.why'), t('cases.document.date')]}
        rows={items
          .toReversed()
          .map(({ what, ruled, basis, summary, at }) => [
            t(what === 'note' ? 'cases.insight.a-note' : 'cases.insight.a-document'),
            ruled ? [t('cases.insight.ruled', { basis: basis ?? '' }), summary].join(' ') : t('cases.insight.untested'),
            <span class="t-nowrap">{formatDate(at, language, { short: true, year: true })}</span>,
          ])}
      />
    </Section>
  );
}

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

interface WithheldProps {
  readonly request: Request;
  readonly items: readonly Insight[];
  /** Whether a party's insight applies in the case (FL 10 §). */
  readonly insight: boolean;
  /** The service with which anybody asks for a document. */
  readonly ask: string | undefined;
}

/**
 * What is in the case and not shown to this party: that it is there, why, and what is told instead (OSL 10 kap. 3 §).
 * Where no insight applies it is asked for as by anybody, and who is refused can have a decision to appeal (OSL 6 kap. 3 §).
 */
export function Withheld({ request, items, insight, ask }: WithheldProps) {
  const { t, language, url } = request;
  if (items.length === 0) return null;
  const why = ({ ruled, basis, summary }: Insight) => {
    if (!ruled) return t(insight ? 'cases.insight.untested' : 'cases.insight.unasked');
    const said = t(insight ? 'cases.insight.ruled' : 'cases.insight.secret', { basis: basis ?? '' });
    return [said, summary].filter((part) => part !== '').join(' ');
  };
  return (
    <Section id="undantaget" title={t('cases.insight.withheld')}>
      <p class="govuk-body">{t(insight ? 'cases.insight.withheld-about' : 'cases.insight.no-insight')}</p>
      {insight ? null : (
        <p class="govuk-body">
          {t('cases.insight.ask-about')}{' '}
          {ask === undefined ? (
            t('cases.insight.ask-us')
          ) : (
            <a class="govuk-link" href={url('service', { service: ask })}>
              {t('cases.insight.ask')}
            </a>
          )}
        </p>
      )}
      <StackTable
        head={[t('cases.case.document'), t('cases.insight.why'), t('cases.document.date')]}
        rows={items
          .toReversed()
          .map((item) => [
            t(item.what === 'note' ? 'cases.insight.a-note' : 'cases.insight.a-document'),
            why(item),
            <span class="t-nowrap">{formatDate(item.at, language, { short: true, year: true })}</span>,
          ])}
      />
    </Section>
  );
}

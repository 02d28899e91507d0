import { Section, StackTable } from '#platform/design/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { NoteRow } from '../queries/file.ts';
import type { Insight } from './insight.ts';

interface NotesProps {
  readonly request: Request;
  readonly notes: readonly NoteRow[];
  /** Who wrote each, where the name is told (`staffNames`). */
  readonly names: readonly (string | null)[];
}

/** What officers have noted (FL 27 §), as the party sees it: who wrote it by unit, and by name where that is told. */
export function PartyNotes({ request, notes, names }: NotesProps) {
  const { t, town, language } = request;
  if (notes.length === 0) return null;
  const unit = (id: string) => text(town.units.find((each) => each.id === id)?.title ?? { sv: id }, language);
  return (
    <Section id="anteckningar" title={t('cases.insight.notes')}>
      <StackTable
        head={[t('cases.insight.noted'), t('cases.insight.by'), t('cases.document.date')]}
        rows={notes
          .map((note, index) => [
            <span id={`anteckning-${note.id}`}>{note.text}</span>,
            [names[index], unit(note.unit)].filter(Boolean).join(', '),
            <span class="t-nowrap">{formatDateTime(note.at, language, { short: true })}</span>,
          ])
          .toReversed()}
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
            t(`cases.insight.a-${item.what}`),
            why(item),
            <span class="t-nowrap">{formatDate(item.at, language, { short: true, year: true })}</span>,
          ])}
      />
    </Section>
  );
}

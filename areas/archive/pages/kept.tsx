import { Button, DeskTable, Details, Scroll } from '#platform/design/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { HandOver } from '../handover/read.ts';
import type { Judged } from '../retention/lists.ts';
import { caseAbout, verdictText } from './words.ts';

interface Props {
  readonly request: Request;
  readonly cases: readonly Judged[];
  readonly handed: ReadonlyMap<string, HandOver>;
}

/** The cases that are kept for ever: which have been handed over, with their proof, and the button that does it. */
export function KeptCases({ request, cases, handed }: Props) {
  const { t } = request;
  return (
    <Scroll label={t('archive.views')}>
      <DeskTable
        caption={t('archive.views')}
        stacked
        columns={[
          { text: t('archive.case') },
          { text: t('archive.service') },
          { text: t('archive.why'), wide: true },
          { text: t('archive.kept.state'), wide: true },
        ]}
        rows={cases.map((one) => ({
          cells: [
            <span class="t-nowrap">{one.found.number}</span>,
            caseAbout(request, one),
            <>
              {verdictText(request, one.verdict)}. {one.verdict.basis.join('; ')}
            </>,
            <>
              <Proof request={request} number={one.found.number} made={handed.get(one.found.id)} />
              <Make request={request} one={one} again={handed.has(one.found.id)} />
            </>,
          ],
        }))}
      />
    </Scroll>
  );
}

function Make({ request, one, again }: { readonly request: Request; readonly one: Judged; readonly again: boolean }) {
  const { t, url, csrf } = request;
  const label = t(again ? 'archive.kept.make-again' : 'archive.kept.make');
  return (
    <form method="post" action={url('desk.archive.hand-over')} novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="arende" value={one.found.id} />
      <Button
        text={label}
        classes="govuk-button--secondary"
        attributes={{ 'aria-label': t('archive.kept.make-of', { do: label, number: one.found.number }) }}
        preventDoubleClick
      />
    </form>
  );
}

interface ProofProps {
  readonly request: Request;
  readonly number: string;
  readonly made: HandOver | undefined;
}

function Proof({ request, number, made }: ProofProps) {
  const { t, url, language } = request;
  if (made === undefined) return null;
  if (made.faults.length > 0)
    return <p class="govuk-body">{t('archive.kept.not-valid', { faults: made.faults.join('; ') })}</p>;
  const when = formatDateTime(Temporal.Instant.from(made.at).toString(), language, { short: true });
  return (
    <>
      <p class="govuk-body">
        {t('archive.kept.done', { when, by: made.byName ?? t('archive.kept.command') })}
        <br />
        <a
          class="govuk-link"
          href={url('desk.archive.package', { handover: made.id })}
          aria-label={t('archive.kept.get-of', { number })}
          download
        >
          {t('archive.kept.get')}
        </a>
      </p>
      <Details summaryText={t('archive.kept.proof')}>
        <p class="govuk-body">{t(made.schemas.length > 0 ? 'archive.kept.by-schemas' : 'archive.kept.by-structure')}</p>
        <ul class="govuk-list">
          {[
            ['OBJID', made.objectId],
            ['METS.xml, SHA-256', made.metsSha256],
            ...made.schemas.map((schema) => {
              const [name = '', hash = ''] = schema.split(' ');
              return [`${name}, SHA-256`, hash];
            }),
          ].map(([name, value]) => (
            <li>
              {name}
              <br />
              <span class="d-break">{value}</span>
            </li>
          ))}
        </ul>
      </Details>
    </>
  );
}

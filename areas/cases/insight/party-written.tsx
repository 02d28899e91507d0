import type { FeelContext, Json } from '@torget/feel';
import { staffNames } from '#platform/access/index.ts';
import { Section, StackTable } from '#platform/design/index.ts';
import { flat, formatDateTime } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { unitName } from '../desk/names.ts';
import { readFacts } from '../facts.ts';
import type { CaseSubject, CasesOptions } from '../mount.ts';
import { namedByRole } from '../pages/named.ts';
import { type AnsweredRow, answersOf } from '../queries/answered.ts';
import { type FieldChange, fieldChanges } from '../staff-fields/fields.ts';
import { saidBy } from '../staff-fields/section.tsx';
import { answeredForm, writtenTitle } from './written.ts';

interface Props {
  readonly request: Request;
  readonly options: Pick<CasesOptions, 'forms' | 'own'>;
  readonly subject: CaseSubject;
  readonly shows: (item: string) => boolean;
}

/**
 * What staff keep about the case in fields, each change of it, and what was answered in its tasks, as the party sees it
 * (FL 10 §): who wrote it by unit, and by name where that is told. Nothing where there is nothing to show.
 */
export async function partyWritten({ request, options, subject, shows }: Props) {
  const { db, town } = request;
  const { view, service } = subject;
  const [changes, answered] = [await fieldChanges(db, view.id), await answersOf(db, view.id)];
  const seen = answered.filter(({ id }) => shows(id)).toReversed();
  if (seen.length === 0 && !changes.some(({ id }) => shows(id))) return null;
  const facts = service === undefined ? {} : (await readFacts(db, town, view.id, service)).context;
  const props = { request, options, subject, facts };
  return (
    <>
      {await fieldsShown({ ...props, changes, shows })}
      {await answersShown({ ...props, answered: seen })}
    </>
  );
}

interface Shown extends Omit<Props, 'shows'> {
  readonly facts: FeelContext;
}

async function fieldsShown(props: Shown & { changes: readonly FieldChange[]; shows: Props['shows'] }) {
  const { request, options, subject, facts, changes, shows } = props;
  const { t, db, town, now } = request;
  const shown = changes.map((change, at) => ({ change, at })).filter(({ change }) => shows(change.id));
  if (shown.length === 0) return null;
  const wrote = shown.map(({ change: { byParty: party, unit, at } }) => ({ party, unit, at }));
  const names = await staffNames(db, town, wrote, now);
  const rows = shown.map(({ change, at }, index) => {
    const { label, value } = saidBy(options.forms, request, subject.service?.staffFields, facts, changes, at);
    const later = shown.slice(index + 1).some((one) => one.change.field === change.field);
    return [
      `${label}${later ? `, ${t('cases.insight.changed-later')}` : ''}`,
      <span id={`falt-${change.id}`}>{value ?? t('cases.insight.taken-away')}</span>,
      [names[index], unitName(request, change.unit)].filter(Boolean).join(', '),
      <span class="t-nowrap">{formatDateTime(change.at, request.language, { short: true })}</span>,
    ];
  });
  return (
    <Section id="falt" title={t('cases.insight.fields')}>
      <StackTable
        head={[t('cases.insight.fact'), t('cases.insight.value'), t('cases.insight.by'), t('cases.document.date')]}
        rows={rows.toReversed()}
      />
    </Section>
  );
}

async function answersShown({
  request,
  options,
  subject,
  facts,
  answered,
}: Shown & { answered: readonly AnsweredRow[] }) {
  if (answered.length === 0) return null;
  const { t, db, town, now, language } = request;
  const { view, service } = subject;
  const wrote = answered.map(({ byParty, at }) => ({ party: byParty ?? '', unit: view.unit, at }));
  const names = await staffNames(db, town, wrote, now);
  return (
    <Section id="svar" title={t('cases.insight.answers')}>
      {answered
        .map((one, index) => {
          const form = answeredForm(service, one.element, options.own);
          const lines =
            form === undefined ? flat(one.answers as Json) : options.forms.lines(request, form, one.answers, facts);
          return (
            <>
              <h3 class="govuk-heading-s" id={`svar-${one.id}`}>
                {writtenTitle(request, service, options.own, { what: 'answer', name: one.element })}
              </h3>
              <p class="govuk-body-s">
                {[whoAnswered(request, subject, one, names[index]), formatDateTime(one.at, language, { short: true })]
                  .filter(Boolean)
                  .join(', ')}
              </p>
              <StackTable
                head={[t('cases.insight.fact'), t('cases.insight.value')]}
                rows={lines.map(({ label, value }) => [label, value])}
              />
            </>
          );
        })
        .toReversed()}
    </Section>
  );
}

/** Oneself, another party, or staff: by unit, and by name where that is told. */
function whoAnswered(
  request: Request,
  { view }: CaseSubject,
  { byParty }: AnsweredRow,
  name: string | null | undefined,
): string {
  const { t, actor } = request;
  if (actor.kind === 'citizen' && (byParty === actor.party || byParty === actor.principal))
    return t('cases.insight.you');
  const other = view.parties.find(({ party }) => party === byParty);
  if (other !== undefined) return namedByRole(request, other);
  return [name, unitName(request, view.unit)].filter(Boolean).join(', ');
}

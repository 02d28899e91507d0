import { sixMonths } from '#platform/calendar/index.ts';
import { type ActionItem, Actions, Contact } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseSubject } from '../mount.ts';
import type { CaseFile } from '../queries/file.ts';

interface ActionsProps {
  readonly request: Request;
  readonly subject: CaseSubject;
  readonly file: CaseFile;
}

/** What the person can do with the case, what is not open yet and why, and whom to talk to. */
export function CaseActions({ request, subject, file }: ActionsProps) {
  const { t, town, language } = request;
  const unit = town.units.find((entry) => entry.id === subject.view.unit);
  return (
    <>
      <h2 class="govuk-heading-m" id="gora">
        {t('cases.case.actions')}
      </h2>
      <Actions items={[...decided(request, subject, file), requestDecision(request, subject, file)]} />
      <Contact
        id="kontakt-arende"
        title={t('cases.case.contact')}
        lead={unit && text(unit.title, language)}
        phone={unit?.phone ?? town.contact.phone}
        hours={text(unit?.hours ?? town.contact.hours, language)}
      />
    </>
  );
}

function decided({ t, url }: Request, { view }: CaseSubject, file: CaseFile): ActionItem[] {
  const decision = file.decisions.at(-1);
  if (decision === undefined) return [];
  const letter = file.documents.findLast((document) => document.letterId !== null && document.at >= decision.at);
  return [
    ...(letter?.letterId
      ? [
          {
            text: t('cases.case.appeal'),
            href: url('inbox.letter', { letter: letter.letterId }),
            about: t('cases.case.appeal-about'),
          },
        ]
      : []),
    ...(decision.decidedBy === 'automated'
      ? [
          {
            text: t('cases.case.review'),
            href: url('my-pages.review', { case: view.id }),
            about: t('cases.case.review-about'),
          },
        ]
      : []),
  ];
}

/** FL 12 §: once, when six months have passed without a decision. */
function requestDecision({ t, language, now, town }: Request, { view }: CaseSubject, file: CaseFile): ActionItem {
  const name = t('cases.case.request-decision');
  if (file.decisions.length > 0) return { text: name, about: t('cases.case.request-decided') };
  if (view.closedAt !== null) return { text: name, about: t('cases.case.request-closed') };
  const day = (instant: string | Temporal.Instant) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  const { mayAskFrom } = sixMonths(day(view.receivedAt));
  if (Temporal.PlainDate.compare(day(now), mayAskFrom) >= 0)
    return { text: name, about: t('cases.case.request-now', { phone: town.contact.phone }) };
  return { text: name, about: t('cases.case.request-from', { date: formatDate(mayAskFrom.toString(), language) }) };
}

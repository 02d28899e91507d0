import type { VNode } from 'preact';
import { type ActionItem, Actions, Contact } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseSubject } from '../mount.ts';
import type { CaseFile } from '../queries/file.ts';
import type { ReviewState } from '../review/state.ts';

interface ActionsProps {
  readonly request: Request;
  readonly subject: CaseSubject;
  readonly file: CaseFile;
  /** Whether a review of an automated decision has been asked for. */
  readonly review: ReviewState;
  /** What other areas add. */
  readonly more: readonly VNode[];
}

/** What the person can do with the case, what is not open yet and why, and whom to talk to. */
export function CaseActions({ request, subject, file, review, more }: ActionsProps) {
  const items = decided(request, subject, file, review);
  const { t, town, language } = request;
  const unit = town.units.find((entry) => entry.id === subject.view.unit);
  return (
    <>
      <h2 class="govuk-heading-m" id="gora">
        {t('cases.case.actions')}
      </h2>
      {items.length === 0 ? null : <Actions items={items} />}
      {more}
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

function decided(
  { t, url }: Request,
  { view, service }: CaseSubject,
  file: CaseFile,
  review: ReviewState,
): ActionItem[] {
  if (service === undefined || file.decisions.at(-1)?.decidedBy !== 'automated') return [];
  if (review !== 'none') return [{ text: t('cases.case.review'), about: t(`cases.review.${review}`) }];
  const href = url('my-pages.review', { case: view.id });
  return [{ text: t('cases.case.review'), href, about: t('cases.case.review-about') }];
}

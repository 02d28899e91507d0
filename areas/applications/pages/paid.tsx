import type { CaseSubject } from '#areas/cases/index.ts';
import { Section as Part } from '#platform/design/index.ts';
import { casePayments } from '#platform/payments/index.ts';
import { formatDate, formatMoney } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';

const WORDS = {
  none: 'applications.pay.paid-what',
  asked: 'applications.pay.refund-asked',
  done: 'applications.pay.refund-done',
} as const;

async function load(request: Request, subject: CaseSubject | null) {
  const { t } = request;
  const paid = subject === null ? [] : await casePayments(request.db, subject.view.id);
  if (paid.length === 0) return null;
  return (
    <Part id="avgift" title={t('applications.pay.paid')}>
      {paid.map(({ amount, paidAt, refund }) => (
        <p class="govuk-body">
          {t(WORDS[refund], {
            amount: (language) => formatMoney(amount, language),
            date: (language) => formatDate(paidAt, language),
          })}
        </p>
      ))}
    </Part>
  );
}

/** What was paid for a case, for the person and for the officer. */
export const paymentSections: readonly Section<CaseSubject | null>[] = [
  { place: 'citizen-case', order: 40, load },
  { place: 'desk-case', order: 40, load },
];

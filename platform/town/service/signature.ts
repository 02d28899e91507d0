import { compile } from '@torget/feel';
import type { SignatureRule } from '../types.ts';
import type { Fields } from '../yaml/fields.ts';

const WITHIN = 'P14D';
const REMIND = 'P7D';
/** A draft lives thirty days: a signature cannot be waited for longer. */
const LONGEST_DAYS = 30;

/**
 * Reads `signature` of service.yaml: who signs with the e-ID, whether the others do so before the application is sent or
 * in the case that waits for them, in which order, and for how long.
 */
export function readSignature(fields: Fields, signIn: string): SignatureRule {
  const by = fields.oneOf('by', ['applicant', 'all-guardians', 'company-signatories', 'co-applicant']);
  const when = fields.maybeText('when');
  const rule: SignatureRule = {
    by,
    others: fields.maybeOneOf('others', ['before-sending', 'in-the-case']) ?? 'before-sending',
    order: fields.maybeOneOf('order', ['parallel', 'sequence']) ?? 'parallel',
    within: fields.maybeDuration('within') ?? WITHIN,
    remindAfter: fields.maybeDuration('remind-after') ?? REMIND,
    ...(when === undefined ? {} : { when }),
  };
  if (signIn !== 'required') {
    const what = {
      sv: 'Den som skriver under måste vara inloggad.',
      en: 'Whoever signs must be signed in.',
    };
    fields.faults.error(fields.at, 'signature-sign-in', what, {
      sv: 'Skriv sign-in: required.',
      en: 'Write sign-in: required.',
    });
  }
  checkTimes(fields, rule);
  if (when !== undefined) {
    const compiled = compile(when, {});
    if (!compiled.ok)
      for (const fault of compiled.error)
        fields.faults.error(fields.where('when'), fault.code, fault.message, fault.advice);
  }
  fields.end();
  return rule;
}

function checkTimes(fields: Fields, { within, remindAfter }: SignatureRule): void {
  const [end, reminder] = [daysOf(within), daysOf(remindAfter)];
  if (end <= LONGEST_DAYS && reminder < end) return;
  fields.faults.error(
    fields.where(end > LONGEST_DAYS ? 'within' : 'remind-after'),
    'signature-time',
    {
      sv: 'En underskrift väntar man på i högst 30 dagar, och påminnelsen kommer före slutet.',
      en: 'A signature is waited for at most 30 days, and the reminder comes before the end.',
    },
    { sv: 'Till exempel within: P14D och remind-after: P7D.', en: 'For instance within: P14D and remind-after: P7D.' },
  );
}

function daysOf(duration: string): number {
  const relativeTo = Temporal.PlainDate.from('2026-01-01');
  try {
    return Temporal.Duration.from(duration).total({ unit: 'days', relativeTo });
  } catch {
    return 0;
  }
}

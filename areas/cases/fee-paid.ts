import { equal, type FeelContext, textOf } from '@torget/feel';
import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, either, fields, textField } from '#platform/runtime/index.ts';
import { formatMoney } from '#platform/text/index.ts';

/** How a fee is paid beside the web. */
const FEE_WAYS = ['kassa', 'swish', 'faktura', 'bankgiro'] as const;
export type FeeWay = (typeof FEE_WAYS)[number];

/** Whole amounts are integers in JSON, others decimal strings. */
const amount = either({ type: 'integer' }, { type: 'string', format: 'decimal' });
const orNothing = (schema: typeof amount) => either(schema, { type: 'null' });

/**
 * The building block after the task in which an officer says that a fee has been paid: it writes the payment as a row, with the
 * sum that was asked, the day and the way (TF 2 kap. 16 §), and says whether the fee is paid. What waits for it goes on only then.
 * @throws TorgetError `fee-other-sum`, `fee-day` or `fee-way`, with what to mend; the step is then not taken
 */
export const feePaid: Block = {
  type: 'fee.paid',
  kind: 'inline',
  about: {
    sv: 'Antecknar att en avgift har betalats vid sidan av webben: belopp, dag och sätt. Beloppet ska vara det som begärdes.',
    en: 'Notes that a fee has been paid beside the web: sum, day and way. The sum must be the one that was asked.',
  },
  input: fields(
    { asked: amount },
    {
      paid: orNothing({ type: 'boolean' }),
      amount: orNothing(amount),
      day: orNothing({ type: 'string', format: 'date' }),
      way: orNothing(textField()),
    },
  ),
  output: fields({ paid: { type: 'boolean' } }),
  async run({ db, instance, input, actor, at }) {
    if (input['paid'] !== true || actor.kind !== 'staff') return { output: { paid: false } };
    const { sum, day, way } = noted(input, at);
    await sql`insert into cases.fee_paid (id, case_id, amount, way, day, by_party, unit, at)
      values (${uuidv7()}, ${instance.businessKey}, ${sum}::numeric, ${way}, ${day}::date, ${actor.party}, ${actor.unit},
        ${at}::timestamptz)`.execute(db);
    return { output: { paid: true } };
  },
};

/** What was noted of the payment. @throws TorgetError with what to mend */
function noted(input: FeelContext, at: string): { readonly sum: string; readonly day: string; readonly way: FeeWay } {
  const asked = textOf(input['asked'] ?? null);
  if (equal(input['amount'] ?? null, input['asked'] ?? null) !== true) throw otherSum(asked);
  const day = textOf(input['day'] ?? null);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day > legalDay(Temporal.Instant.from(at)).toString()) throw wrongDay(day);
  const way = FEE_WAYS.find((one) => one === input['way']);
  if (way === undefined) throw wrongWay();
  return { sum: asked, day, way };
}

function otherSum(asked: string): TorgetError {
  return new TorgetError(
    'fee-other-sum',
    409,
    {
      sv: `Avgiften är ${formatMoney(asked, 'sv')}. Inget är sparat: skriv det beloppet när det är betalt (TF 2 kap. 16 §).`,
      en: `The fee is ${formatMoney(asked, 'en')}. Nothing is saved: write that sum when it has been paid (TF 2:16).`,
    },
    `a fee of ${asked} was said to be paid with another sum`,
  );
}

function wrongDay(day: string): TorgetError {
  return new TorgetError(
    'fee-day',
    409,
    {
      sv: 'Dagen då avgiften betalades saknas eller har inte kommit än. Inget är sparat: rätta dagen.',
      en: 'The day on which the fee was paid is missing or has not come yet. Nothing is saved: correct the day.',
    },
    `a fee was said to be paid on "${day}"`,
  );
}

function wrongWay(): TorgetError {
  return new TorgetError(
    'fee-way',
    409,
    {
      sv: 'Det framgår inte hur avgiften betalades. Inget är sparat: välj hur.',
      en: 'It does not say how the fee was paid. Nothing is saved: choose how.',
    },
    'a fee was said to be paid in no known way',
  );
}

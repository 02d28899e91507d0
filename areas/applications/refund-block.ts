import type { Db } from '#platform/database/index.ts';
import { askRefund, casePayments } from '#platform/payments/index.ts';
import { type Block, fields, textField } from '#platform/runtime/index.ts';

/** Gives back what was paid for a case: when it is withdrawn, dismissed, or the decision says so. Asked twice it is one. */
export function paymentRefund(giveBack: (tx: Db, payment: string) => Promise<void>): Block {
  return {
    type: 'payment.refund',
    kind: 'inline',
    about: {
      sv: 'Betalar tillbaka avgiften för ansökan. Är inget betalt, eller är det redan på väg tillbaka, händer inget.',
      en: 'Gives back the fee of the application. Nothing happens when nothing was paid, or it is on its way back.',
    },
    input: fields({}, { why: textField({ maxLength: 200 }) }),
    output: fields({}),
    async run({ db, instance, input, at }) {
      const why = typeof input['why'] === 'string' ? input['why'] : 'decision';
      for (const { id } of await casePayments(db, instance.businessKey)) await askRefund(db, id, why, at, giveBack);
      return { output: {} };
    },
  };
}

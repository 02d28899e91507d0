import type { Payments } from './types.ts';
import type { Fields } from './yaml/fields.ts';

/** A Swish number, or what another provider calls the town. */
const PAYEE = /^\d{10}$/;

/**
 * Reads `payments` of town.yaml: who takes a real town's payments. What the town shows that it is itself by is no part of
 * the folder: certificate and key lie where `TORGET_KEYS` says.
 */
export function readPayments(fields: Fields): Payments {
  const payments: Payments = {
    protocol: fields.oneOf('protocol', ['swish']),
    base: fields.text('base').replace(/\/+$/, ''),
    payee: fields.text('payee'),
    methods: fields.words('methods', ['swish', 'card']),
  };
  fields.end();
  if (URL.parse(payments.base)?.protocol !== 'https:')
    wrong(fields, 'base', {
      sv: 'base är en adress som börjar med https://.',
      en: 'base is an address with https://.',
    });
  if (!PAYEE.test(payments.payee))
    wrong(fields, 'payee', {
      sv: 'payee är ett Swish-nummer: tio siffror.',
      en: 'payee is a Swish number: ten digits.',
    });
  if (payments.methods.length === 0)
    wrong(fields, 'methods', { sv: 'methods säger hur man kan betala.', en: 'methods says how one can pay.' });
  return payments;
}

function wrong(fields: Fields, key: string, message: { sv: string; en: string }): void {
  const like = 'base: https://cpc.getswish.net/swish-cpcapi, payee: "1231181189", methods: [ swish ]';
  fields.faults.error(fields.where(key), 'payments', message, {
    sv: `Till exempel ${like}.`,
    en: `For instance ${like}.`,
  });
}

import type { Text } from '../../types.ts';
import { own } from '../context.ts';
import { figure, record, records, word } from '../json.ts';
import type { Notes } from '../notes.ts';
import type { XgovForm } from './source.ts';

/** What a form says beside its pages, and what becomes of it here. */
const PARTS: readonly { readonly key: string; readonly sv: string; readonly en: string }[] = [
  {
    key: 'outputs',
    sv: 'Svaren skickas inte vidare härifrån: de blir ett ärende i processen.',
    en: 'Answers are not sent on from here: they become a case in the process.',
  },
  { key: 'specialPages', sv: 'Kvittosidan är husets egen.', en: 'The receipt page is the house’s own.' },
  { key: 'exitOptions', sv: 'Att spara och gå är inbyggt.', en: 'Saving and leaving is built in.' },
  { key: 'phaseBanner', sv: 'Fasmärket (alfa, beta) visas inte.', en: 'The phase banner (alpha, beta) is not shown.' },
  { key: 'feedback', sv: 'Synpunkter lämnas på husets eget sätt.', en: 'Feedback is given in the house’s own way.' },
  {
    key: 'confirmationSessionTimeout',
    sv: 'Hur länge kvittot visas bestämmer huset.',
    en: 'The house decides how long the receipt is shown.',
  },
  { key: 'documentUploadApiUrl', sv: 'Filer tas emot av huset.', en: 'Files are taken by the house.' },
];

export function notesOfParts(form: XgovForm, notes: Notes): void {
  for (const { key, sv, en } of PARTS) {
    const value = form.source[key];
    const has = Array.isArray(value)
      ? value.length > 0
      : typeof value === 'object' && value !== null
        ? Object.keys(value).length > 0
        : word(value) !== '';
    if (has) notes.different(`part-${key.toLowerCase()}`, { at: key }, sv, en);
  }
  if (form.source['markAsComplete'] === true)
    notes.different(
      'part-markascomplete',
      { at: 'markAsComplete' },
      'Frågan om delen är klar ställs inte.',
      'It is not asked whether the part is complete.',
    );
}

/** What it costs, in words: fees are texts of the service page until a payment step is added to the process. */
export function costOf(form: XgovForm, notes: Notes): Text | undefined {
  const fees = records(form.source['fees']);
  if (fees.length === 0) return undefined;
  const texts = fees.map((fee) => `${word(fee['description'])}: £${(figure(fee['amount']) ?? 0) / 100}`);
  notes.lost(
    'payment',
    { at: 'fees' },
    `Avgiften (${texts.join(', ')}) står på tjänstens sida, men tas inte ut förrän processen får ett betalsteg.`,
    `The fee (${texts.join(', ')}) stands on the service page, but is not taken until the process gets a payment step.`,
  );
  if (Object.keys(record(form.source['feeOptions'])).length > 0)
    notes.lost(
      'payment-options',
      { at: 'feeOptions' },
      'Betalinställningarna är inte med.',
      'The payment settings are not carried over.',
    );
  return own(`${texts.join(', ')}.`, `${texts.join(', ')}.`);
}

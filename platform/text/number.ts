import { intlMarks } from './further.ts';
import { isHouseLanguage, type Language } from './language.ts';

/**
 * An exact number: text (`6200.50`), or a decimal that prints itself without exponent. A double is not one; a count of
 * things is a bigint or goes through `formatNumber`.
 */
export type Exact = string | bigint | { readonly d: readonly number[]; toFixed(): string };

const noBreak = '\u00a0';
const minus = '\u2212';
const marks = { sv: { group: noBreak, point: ',' }, en: { group: ',', point: '.' } } as const;
const decimalText = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** `11 420`, `−3 285,5`; as many decimals as it has. Text that is no number comes back as it was. */
export function formatNumber(number: Exact | number, language: Language): string {
  const parts = decimalText.exec(plain(number));
  if (!parts) return String(number);
  const [, sign, whole = '', fraction = ''] = parts;
  const digits = whole.replace(/^0+(?=\d)/, '');
  const { group, point } = isHouseLanguage(language) ? marks[language] : intlMarks(language);
  const grouped = digits.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  const negative = sign === '-' && /[1-9]/.test(whole + fraction);
  return `${negative ? minus : ''}${grouped}${fraction ? point + fraction : ''}`;
}

/**
 * An amount in Swedish kronor: `11 420 kronor`, `6 200,50 kronor`, `1 krona`; `kr` in tables (`unit: 'kr'`).
 * A further language writes `kr` always, which is no word of any language. Whole kronor are written without decimals, all else with two, rounded half away from zero. The spaces do not break.
 */
export function formatMoney(
  amount: Exact,
  language: Language,
  options: { readonly unit?: 'kronor' | 'kr' } = {},
): string {
  const number = formatNumber(toHundredths(plain(amount)), language);
  const unit =
    options.unit === 'kr' || !isHouseLanguage(language) ? 'kr' : /^\u2212?1$/.test(number) ? 'krona' : 'kronor';
  return `${number}${noBreak}${unit}`;
}

function plain(number: Exact | number): string {
  return typeof number === 'object' ? number.toFixed() : String(number);
}

/** Two decimals or none, on the text itself so that no double touches money. */
function toHundredths(number: string): string {
  const parts = decimalText.exec(number);
  if (!parts) return number;
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const cut = fraction.padEnd(3, '0');
  const hundredths = BigInt(whole + cut.slice(0, 2)) + (cut.charAt(2) >= '5' ? 1n : 0n);
  const text = hundredths.toString().padStart(3, '0');
  const ore = text.slice(-2);
  return `${sign}${text.slice(0, -2)}${ore === '00' ? '' : `.${ore}`}`;
}

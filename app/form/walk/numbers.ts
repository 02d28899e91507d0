import type { Question } from '@torget/form';
import type { Chance } from './chance.ts';

/** The last digit of a number whose others are known (Luhn). */
function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return `${(10 - (sum % 10)) % 10}`;
}

function two(number: number): string {
  return `${number}`.padStart(2, '0');
}

/** A personal number, or a coordination number where only that is taken. */
export function personalNumber(question: Question, chance: Chance): string {
  const coordination = question.kinds !== undefined && !question.kinds.includes('personnummer');
  const year = chance.whole(1925, 2023);
  const day = chance.whole(1, 28) + (coordination ? 60 : 0);
  const nine = `${two(year % 100)}${two(chance.whole(1, 12))}${two(day)}${`${chance.whole(1, 999)}`.padStart(3, '0')}`;
  const whole = `${Math.floor(year / 100)}${nine}${luhnDigit(nine)}`;
  return chance.percent(50) ? whole : `${whole.slice(0, 8)}-${whole.slice(8)}`;
}

export function organisationNumber(chance: Chance): string {
  const nine = `556${chance.whole(100_000, 999_999)}`;
  const whole = `${nine}${luhnDigit(nine)}`;
  return chance.percent(50) ? whole : `${whole.slice(0, 6)}-${whole.slice(6)}`;
}

/** An account of Nordea's with a personal number as account number: ten digits with Luhn's last. */
export function account(chance: Chance): { readonly clearing: string; readonly konto: string } {
  const nine = `${chance.whole(10, 99)}${two(chance.whole(1, 12))}${two(chance.whole(1, 28))}${chance.whole(100, 999)}`;
  return { clearing: '3300', konto: `${nine}${luhnDigit(nine)}` };
}

/** A German IBAN: two check digits by MOD 97-10. */
export function iban(chance: Chance): string {
  const rest = `${chance.whole(10_000_000, 99_999_999)}${`${chance.whole(0, 999_999_999)}`.padStart(10, '0')}`;
  const remainder = [...`${rest}131400`].reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0);
  return `DE${two(98 - remainder)}${rest}`;
}

/** A whole number between limits, as people write it. */
export function figure(question: Question, chance: Chance, decimals: number): string {
  const [least, most] = [limit(question.min, -1000), limit(question.max, 1_000_000)];
  const [min, max] =
    question.min !== undefined || question.max === undefined ? [least ?? 0, most] : [Math.min(0, most), most];
  const low = Math.ceil(Math.max(min, question.min === undefined ? 0 : min));
  const high = Math.floor(Math.max(max, low));
  if (low > max) return `${min}`.replace('.', ',');
  const whole = chance.whole(low, Math.min(high, low + chance.pick([1, 10, 1000, 1_000_000])));
  if (decimals === 0 || whole >= high || !chance.percent(40)) return spaced(`${whole}`, chance);
  return `${spaced(`${whole}`, chance)}${chance.pick([',', '.'])}${chance.whole(1, 9)}`;
}

function limit(value: Question['min'], otherwise: number): number {
  return value === undefined ? otherwise : Number(value);
}

function spaced(digits: string, chance: Chance): string {
  return chance.percent(30) ? digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0') : digits;
}

/** A day between limits, `YYYY-MM-DD`; near a limit as often as not. */
export function day(question: Question, at: string, chance: Chance): string {
  const today = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  const asDay = (value: Question['min']) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
      ? Temporal.PlainDate.from(value.slice(0, 10))
      : undefined;
  const [least, most] = [asDay(question.min), asDay(question.max)];
  const from = least ?? (most ?? today).subtract({ years: 5 });
  const to = most ?? (least ?? today).add({ years: 5 });
  const days = Math.max(0, from.until(to, { largestUnit: 'days' }).days);
  return from.add({ days: chance.percent(50) ? chance.pick([0, days]) : chance.whole(0, days) }).toString();
}

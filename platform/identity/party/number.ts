export type NumberType = 'pnr' | 'samnr' | 'prid' | 'orgnr' | 'eidas' | 'wallet';

/** Skatteverket's judgement of a coordination number's identity; unknown counts as `uncertain` (identity.md §8). */
export type NumberLevel = 'confirmed' | 'probable' | 'uncertain';

export interface IdentityNumber {
  readonly type: NumberType;
  readonly value: string;
  readonly level?: NumberLevel;
}

/** `prid` of the Swedish eIDAS node (technical framework, file 11). */
const PRID = /^[A-Z]{2}:[0-9a-z][0-9a-z-]{8,28}[0-9a-z]$/;

/** What is added to the day of a coordination number (lag 2022:1697 2 kap. 8 §). */
const COORDINATION = 60;

/**
 * Reads a number in its only accepted form, twelve digits, or a prid. A day above 60 makes it a coordination number,
 * whatever it is called by whoever sends it (law.md §12.8). Null when it is neither.
 */
export function readNumber(value: string, level?: NumberLevel): IdentityNumber | null {
  if (PRID.test(value)) return { type: 'prid', value };
  if (!/^\d{12}$/.test(value) || value.slice(8, 11) === '000' || !isDate(value) || !luhn(value.slice(2))) return null;
  if (Number(value.slice(6, 8)) <= COORDINATION) return { type: 'pnr', value };
  return { type: 'samnr', value, level: level ?? 'uncertain' };
}

/**
 * Reads an organisation's number as people write it (`556016-0680`, `16556016-0680`): ten digits with the check digit of a
 * personal number, the third two or more, so that it is no date (law.md §12.8). Null for every other: the number of a
 * sole trader is his personal number.
 */
export function readOrganisationNumber(written: string): IdentityNumber | null {
  const [, value = ''] = /^(?:16)?(\d{10})$/.exec(withoutSigns(written)) ?? [];
  return Number(value[2]) >= 2 && luhn(value) ? { type: 'orgnr', value } : null;
}

/** A number without the spaces and hyphens of every kind that people write in it. */
export function withoutSigns(written: string): string {
  return written.replace(/[\s‐-―-]/g, '');
}

/** Twelve digits, as the mailboxes and registers shared by all call whoever has the number. */
export function twelveDigits({ type, value }: IdentityNumber): string {
  return type === 'orgnr' ? `16${value}` : value;
}

export type Sex = 'woman' | 'man';

/**
 * Legal sex by a personal number: the last of the three digits of the birth number is odd for men and even for women
 * (folkbokföringslagen 1991:481 18 §); those of a coordination number are set the same way. Null of any other number.
 */
export function sexOf({ type, value }: IdentityNumber): Sex | null {
  if (type !== 'pnr' && type !== 'samnr') return null;
  return Number(value[10]) % 2 === 0 ? 'woman' : 'man';
}

function isDate(value: string): boolean {
  const [year, month, written] = [value.slice(0, 4), value.slice(4, 6), value.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || written === undefined) return false;
  const day = written > COORDINATION ? written - COORDINATION : written;
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

/** Weights 2,1,2,… on the ten digits without the century, digit sums; the check digit brings the sum to a full ten. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...digits].entries()) {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** As a person writes it: `19850124-2393`. For the person's own eyes only. */
export function writtenNumber(number: IdentityNumber): string {
  const { type, value } = number;
  return type === 'pnr' || type === 'samnr' ? `${value.slice(0, 8)}-${value.slice(8)}` : value;
}

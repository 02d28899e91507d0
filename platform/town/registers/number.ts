// Identity numbers as the registers write them: twelve digits (law.md, section 12.8; identity.md, section 4).

/** Luhn over the ten digits without century. */
function checkDigitHolds(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number.slice(2)].entries()) {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

export function isPersonalNumber(number: string): boolean {
  return /^(18|19|20)\d{10}$/.test(number) && checkDigitHolds(number) && birthDateOf(number) !== undefined;
}

/** Day + 60. Official numbers exist with a date that does not: the birth date is then unknown (identity-numbers). */
export function isCoordinationNumber(number: string): boolean {
  const day = Number(number.slice(6, 8));
  return /^(18|19|20)\d{10}$/.test(number) && checkDigitHolds(number) && day >= 60 && day <= 91;
}

export function isPrid(number: string): boolean {
  return /^[A-Z]{2}:[0-9a-z][0-9a-z-]{8,28}[0-9a-z]$/.test(number);
}

/** The date in a number: a fallback where the register gives no birth date of its own. Undefined when it has none. */
export function birthDateOf(number: string): string | undefined {
  if (!/^\d{12}$/.test(number)) return undefined;
  const day = Number(number.slice(6, 8));
  const date = `${number.slice(0, 4)}-${number.slice(4, 6)}-${`${day > 60 ? day - 60 : day}`.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

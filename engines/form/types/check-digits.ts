/** Digits of a number as people write it: spaces (no-break and thin ones too), hyphens, dots and plus signs left out. */
export function digitsOf(text: string): string {
  return text.replace(/[\s\u00a0\u2009\u202f.+\u2010-\u2015\u2212-]/g, '');
}

/** Modulus 10 (Luhn, ISO/IEC 7812-1 annex B): every other digit from the right but the last is doubled. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return digits !== '' && sum % 10 === 0;
}

/** Modulus 11 with the weights 1, 2, … 10, 1 from the right (Bankgirot, Bankernas kontonummer). */
export function modulus11(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) sum += Number(digit) * ((index % 10) + 1);
  return digits !== '' && sum % 11 === 0;
}

/** The address of a Swedish phone number as people write it: `0980-31 92 00` → `tel:+46980319200`. */
export function telephone(number: string): string {
  const digits = number.replaceAll(/[^\d+]/g, '');
  return `tel:${digits.startsWith('0') ? `+46${digits.slice(1)}` : digits}`;
}

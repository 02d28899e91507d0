const LETTERS = 'abcdefghijklmnop';

/**
 * A secret as it stands in a link: half a byte a letter, and no digits. What leaves the house by e-mail loses everything
 * that looks like a personal number (platform/messages), and random digits do so now and then.
 */
export function codeOf(secret: string): string {
  const bytes = [...Buffer.from(secret, 'base64url')];
  return bytes.map((byte) => `${LETTERS[byte >> 4]}${LETTERS[byte & 15]}`).join('');
}

/** The secret of a link; undefined for what is none. */
export function secretOf(code: string | undefined): string | undefined {
  if (code === undefined || !/^[a-p]{64}$/.test(code)) return undefined;
  const halves = [...code].map((letter) => LETTERS.indexOf(letter));
  const bytes = Uint8Array.from({ length: 32 }, (_, at) => (halves[2 * at] ?? 0) * 16 + (halves[2 * at + 1] ?? 0));
  return Buffer.from(bytes).toString('base64url');
}

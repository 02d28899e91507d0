/** Names of FEEL with a keyword inside: without them `date and time("…")` would be a conjunction. */
const LONG_NAMES = 'date and time|years and months duration|days and time duration';

const TOKEN = new RegExp(
  [
    String.raw`\s+`,
    String.raw`@?"(?:[^"\\]|\\.)*"`,
    LONG_NAMES,
    String.raw`\d+(?:\.\d+)?|\.\d+`,
    String.raw`[\p{L}_][\p{L}\p{N}_]*`,
    String.raw`\.\.|<=|>=|!=|\*\*|[\s\S]`,
  ].join('|'),
  'gu',
);

/** The words and signs of a cell, white space left out. Nothing is lost: what is no word is a sign of its own. */
export function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
}

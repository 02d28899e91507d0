/** A time that a letter counts without saying from when: where it stands in the text, and its words. */
export interface CountedDays {
  /** Offset in the text, from 0. */
  readonly at: number;
  readonly text: string;
}

const UNIT = String.raw`(?:dag(?:ar)?|dygn|veck(?:a|or)|månad(?:er)?|days?|weeks?|months?)`;
const NUMBER = String.raw`(?:\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|fjorton|trettio|one|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|thirty|\{[^{}]*\})`;
const TIME = String.raw`${NUMBER}(?:\s+hela|\s+whole|\s+calendar|\s+working)?\s+(?:arbets|kalender)?${UNIT}`;
/** A time with its start is one that the reader can count: `inom tre veckor från den dag du fick beslutet`. */
const START = String.raw`(?!\s+(?:från|efter|räknat|sedan|from|after|of)\b)`;
const COUNTED = new RegExp(
  String.raw`\b(?:(?:inom|within)\s+${TIME}\b${START}|${TIME}\s+(?:kvar|left|to\s+answer)\b|(?:för\s+${TIME}\s+sedan|${TIME}\s+ago)\b)`,
  'giu',
);

/**
 * Times in a letter that are counted from the day of the letter, which its reader may not know: the letter shall print the
 * day. Numbers in digits, in words up to thirty, and as placeholders.
 */
export function countedDays(text: string): readonly CountedDays[] {
  return [...text.matchAll(COUNTED)].map((match) => ({ at: match.index, text: match[0] }));
}

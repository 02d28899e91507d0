import { type Language, text } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';

/** Words that stand alone elsewhere, in a sentence: Swedish begins them small, English keeps names and days as they are. */
export function inSentence(words: string, language: Language): string {
  return language === 'sv' ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** A board in a sentence: `socialnämnden`, `the Social Services Board`. */
export function boardInSentence({ boards }: Town, id: string, language: Language): string {
  const title = text(boards.find((board) => board.id === id)?.title ?? { sv: id }, language);
  return language === 'en' ? `the ${title}` : inSentence(title, language);
}

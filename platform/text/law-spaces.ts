// "8 kap. 12 §" is one thing: a number never parts from its sign, nor a chapter from its section, at the end of a line.
const CHAPTER = /(\d(?: [a-z])?) kap\. (?=\d)/g;
const SECTION = /(\d(?: [a-z])?) (?=§)/g;
/** The short name of a statute, as law is cited: FL, KL, OSL, SoL, PBL, SFS; not before a year in parentheses. */
const STATUTE = /\b(\p{Lu}{2,4}|SoL|SoF) (?=\d[\d, a-zåäö–]*(?:\u00a0| )(?:kap\.|§))/gu;

/**
 * A text whose references to Swedish law break over lines only where reading allows it: `KL 8 kap. 12 §` with no-break
 * spaces. Everything else stands as it was.
 */
export function lawSpaces(text: string): string {
  if (!text.includes('§')) return text;
  return text.replace(CHAPTER, '$1\u00a0kap.\u00a0').replace(SECTION, '$1\u00a0').replace(STATUTE, '$1\u00a0');
}

import type { Service } from '#platform/town/index.ts';

/** Words too common to say anything; a search for "jag vill ansöka om" must not find every service. */
const STOP = new Set(
  'jag vill kan ska behöver att om en ett och på i för till med av det den är min mitt mina hur var när the a an to for i my of in on need want apply ansöka ansök'.split(
    ' ',
  ),
);

/** Endings that Swedish words lose before they are compared; the longest first. */
const ENDINGS = [
  'arnas',
  'ernas',
  'orna',
  'arna',
  'erna',
  'ande',
  'ende',
  'are',
  'ens',
  'ets',
  'en',
  'et',
  'ar',
  'er',
  'or',
  'na',
  'a',
  'e',
  's',
  't',
  'n',
];

function stem(word: string): string {
  for (const ending of ENDINGS) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length);
  }
  return word;
}

/** The words of a text that a search compares: lower case, without stop words, cut to their stems. */
function words(text: string): string[] {
  const found = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((word) => !STOP.has(word)).map(stem);
}

const WEIGHTS = { title: 6, keywords: 5, summary: 2 } as const;

function score(query: readonly string[], text: string, weight: number): number {
  const known = words(text);
  let sum = 0;
  for (const word of query) {
    if (known.includes(word)) sum += weight;
    // Part of a compound: "plats" in "förskoleplats".
    else if (
      word.length >= 4 &&
      known.some((other) => other.includes(word) || (other.length >= 4 && word.includes(other)))
    )
      sum += weight / 2;
  }
  return sum;
}

/** Services that fit everyday words, best first; nothing when no word fits. */
export function searchServices(services: readonly Service[], query: string): Service[] {
  const wanted = words(query.slice(0, 200));
  const ranked = services.map((service) => {
    const { title, keywords, summary } = service.definition;
    const total =
      score(wanted, `${title.sv} ${title.en ?? ''}`, WEIGHTS.title) +
      score(wanted, keywords.join(' '), WEIGHTS.keywords) +
      score(wanted, `${summary.sv} ${summary.en ?? ''}`, WEIGHTS.summary);
    return { service, total };
  });
  return ranked
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .map(({ service }) => service);
}

/** Up to two words between the first name and the last one, as a middle name or an initial; not those between two people. */
const BETWEEN = String.raw`[\s,]+(?:(?!(?:och|samt|and)[\s,])[\p{L}.’'-]+[\s,]+){0,2}`;

const literal = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * A line that somebody typed, with a word in place of each of these names: as whole words anywhere in it, in either order,
 * with a middle name or without, and in the genitive. Where the words of two people stand so near each other that they
 * could be a name, it is taken for one: to tell a name too many may be dangerous, a word too many is not.
 */
export function withoutNames(line: string, names: readonly string[], word: string): string {
  return names.reduce((said, name) => said.replaceAll(patternOf(name), () => word), line);
}

function patternOf(name: string): RegExp {
  const words = name.trim().split(/\s+/).map(literal);
  const [first = '', last = ''] = [words.at(0), words.at(-1)];
  const either = words.length < 2 ? first : `(?:${first}${BETWEEN}${last}|${last}${BETWEEN}${first})`;
  // A party without a name is not found in every line.
  return first === '' ? /(?!)/g : new RegExp(String.raw`(?<![\p{L}\p{N}])${either}s?(?![\p{L}\p{N}])`, 'giu');
}

/** What a word may end with besides its dictionary form. The longest come first. */
const ENDINGS = [
  'arnas',
  'ornas',
  'ernas',
  'arna',
  'orna',
  'erna',
  'ens',
  'ets',
  'ar',
  'or',
  'er',
  'en',
  'et',
  'na',
  'n',
  't',
  's',
];
/** Letters that join two words: arbets-plats, gatu-kontor, kyrko-gård, barna-vård, förskole-klass. */
const JOINTS = ['s', 'u', 'o', 'a', 'e'];
const SHORTEST = 3;
const LONGEST = 40;

/** The dictionary form of the first part of a compound: `skol` is `skola`, `gatu` is `gata`, `arbets` is `arbete`. */
function modifier(part: string, lexicon: ReadonlySet<string>): string | undefined {
  const bare = JOINTS.includes(part.slice(-1)) ? part.slice(0, -1) : part;
  const forms = [part, `${part}a`, `${part}e`, bare, `${bare}a`, `${bare}e`];
  return forms.find((form) => form.length >= SHORTEST && lexicon.has(form));
}

/** The dictionary form of the last part, which carries the ending of the whole word. */
function head(part: string, lexicon: ReadonlySet<string>): string | undefined {
  if (lexicon.has(part)) return part;
  for (const ending of ENDINGS) {
    if (!part.endsWith(ending)) continue;
    const bare = part.slice(0, -ending.length);
    const found = [bare, `${bare}a`, `${bare}e`].find((form) => form.length >= SHORTEST && lexicon.has(form));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The words that a Swedish compound is put together from, in their dictionary form; nothing when it is no compound of
 * words in the lexicon. The fewest parts win, so that "förskoleplats" is förskola and plats, not för, skola and plats;
 * among equals the one whose first part is longest.
 */
export function splitCompound(word: string, lexicon: ReadonlySet<string>): readonly string[] {
  if (word.length < 2 * SHORTEST || word.length > LONGEST) return [];
  const found = best(word, lexicon, new Map());
  return found !== undefined && found.length > 1 ? found : [];
}

function best(
  rest: string,
  lexicon: ReadonlySet<string>,
  known: Map<string, readonly string[] | undefined>,
): readonly string[] | undefined {
  if (known.has(rest)) return known.get(rest);
  const whole = head(rest, lexicon);
  let found: readonly string[] | undefined = whole === undefined ? undefined : [whole];
  for (let at = rest.length - SHORTEST; found?.length !== 1 && at >= SHORTEST; at--) {
    const first = modifier(rest.slice(0, at), lexicon);
    if (first === undefined) continue;
    const more = best(rest.slice(at), lexicon, known);
    if (more !== undefined && (found === undefined || more.length + 1 < found.length)) found = [first, ...more];
  }
  known.set(rest, found);
  return found;
}

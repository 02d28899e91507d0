import { type CharacterSet, PatternError } from './tree.ts';

/** Character classes of XML Schema's regular expressions (appendix G.4.2): escapes, categories and blocks. */

function test(source: string): CharacterSet {
  const expression = new RegExp(source, 'u');
  return (point) => expression.test(String.fromCodePoint(point));
}

const NAME_START = test(
  '[:A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}]',
);
const NAME_REST = test('[-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]');

const ESCAPES: { readonly [letter: string]: CharacterSet } = {
  s: (point) => point === 32 || point === 9 || point === 10 || point === 13,
  d: test('\\p{Nd}'),
  // Word characters are all but punctuation, separators and others.
  w: test('[^\\p{P}\\p{Z}\\p{C}]'),
  i: NAME_START,
  c: (point) => NAME_START(point) || NAME_REST(point),
};

export function negate(set: CharacterSet): CharacterSet {
  return (point) => !set(point);
}

/** `\d`, `\W` …; undefined for other letters. */
export function escapeClass(letter: string): CharacterSet | undefined {
  const lower = letter.toLowerCase();
  const set = Object.hasOwn(ESCAPES, lower) ? ESCAPES[lower] : undefined;
  return set === undefined || lower === letter ? set : negate(set);
}

/** Unicode blocks by XML Schema's names: first and last code point. The common ones; others are unknown. */
const BLOCKS: { readonly [name: string]: readonly [number, number] } = {
  BasicLatin: [0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  SpacingModifierLetters: [0x2b0, 0x2ff],
  CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  Georgian: [0x10a0, 0x10ff],
  HangulJamo: [0x1100, 0x11ff],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  SuperscriptsandSubscripts: [0x2070, 0x209f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  BoxDrawing: [0x2500, 0x257f],
  GeometricShapes: [0x25a0, 0x25ff],
  MiscellaneousSymbols: [0x2600, 0x26ff],
  Dingbats: [0x2700, 0x27bf],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7a3],
  PrivateUse: [0xe000, 0xf8ff],
  Specials: [0xfff0, 0xffff],
};

/** `\p{Lu}`, `\p{IsBasicLatin}`. */
export function propertyClass(name: string): CharacterSet {
  if (name.startsWith('Is')) {
    const block = Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
    if (block === undefined) throw new PatternError(`unknown block ${name}`);
    return (point) => point >= block[0] && point <= block[1];
  }
  if (!/^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) {
    throw new PatternError(`unknown category ${name}`);
  }
  return test(`\\p{${name}}`);
}

/** All code points that differ from one only by case. The Kelvin sign is a k, the long s an s (Unicode simple folding). */
export function foldCase(point: number): readonly number[] {
  const text = String.fromCodePoint(point);
  const forms = new Set([text, text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()]);
  if (/^[kK\u212a]$/.test(text)) for (const one of 'kK\u212a') forms.add(one);
  if (/^[sS\u017f]$/.test(text)) for (const one of 'sS\u017f') forms.add(one);
  if (/^[åÅ\u212b]$/.test(text)) for (const one of 'åÅ\u212b') forms.add(one);
  return [...forms].filter((one) => [...one].length === 1).map((one) => one.codePointAt(0) ?? point);
}

/** `25`, `16–18`, `22, 43`, `19 och 20`: the sections that a citation lists. */
const LIST = String.raw`\d+(?:\s*[–-]\s*\d+)?(?:(?:\s*,\s*|\s+(?:och|and)\s+)\d+(?:\s*[–-]\s*\d+)?)*`;
const PARAGRAPH = String.raw`(?:\s+(?:första|andra|tredje|fjärde|femte)\s+stycket(?:\s+\d+)?)?`;

/** The ways in which texts cite Förvaltningslagen (2017:900), in Swedish and English. */
const CITATIONS: readonly RegExp[] = [
  new RegExp(String.raw`(?<!kap\.\s*)(?<list>${LIST})\s*§{1,2}${PARAGRAPH}\s+förvaltningslagen\b`, 'gu'),
  new RegExp(String.raw`(?<!\p{L})förvaltningslagens?\s+(?:\(2017:900\),?\s+)?(?<list>${LIST})\s*§`, 'giu'),
  new RegExp(String.raw`\bFL\s+(?:\(2017:900\)\s+)?(?<list>${LIST})`, 'gu'),
  new RegExp(
    String.raw`\bSections?\s+(?<list>${LIST})(?:,\s+\w+\s+paragraph,?)?\s+of\s+the\s+Administrative\s+Procedure\s+Act`,
    'gu',
  ),
  new RegExp(String.raw`\bAdministrative\s+Procedure\s+Act(?:\s+\(2017:900\))?,?\s+Sections?\s+(?<list>${LIST})`, 'gu'),
];

/** A section of Förvaltningslagen that a text cites, and where in it. */
export interface Cited {
  readonly section: number;
  readonly index: number;
}

/** Every section of Förvaltningslagen that a text cites: of `16–18 §§` each. */
export function citedSections(text: string): readonly Cited[] {
  return CITATIONS.flatMap((citation) =>
    [...text.matchAll(citation)].flatMap(({ index, groups }) =>
      (groups?.['list'] ?? '')
        .split(/\s*,\s*|\s+(?:och|and)\s+/u)
        .flatMap(sectionsIn)
        .map((section) => ({ section, index })),
    ),
  );
}

function sectionsIn(span: string): readonly number[] {
  const [from = 0, to = from] = span.split(/\s*[–-]\s*/u).map(Number);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
}

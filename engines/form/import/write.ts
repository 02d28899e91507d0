import { Document, isMap, isScalar, Scalar, visit } from 'yaml';
import type { DraftForm, DraftPage, DraftQuestion } from './draft.ts';

/** form.yaml of a draft: block style, texts and options on one line each. */
export function yamlOf(draft: DraftForm, head: readonly string[]): string {
  const { sections, pages, conditions } = draft;
  const some = <T extends object>(key: string, value: T) => (Object.keys(value).length === 0 ? {} : { [key]: value });
  const document = new Document(
    { ...some('sections', sections), pages: pages.map(inOrder), ...some('conditions', conditions) },
    { aliasDuplicateObjects: false },
  );
  visit(document, {
    Map: (_key, map) => {
      // `{ sv: …, en: … }` stands on one line, as people write it.
      const texts = map.items.every(
        ({ key, value }) =>
          isScalar(key) &&
          /^[a-z]{2}$/.test(`${key.value}`) &&
          isScalar(value) &&
          typeof value.value === 'string' &&
          !value.value.includes('\n') &&
          value.value.length < 100,
      );
      if (texts && map.items.length > 0) map.flow = true;
      return undefined;
    },
    Pair: (_key, pair) => {
      // FEEL always stands in quotes: a colon or brace in it is then no YAML.
      const isRule = isScalar(pair.key) && /^(when|rule|value)$/.test(`${pair.key.value}`);
      if (isRule && isScalar(pair.value)) pair.value.type = Scalar.QUOTE_DOUBLE;
      return undefined;
    },
  });
  const named = document.get('conditions');
  if (isMap(named)) for (const { value } of named.items) if (isScalar(value)) value.type = Scalar.QUOTE_DOUBLE;
  return `${head.map((line) => `# ${line}\n`).join('')}${document.toString({ lineWidth: 0, flowCollectionPadding: true })}`;
}

/** The order in which people write the keys of a page and of a question. */
const KEYS = [
  'id',
  'type',
  'section',
  'title',
  'label',
  'hint',
  'optional',
  'when',
  'value',
  'as',
  'options',
  'min',
  'max',
  'repeat',
  'questions',
  'eligible',
  'validation',
];

function inOrder<T extends DraftPage | DraftQuestion>(part: T): object {
  const rank = (key: string) => (KEYS.indexOf(key) < 0 ? KEYS.indexOf('repeat') - 0.5 : KEYS.indexOf(key));
  const entries = Object.entries(part).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'questions' ? (value as DraftQuestion[]).map(inOrder) : value]),
  );
}

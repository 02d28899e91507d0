import type { Node } from 'yaml';
import { isMap } from 'yaml';
import type { Text } from '../types.ts';
import type { Faults } from './faults.ts';
import { entriesOf, textOf } from './yaml.ts';

const MAX_TEXT = 5000;

/** A text `{ sv, en, … }`. Swedish must be there; a missing English one is a warning and falls back to Swedish. */
export function readText(node: Node | undefined, faults: Faults): Text | undefined {
  if (node === undefined) return undefined;
  if (!isMap(node)) {
    const text = textOf(node) ?? '';
    faults.add(
      node,
      'text-languages',
      { sv: 'Texten saknar språk', en: 'The text has no language' },
      { sv: `Skriv { sv: ${text}, en: … }.`, en: `Write { sv: ${text}, en: … }.` },
    );
    return undefined;
  }
  const text: { sv?: string; [language: string]: string | undefined } = {};
  for (const [language, value] of entriesOf(node, faults)) {
    const words = textOf(value);
    if (!/^[a-z]{2,3}(-[A-Za-z]+)?$/.test(language) || words === undefined || words === '' || words.length > MAX_TEXT) {
      faults.add(
        value,
        'text-value',
        { sv: `Texten på ${language} går inte att läsa`, en: `The text in ${language} cannot be read` },
        {
          sv: `Skriv en språkkod och en text på högst ${MAX_TEXT} tecken; text med komma står inom citattecken.`,
          en: `Write a language code and a text of at most ${MAX_TEXT} characters; text with a comma stands in quotes.`,
        },
      );
    } else text[language] = words;
  }
  if (text.sv === undefined) {
    faults.add(
      node,
      'text-swedish',
      { sv: 'Texten saknar svenska', en: 'The text lacks Swedish' },
      { sv: 'Lägg till sv.', en: 'Add sv.' },
    );
    return undefined;
  }
  if (text['en'] === undefined) {
    faults.add(
      node,
      'text-missing',
      {
        sv: 'Texten saknar engelska, svenskan visas i stället',
        en: 'The text lacks English, Swedish is shown instead',
      },
      { sv: 'Lägg till en.', en: 'Add en.' },
      { severity: 'warning' },
    );
  }
  return { ...text, sv: text.sv };
}

export function readBoolean(node: Node | undefined, faults: Faults): boolean {
  const text = node === undefined ? 'false' : textOf(node);
  if (text !== 'true' && text !== 'false') {
    faults.add(
      node,
      'not-boolean',
      { sv: 'Här ska det stå true eller false', en: 'true or false is expected here' },
      { sv: 'Skriv true eller false.', en: 'Write true or false.' },
    );
  }
  return text === 'true';
}

/** A whole number from `min` to `max`, `fallback` when the key is absent or wrong. */
export function readCount(
  node: Node | undefined,
  faults: Faults,
  bounds: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  if (node === undefined) return bounds.fallback;
  const text = textOf(node) ?? '';
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= bounds.min && number <= bounds.max) return number;
  faults.add(
    node,
    'not-a-count',
    { sv: 'Här ska det stå ett heltal', en: 'A whole number is expected here' },
    {
      sv: `Skriv ett tal från ${bounds.min} till ${bounds.max}.`,
      en: `Write a number from ${bounds.min} to ${bounds.max}.`,
    },
  );
  return bounds.fallback;
}

/** An id in `snake_case`: FEEL reads a hyphen as minus. */
export function readId(node: Node | undefined, owner: Node, faults: Faults, hyphens = false): string | undefined {
  const id = node === undefined ? undefined : textOf(node);
  const pattern = hyphens ? /^[a-z][a-z0-9]*(-[a-z0-9]+)*$|^[a-z][a-z0-9_]*$/ : /^[a-z][a-z0-9_]*$/;
  if (id !== undefined && pattern.test(id) && id.length <= 60) return id;
  faults.add(
    node ?? owner,
    'bad-id',
    {
      sv: id === undefined ? 'Ett id saknas' : `${id} kan inte vara ett id`,
      en: id === undefined ? 'An id is missing' : `${id} cannot be an id`,
    },
    {
      sv: hyphens
        ? 'Skriv små bokstäver a–z, siffror och bindestreck.'
        : 'Skriv små bokstäver a–z, siffror och understreck (i FEEL är bindestreck minus).',
      en: hyphens
        ? 'Write lower-case a–z, digits and hyphens.'
        : 'Write lower-case a–z, digits and underscores (in FEEL a hyphen is minus).',
    },
  );
  return undefined;
}

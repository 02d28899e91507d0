import type { Node } from 'yaml';
import { MAX_FILE } from '../types/file.ts';
import type { DraftQuestion, Reading } from './reading.ts';
import { itemsOf, textOf } from './yaml.ts';

/** What a media type means as name endings: browsers and people know those. */
const ENDINGS: { readonly [type: string]: readonly string[] } = {
  'image/*': ['.jpg', '.jpeg', '.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/pdf': ['.pdf'],
};

/** `accept` (endings or media types) and `max-size` (`5 MB`, `500 kB`) of a file question. */
export function readFiles(keys: ReadonlyMap<string, Node>, question: DraftQuestion, reading: Reading): void {
  if (question.type !== 'file' && question.type !== 'files') return;
  const { faults } = reading;
  const accept = keys.get('accept');
  if (accept !== undefined) {
    question.accept = itemsOf(accept, faults).flatMap((node) => {
      const text = (textOf(node) ?? '').toLowerCase();
      const endings =
        ENDINGS[text] ?? (/^\.?[a-z0-9]{1,6}$/.test(text) ? [text.startsWith('.') ? text : `.${text}`] : undefined);
      if (endings !== undefined) return endings;
      faults.add(
        node,
        'accept',
        { sv: `${text} är ingen filtyp`, en: `${text} is no type of file` },
        { sv: 'Skriv till exempel .pdf eller image/*.', en: 'Write for instance .pdf or image/*.' },
        { element: question.id },
      );
      return [];
    });
  }
  const size = keys.get('max-size');
  if (size === undefined) return;
  const [, figure, unit] = /^(\d{1,9})\s*(kB|MB)?$/i.exec(textOf(size) ?? '') ?? [];
  const bytes = Number(figure) * (unit === undefined ? 1 : unit.toLowerCase() === 'mb' ? 1_000_000 : 1000);
  if (bytes > 0 && bytes <= MAX_FILE) question.maxSize = bytes;
  else {
    faults.add(
      size,
      'max-size',
      { sv: 'Storleken går inte att läsa', en: 'The size cannot be read' },
      {
        sv: `Skriv till exempel 5 MB, högst ${MAX_FILE / 1_000_000} MB.`,
        en: `Write for instance 5 MB, at most ${MAX_FILE / 1_000_000} MB.`,
      },
      { element: question.id },
    );
  }
}

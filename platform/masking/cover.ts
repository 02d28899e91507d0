import { TorgetError } from '#platform/errors.ts';
import type { Box, Character, Size } from './pdfium.ts';

/** Pixels around what is covered, so that no edge of a letter shows. */
const MARGIN = 2;
const BYTES = 4;
/** What leaves no ink: line breaks and spaces that PDFium has put in between have no place on the page. */
const NO_INK = /^[\s\p{Cc}\p{Cf}\ufffe]*$/u;

/** Where what is hidden stands. @throws TorgetError when a character that shows has no place: it could not be covered */
export function boxesOf(characters: readonly Character[], hidden: ReadonlySet<number>): Box[] {
  return [...hidden].flatMap((index) => {
    const character = characters[index];
    if (character === undefined) return [];
    if (character.box !== null) return [character.box];
    if (NO_INK.test(character.text)) return [];
    throw withoutPlace(index);
  });
}

function withoutPlace(index: number): TorgetError {
  return new TorgetError(
    'mask-without-place',
    422,
    {
      sv: 'Ett tecken som ska maskeras har ingen plats på sidan. Maskera hela sidan.',
      en: 'A character to mask has no place on the page. Mask the whole page.',
    },
    `character ${index}`,
  );
}

/** Black, and nothing under it: the pixels themselves are written. */
export function paint(data: Uint8Array, { width, height }: Size, box: Box): void {
  const left = Math.max(0, Math.floor(box.left) - MARGIN);
  const right = Math.min(width, Math.ceil(box.right) + MARGIN);
  for (let y = Math.max(0, box.top - MARGIN); y < Math.min(height, box.bottom + MARGIN); y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * BYTES;
      data.fill(0, at, at + 3);
      data[at + 3] = 255;
    }
  }
}

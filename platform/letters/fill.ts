import { type FeelContext, type FeelValue, isNumber } from '@torget/feel';
import { formatMoney, type HouseLanguage } from '#platform/text/index.ts';
import type { LetterInline } from './model.ts';
import { printValue } from './print.ts';
import type { Piece, Pieces, Place } from './template.ts';

/** Something that a letter could not say as its author meant it. Whoever sends the letter decides what to do. */
export interface LetterWarning {
  readonly code: 'null-value' | 'expression' | 'block-empty' | 'reason-broken' | 'no-reasons';
  readonly detail: string;
  /** In the source of the letter; absent for what comes from a decision model. */
  readonly place?: Place;
}

/** What placeholders are filled from. */
export interface Filling {
  readonly context: FeelContext;
  readonly language: HouseLanguage;
  /** RFC 3339; what `today()` and `now()` see. */
  readonly instant: string;
  readonly warn: (warning: LetterWarning) => void;
}

/** Fills the placeholders. What a value holds is text and stays text: nothing in it is read as Markdown. */
export function fill(pieces: Pieces, filling: Filling): LetterInline[] {
  const out: LetterInline[] = [];
  let unit = '';
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      // The unit that the amount before this text has already printed.
      const text = unit !== '' && piece.text.startsWith(unit) ? piece.text.slice(unit.length) : piece.text;
      out.push({ kind: 'text', text });
    } else if (piece.kind === 'strong') out.push({ kind: 'strong', content: fill(piece.pieces, filling) });
    else if (piece.kind === 'link') {
      out.push({ kind: 'link', to: path(piece.to, filling), content: fill(piece.pieces, filling) });
    } else if (piece.kind === 'break') out.push({ kind: 'break' });
    else {
      unit = unitAfter(pieces[index + 1]);
      out.push({ kind: 'text', text: print(piece, unit, filling) });
      continue;
    }
    unit = '';
  }
  return joined(out);
}

/** The same as text alone: subjects. */
export function fillText(pieces: Pieces, filling: Filling): string {
  return fill(pieces, filling)
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('')
    .trim();
}

/** ` kronor` or ` kr` right after a placeholder makes its number an amount of money. */
function unitAfter(next: Piece | undefined): string {
  return next?.kind === 'text' ? (/^[ \u00a0](?:kronor|kr)(?![\p{L}\d])/u.exec(next.text)?.[0] ?? '') : '';
}

function print(piece: Extract<Piece, { kind: 'value' }>, unit: string, filling: Filling): string {
  const value = evaluate(piece, filling);
  if (unit !== '' && isNumber(value)) {
    return formatMoney(value.toFixed(), filling.language, { unit: unit.endsWith('kr') ? 'kr' : 'kronor' });
  }
  return printValue(value, filling.language) + unit;
}

function evaluate(piece: Extract<Piece, { kind: 'value' }>, filling: Filling): FeelValue {
  const { value, warnings } = piece.program.evaluate(filling.context, { instant: filling.instant });
  const at = { place: piece.place };
  for (const warning of warnings) {
    // That nothing stands at the end of a path is told once, as the empty place that it leaves.
    if (value === null && warning.code === 'no-entry') continue;
    filling.warn({ code: 'expression', detail: `${piece.program.text}: ${warning.code}`, ...at });
  }
  if (value === null) filling.warn({ code: 'null-value', detail: piece.program.text, ...at });
  return value;
}

/** A path with placeholders: each value is one segment at most, so no value can lead the link anywhere else. */
function path(pieces: Pieces, filling: Filling): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'value' ? encodeURIComponent(String(evaluate(piece, filling) ?? '')) : '';
    })
    .join('');
}

function joined(parts: readonly LetterInline[]): LetterInline[] {
  const out: LetterInline[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      out[out.length - 1] = { kind: 'text', text: last.text + part.text };
    else if (part.kind !== 'text' || part.text !== '') out.push(part);
  }
  return out;
}

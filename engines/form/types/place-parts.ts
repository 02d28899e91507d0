import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Fields, Problem, Schema } from '../types.ts';
import { lengthOf, typed } from './text.ts';

/** The three lines of a Swedish address, in the answer and in the register. */
export const LINES = ['gata', 'postnummer', 'ort'] as const;
export type Lines = { readonly [line in (typeof LINES)[number]]: string };

const MOST = 120;

/** Five figures with the space that people put into them: `123 45`. */
function postcodeOf(text: string): string {
  const digits = text.replace(/^SE?-?/i, '').replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{5}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3)}` : text;
}

/** The lines as they stand in fields `<name>-gata` … */
export function linesIn(fields: Fields, name: string): Lines {
  const [gata, postnummer, ort] = LINES.map((line) => typed(fields, `${name}-${line}`));
  return { gata: gata ?? '', postnummer: postcodeOf(postnummer ?? ''), ort: ort ?? '' };
}

/** What is wrong with the lines, each at its field. */
export function lineProblems(value: Json): readonly Problem[] {
  if (!isRecord(value)) return [{ rule: 'shape' }];
  const problem = (line: string, rule: string): Problem[] => [{ rule, pointer: `/${line}`, part: `-${line}` }];
  return LINES.flatMap((line) => {
    const text = value[line];
    if (typeof text !== 'string' || text.trim() === '') return problem(line, `address-${line}`);
    if (lengthOf(text) > MOST || text.includes('\n')) return problem(line, 'address-length');
    return line === 'postnummer' && !/^\d{3} \d{2}$/.test(text) ? problem(line, 'postcode') : [];
  });
}

/** The lines of a register's fact; undefined when one is missing. */
export function linesOf(fact: Json | undefined): Lines | undefined {
  if (!isRecord(fact)) return undefined;
  const { gata, postnummer, ort } = fact;
  if (typeof gata !== 'string' || typeof postnummer !== 'string' || typeof ort !== 'string') return undefined;
  return { gata, postnummer: postcodeOf(postnummer), ort };
}

/** The schema of the lines; `null` too where they may be unknown. */
export function lineSchemas(unknown: 'nullable' | 'known'): Schema {
  const text = (more: { readonly [key: string]: Json }): Json => ({
    type: unknown === 'nullable' ? ['string', 'null'] : 'string',
    ...more,
  });
  return {
    gata: text({ minLength: 1, maxLength: MOST }),
    postnummer: text({ pattern: '^[0-9]{3} [0-9]{2}$' }),
    ort: text({ minLength: 1, maxLength: MOST }),
  };
}

/** Where an answer comes from that a register knows; null when the person wrote it. */
export const SOURCE_SCHEMA: Json = { type: ['string', 'null'], maxLength: 200 };

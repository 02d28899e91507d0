import type { ComponentChildren } from 'preact';
import { Phone } from './phone.tsx';

const PHONE = /\b0\d{1,3}-\d[\d ]{3,}\d/;
const PROVISION = /(?:\d+\skap\.\s)?\d+[a-z]?(?:[–,\s]+\d+[a-z]?)*\s§§?/;
const WHOLE = new RegExp(`(${PHONE.source}|${PROVISION.source})`, 'u');

/**
 * Text whose phone numbers and provisions (`12 kap. 2–3 §§`) stay on one line, which the text itself cannot say without
 * spoiling a search or a copy. `call` makes the numbers links: for text that is not inside a link.
 */
export function Whole({ text, call = false }: { readonly text: string; readonly call?: boolean }): ComponentChildren {
  // A split by a pattern with one group has what matched at every odd place.
  const parts = text.split(WHOLE);
  if (parts.length === 1) return text;
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return call && PHONE.test(part) ? <Phone number={part} /> : <span class="t-nowrap">{part}</span>;
  });
}

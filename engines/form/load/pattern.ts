import type { Node } from 'yaml';
import type { Faults } from './faults.ts';
import { textOf } from './yaml.ts';

const MOST = 200;

/**
 * A group that is repeated although something in it is repeated too, `(a+)+` or `(a|ab)*`: on some texts such a pattern takes
 * longer than anybody waits. What cannot be said without it is no pattern of one line.
 */
const NESTED = /\((?:[^()\\]|\\.)*(?:[*+]|\{\d+,|\|)(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,)/;

/** `pattern: "[0-9]{4}"`: the whole text must match it. Undefined, with a fault, for what is none or may never end. */
export function readPattern(node: Node, element: string, faults: Faults): RegExp | undefined {
  const text = textOf(node) ?? '';
  const compiled = text === '' || text.length > MOST || NESTED.test(text) || /\\[1-9k]/.test(text) ? null : whole(text);
  if (compiled !== null) return compiled;
  faults.add(
    node,
    'pattern',
    { sv: 'Mönstret går inte att använda', en: 'The pattern cannot be used' },
    {
      sv: `Skriv ett reguljärt uttryck på högst ${MOST} tecken, utan upprepningar inuti upprepningar.`,
      en: `Write a regular expression of at most ${MOST} characters, without repetitions inside repetitions.`,
    },
    { element },
  );
  return undefined;
}

function whole(text: string): RegExp | null {
  try {
    return new RegExp(`^(?:${text})$`, 'u');
  } catch {
    return null;
  }
}

/** A pair of colours that meet on a page, and the contrast that WCAG 2.2 AA asks for there. */
export interface Pair {
  readonly name: string;
  readonly front: string;
  readonly back: string;
  readonly needed: 4.5 | 3;
}

const text = 4.5;
const edge = 3;

/** All pairs of the style sheets (1.4.3 text, 1.4.11 edges and the line). The one list; the gallery shows it. */
export const pairs: readonly Pair[] = [
  ['Text', 'ink', 'ground', text],
  ['Text on a sheet', 'ink', 'surface', text],
  ['Text in a recess', 'ink', 'sunken', text],
  ['Soft text', 'ink-soft', 'ground', text],
  ['Soft text on a sheet', 'ink-soft', 'surface', text],
  ['Soft text, table head', 'ink-soft', 'sunken', text],
  ['Link, secondary button', 'primary', 'ground', text],
  ['Link on a sheet', 'primary', 'surface', text],
  ['Link, chosen row', 'primary', 'pine-tint', text],
  ['Link, row under the pointer', 'primary', 'pine-wash', text],
  ['Heading', 'primary-deep', 'ground', text],
  ['Primary button', 'on-primary', 'primary', text],
  ['Primary button, hover', 'on-primary', 'primary-deep', text],
  ['Tag, date block', 'primary-deep', 'pine-tint', text],
  ['Text in my message', 'ink', 'pine-tint', text],
  ['Soft text, row under the pointer', 'ink-soft', 'pine-wash', text],
  ['Soft text, chosen row', 'ink-soft', 'pine-tint', text],
  ['Urgent text', 'accent', 'ground', text],
  ['Urgent text on a sheet', 'accent', 'surface', text],
  ['Urgent text on a flagged row', 'accent', 'lingon-wash', text],
  ['Date block, urgent', 'surface', 'accent', text],
  ['Red tag', 'lingon-deep', 'lingon-tint', text],
  ['Text on a flagged row', 'ink', 'lingon-wash', text],
  ['Soft text on a flagged row', 'ink-soft', 'lingon-wash', text],
  ['Link on a flagged row', 'primary', 'lingon-wash', text],
  ['Band (footer, desk bar): text', 'on-band', 'band', text],
  ['Band: soft text', 'on-band-soft', 'band', text],
  ['Diagram, hottest step', 'ink', 'heat-4', text],
  ['Diagram, second hottest', 'ink', 'heat-3', text],
  ['Field edge on its fill', 'edge', 'surface', edge],
  ['Field edge on the ground', 'edge', 'ground', edge],
  ['The line, done', 'pine-mid', 'ground', edge],
  ['The line on a sheet', 'pine-mid', 'surface', edge],
  ['The line, here', 'primary', 'ground', edge],
  ['Error edge', 'accent', 'surface', edge],
  ['Focus, outer ring on the ground', 'focus-outer', 'ground', edge],
  ['Focus, inner ring on a button', 'focus-inner', 'primary', edge],
  ['Focus, ring against ring', 'focus-outer', 'focus-inner', edge],
].map(([name, front, back, needed]) => ({ name, front, back, needed }) as Pair);

import type { ProcessModel } from '../model.ts';
import { drawing } from './drawing.ts';
import type { Drawing, Group, Part, PictureOptions } from './types.ts';

/** The picture as SVG text: the same data as `drawing`, every name escaped. Style comes from the classes of `d-svg`. */
export function draw(model: ProcessModel, options: PictureOptions = {}): string {
  const picture = drawing(model, options);
  const id = (options.id ?? model.id).replace(/[^A-Za-z0-9_-]/g, '_');
  const size = attributes({ viewBox: picture.viewBox, width: picture.width, height: picture.height });
  const names = `<title id="${id}-t">${escaped(picture.title)}</title><desc id="${id}-d">${escaped(picture.description)}</desc>`;
  return `<svg class="d-svg"${size} role="img" aria-labelledby="${id}-t ${id}-d">${names}${painted(picture).map(part).join('')}</svg>`;
}

/** All parts in the order in which they are painted. */
export function painted(picture: Drawing): readonly Part[] {
  const groups: readonly Group[] = [...picture.frames, ...picture.edges, ...picture.shapes, ...picture.labels];
  return groups.flatMap((group) => group.parts);
}

function part({ tag, attributes: given, lines }: Part): string {
  if (lines === undefined) return `<${tag}${attributes(given)}/>`;
  const spans = lines.map(({ text, x, dy }) => `<tspan${attributes({ x, dy })}>${escaped(text)}</tspan>`);
  return `<${tag}${attributes(given)}>${spans.join('')}</${tag}>`;
}

function attributes(given: Part['attributes']): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

/** Characters that XML 1.0 cannot hold at all are dropped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import type { Fields } from '@torget/form';
import { degreesOf, type TownMap } from './map.ts';
import { clicked, PICTURE, SMALL, windowOf } from './window.ts';

/** The two sizes of the picture: browsers send where it was clicked in the pixels of the one they show. */
const WIDTHS = { map: PICTURE.width, small: SMALL.width } as const;

/**
 * A click on a map as fields: browsers send `<name>-map.x` and `.y` of the picture
 * (`-small` on a phone), which become `<name>-lat` and
 * `-lon`. A click is no "continue": the page is shown again with the mark. So are the buttons that look closer, show
 * the whole, or take the mark away (`_map` = `<name>:nara|hela|bort`).
 */
export function mapFields(fields: Fields, map: TownMap | undefined): Fields {
  const button = /^(.+):(nara|hela|bort)$/.exec(fields['_map']?.[0] ?? '');
  if (button !== null) {
    const [, name = '', what = ''] = button;
    const gone = what === 'bort' ? { [`${name}-lat`]: [], [`${name}-lon`]: [] } : {};
    return { ...fields, ...gone, [`${name}-view`]: [what === 'nara' ? 'nara' : 'hela'], _do: ['again'] };
  }
  if (map === undefined) return fields;
  for (const [part, width] of Object.entries(WIDTHS)) {
    const name = Object.keys(fields)
      .find((each) => each.endsWith(`-${part}.x`))
      ?.slice(0, -`-${part}.x`.length);
    if (name !== undefined) return marked(fields, map, name, part, width);
  }
  return fields;
}

function marked(fields: Fields, map: TownMap, name: string, part: string, width: number): Fields {
  const at = (field: string) => fields[`${name}-${field}`]?.[0] ?? '';
  const [x, y] = [Number(at(`${part}.x`)) || 0, Number(at(`${part}.y`)) || 0];
  // The enter key on the picture sends 0, 0: nobody pointed anywhere.
  if (x === 0 && y === 0) return { ...fields, _do: ['again'] };
  const scale = PICTURE.width / width;
  const window = windowOf(map, at('view'), at('lat'), at('lon'));
  const { lat, lon } = degreesOf(map, clicked(window, x * scale, y * scale));
  // After a first click the surroundings are shown: a second one can be exact.
  return { ...fields, [`${name}-lat`]: [lat], [`${name}-lon`]: [lon], [`${name}-view`]: ['nara'], _do: ['again'] };
}

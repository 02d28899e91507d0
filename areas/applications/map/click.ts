import { type Fields, pointsIn, pointsText } from '@torget/form';
import { degreesOf, type TownMap } from './map.ts';
import { clicked, PICTURE, SMALL, windowOf } from './window.ts';

/** The two sizes of the picture: browsers send where it was clicked in the pixels of the one they show. */
const WIDTHS = { map: PICTURE.width, small: SMALL.width } as const;

/**
 * A click on a map as fields: browsers send `<name>-map.x` and `.y` of the picture
 * (`-small` on a phone), which become `<name>-lat` and
 * `-lon`. A click is no "continue": the page is shown again with the mark. So are the buttons that look closer, show
 * the whole, take the mark away or the last corner of a line or area (`_map` = `<name>:nara|hela|bort|angra`).
 */
export function mapFields(fields: Fields, map: TownMap | undefined): Fields {
  const button = /^(.+):(nara|hela|bort|angra)$/.exec(fields['_map']?.[0] ?? '');
  if (button !== null) {
    const [, name = '', what = ''] = button;
    const view = what === 'angra' ? (fields[`${name}-view`]?.[0] ?? 'hela') : what === 'nara' ? 'nara' : 'hela';
    return { ...fields, ...without(fields, name, what), [`${name}-view`]: [view], _do: ['again'] };
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

/** The fields of a mark once it, or its last corner, is taken away. */
function without(fields: Fields, name: string, what: string): Fields {
  const corners = fields[`${name}-punkter`];
  if (what === 'angra') return { [`${name}-punkter`]: [pointsText(pointsIn(corners?.[0] ?? '').slice(0, -1))] };
  if (what !== 'bort') return {};
  return corners === undefined ? { [`${name}-lat`]: [], [`${name}-lon`]: [] } : { [`${name}-punkter`]: [] };
}

function marked(fields: Fields, map: TownMap, name: string, part: string, width: number): Fields {
  const at = (field: string) => fields[`${name}-${field}`]?.[0] ?? '';
  const [x, y] = [Number(at(`${part}.x`)) || 0, Number(at(`${part}.y`)) || 0];
  // The enter key on the picture sends 0, 0: nobody pointed anywhere.
  if (x === 0 && y === 0) return { ...fields, _do: ['again'] };
  const scale = PICTURE.width / width;
  const corners = fields[`${name}-punkter`] === undefined ? undefined : pointsIn(at('punkter'));
  const last = corners?.at(-1) ?? { lat: at('lat'), lon: at('lon') };
  const window = windowOf(map, at('view'), last.lat, last.lon);
  const { lat, lon } = degreesOf(map, clicked(window, x * scale, y * scale));
  // Corners follow one another: the view stays as it is, so that the next can be seen.
  if (corners !== undefined)
    return { ...fields, [`${name}-punkter`]: [pointsText([...corners, { lat, lon }])], _do: ['again'] };
  // After a first click the surroundings are shown: a second one can be exact.
  return { ...fields, [`${name}-lat`]: [lat], [`${name}-lon`]: [lon], [`${name}-view`]: ['nara'], _do: ['again'] };
}

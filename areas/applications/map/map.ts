import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A point of the plan in metres from the north-west corner: x to the east, y to the south. */
export type Metres = readonly [x: number, y: number];

/** A plan of a town, small enough to be drawn in words: `map.yaml` in the town's folder. */
export interface TownMap {
  /** Degrees (WGS 84) of the north-west corner, and the size of the plan in metres. */
  readonly north: number;
  readonly west: number;
  readonly width: number;
  readonly height: number;
  readonly water: readonly (readonly Metres[])[];
  readonly parks: readonly (readonly Metres[])[];
  readonly streets: readonly { readonly name: string; readonly main: boolean; readonly line: readonly Metres[] }[];
  readonly places: readonly { readonly name: string; readonly at: Metres }[];
}

/** Metres of one degree of latitude; of longitude it is that times the cosine of the latitude. */
const DEGREE = 111_320;

interface File {
  readonly 'north-west': readonly [number, number];
  readonly size: Metres;
  readonly water?: readonly (readonly Metres[])[];
  readonly parks?: readonly (readonly Metres[])[];
  readonly streets?: readonly { readonly name: string; readonly main?: boolean; readonly line: readonly Metres[] }[];
  readonly places?: readonly { readonly name: string; readonly at: Metres }[];
}

/** Reads a town's plan. Undefined where there is none: a place is then asked for in words alone. */
export async function readMap(folder: string): Promise<TownMap | undefined> {
  const text = await readFile(join(folder, 'map.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const file = parse(text) as File;
  return {
    north: file['north-west'][0],
    west: file['north-west'][1],
    width: file.size[0],
    height: file.size[1],
    water: file.water ?? [],
    parks: file.parks ?? [],
    streets: (file.streets ?? []).map((street) => ({
      name: street.name,
      main: street.main === true,
      line: street.line,
    })),
    places: file.places ?? [],
  };
}

/** The degrees of a point of the plan, to about a decimetre. */
export function degreesOf(map: TownMap, [x, y]: Metres): { readonly lat: string; readonly lon: string } {
  const lat = map.north - y / DEGREE;
  const lon = map.west + x / (DEGREE * Math.cos((map.north * Math.PI) / 180));
  return { lat: lat.toFixed(6), lon: lon.toFixed(6) };
}

/** The point of the plan at some degrees, undefined when it lies outside or is no point. */
export function metresOf(map: TownMap, lat: string, lon: string): Metres | undefined {
  const x = (Number(lon) - map.west) * DEGREE * Math.cos((map.north * Math.PI) / 180);
  const y = (map.north - Number(lat)) * DEGREE;
  return lat !== '' && lon !== '' && x >= 0 && y >= 0 && x <= map.width && y <= map.height ? [x, y] : undefined;
}

/** The street that passes nearest to a point, with how many metres away it is. */
export function nearestStreet(
  map: TownMap,
  at: Metres,
): { readonly name: string; readonly metres: number } | undefined {
  let nearest: { name: string; metres: number } | undefined;
  for (const { name, line } of map.streets) {
    for (const [index, from] of line.entries()) {
      const to = line[index + 1];
      if (to === undefined) continue;
      const metres = distance(at, from, to);
      if (nearest === undefined || metres < nearest.metres) nearest = { name, metres };
    }
  }
  return nearest;
}

/** From a point to a stretch between two others. */
function distance([x, y]: Metres, [ax, ay]: Metres, [bx, by]: Metres): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - (ax + along * (bx - ax)), y - (ay + along * (by - ay)));
}

/** The names of the plan's streets as a list is read. */
export function streetNames(map: TownMap): readonly string[] {
  return [...new Set(map.streets.map((street) => street.name))].sort(new Intl.Collator('sv').compare);
}

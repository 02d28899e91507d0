import { type Metres, metresOf, type TownMap } from './map.ts';

/** The part of the plan that a picture shows, in metres, and the picture's size in pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the picture: browsers send where it was clicked in these. */
export const PICTURE = { width: 600, height: 450 } as const;

/** The same picture on a phone: a width that fits 320 pixels with their margins. */
export const SMALL = { width: 288, height: 216 } as const;

/** Metres across when one looks closer. */
const CLOSE = 500;

/** The whole plan, in the picture's proportion. */
export function whole(map: TownMap): Window {
  return { left: 0, top: 0, width: map.width, height: map.height };
}

/** The surroundings of a point, kept inside the plan. */
export function around(map: TownMap, [x, y]: Metres): Window {
  const height = (CLOSE * PICTURE.height) / PICTURE.width;
  return {
    left: Math.max(0, Math.min(map.width - CLOSE, x - CLOSE / 2)),
    top: Math.max(0, Math.min(map.height - height, y - height / 2)),
    width: CLOSE,
    height,
  };
}

/** The point of the plan that a click on the picture means. */
export function clicked(window: Window, x: number, y: number): Metres {
  const across = Math.max(0, Math.min(1, x / PICTURE.width));
  const down = Math.max(0, Math.min(1, y / PICTURE.height));
  return [window.left + across * window.width, window.top + down * window.height];
}

/** The window that a page showed: `hela`, or `nara` around the marked point. */
export function windowOf(map: TownMap, view: string, lat: string, lon: string): Window {
  const at = metresOf(map, lat, lon);
  return view === 'nara' && at !== undefined ? around(map, at) : whole(map);
}

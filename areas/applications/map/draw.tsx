import { htmlOf } from '#platform/design/index.ts';
import type { Metres, TownMap } from './map.ts';
import { PICTURE, type Window } from './window.ts';

// A printed plan's colours: light ground, quiet water and green, white streets with a thin edge.
const INK = {
  ground: '#f3efe4',
  water: '#c9dde3',
  park: '#d5e3cd',
  edge: '#b9b3a2',
  street: '#ffffff',
  text: '#33433c',
  mark: '#b3123f',
};

function path(points: readonly Metres[], close: boolean): string {
  return `M${points.map(([x, y]) => `${x} ${y}`).join('L')}${close ? 'Z' : ''}`;
}

/** Edges are drawn under all streets, so that crossings stay open. */
function Streets({
  map,
  width,
  ink,
  more,
}: {
  readonly map: TownMap;
  readonly width: number;
  readonly ink: string;
  readonly more: number;
}) {
  return (
    <g fill="none" stroke={ink}>
      {map.streets.map(({ line, main }) => (
        <path d={path(line, false)} stroke-width={(main ? width * 1.6 : width) + more} />
      ))}
    </g>
  );
}

interface Spot {
  readonly at: Metres;
  /** Degrees, so that the name reads from left to right. */
  readonly turn: number;
}

/** Where on a street its name stands: in the middle of the part that the window shows. */
function spotOf(line: readonly Metres[], window: Window): Spot | undefined {
  const spots: Spot[] = [];
  for (const [index, from] of line.entries()) {
    const to = line[index + 1];
    if (to === undefined) continue;
    const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP);
    for (let step = 0; step < steps; step++) {
      const along = (step + 0.5) / steps;
      const at = [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])] as const;
      if (inside(at, window)) spots.push({ at, turn: turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn });
    }
  }
  return spots[Math.floor(spots.length / 2)];
}

/** Metres between the places that are tried for a name. */
const STEP = 15;

function inside([x, y]: Metres, { left, top, width, height }: Window): boolean {
  const margin = width / 12;
  return x > left + margin && x < left + width - margin && y > top + margin && y < top + height - margin;
}

function Name({
  name,
  line,
  size,
  window,
}: {
  readonly name: string;
  readonly line: readonly Metres[];
  readonly size: number;
  readonly window: Window;
}) {
  const spot = spotOf(line, window);
  if (spot === undefined) return null;
  const [x, y] = spot.at.map((value) => Math.round(value));
  return (
    <text x={x} y={y} font-size={size} transform={`rotate(${spot.turn.toFixed(0)} ${x} ${y})`}>
      {name}
    </text>
  );
}

/** Corners that were marked, in their order; an area is closed and filled. */
export interface MarkedShape {
  readonly kind: 'line' | 'area';
  readonly corners: readonly Metres[];
}

function Shape({ shape: { kind, corners }, pixel }: { readonly shape: MarkedShape; readonly pixel: number }) {
  const closed = kind === 'area' && corners.length > 2;
  return (
    <g fill={INK.mark} stroke={INK.mark} stroke-width={3 * pixel}>
      {corners.length > 1 ? <path d={path(corners, closed)} fill-opacity={closed ? 0.2 : 0} /> : null}
      {corners.map(([x, y]) => (
        <circle cx={x} cy={y} r={5 * pixel} stroke="#ffffff" stroke-width={2 * pixel} />
      ))}
    </g>
  );
}

/** Pixels per metre decide how thick lines and how large letters are, so that both views read alike. */
export function drawMap(map: TownMap, window: Window, mark: Metres | undefined, shape?: MarkedShape): string {
  const pixel = window.width / PICTURE.width;
  const line = Math.max(7 * pixel, 9);
  const svg = (
    // The page that shows the picture says what it is (alt); inside an image nothing else is read.
    // biome-ignore lint/a11y/noSvgWithoutTitle: see above
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={PICTURE.width}
      height={PICTURE.height}
      viewBox={`${window.left} ${window.top} ${window.width} ${window.height}`}
      font-family="system-ui, sans-serif"
      fill={INK.text}
      stroke-linejoin="round"
      stroke-linecap="round"
    >
      <rect x={window.left} y={window.top} width={window.width} height={window.height} fill={INK.ground} />
      {map.parks.map((park) => (
        <path d={path(park, true)} fill={INK.park} />
      ))}
      {map.water.map((water) => (
        <path d={path(water, true)} fill={INK.water} />
      ))}
      <Streets map={map} width={line} ink={INK.edge} more={3 * pixel} />
      <Streets map={map} width={line} ink={INK.street} more={0} />
      <g
        text-anchor="middle"
        dominant-baseline="central"
        stroke={INK.street}
        stroke-width={3 * pixel}
        paint-order="stroke"
      >
        {map.streets.map(({ name, line: way, main }) => (
          <Name name={name} line={way} size={(main ? 13 : 11) * pixel} window={window} />
        ))}
      </g>
      {map.places.map(({ name, at }) => (
        <>
          <circle cx={at[0]} cy={at[1]} r={4 * pixel} />
          <text x={at[0] + 7 * pixel} y={at[1]} font-size={12 * pixel} dominant-baseline="central" font-weight="600">
            {name}
          </text>
        </>
      ))}
      {shape === undefined ? null : <Shape shape={shape} pixel={pixel} />}
      {mark === undefined ? null : <Mark at={mark} pixel={pixel} />}
    </svg>
  );
  return htmlOf(svg);
}

function Mark({ at: [x, y], pixel }: { readonly at: Metres; readonly pixel: number }) {
  return (
    <g fill={INK.mark} stroke="#ffffff" stroke-width={2 * pixel}>
      <path d={`M${x} ${y}l${-9 * pixel} ${-18 * pixel}a${10 * pixel} ${10 * pixel} 0 1 1 ${18 * pixel} 0Z`} />
      <circle cx={x} cy={y - 22 * pixel} r={3.5 * pixel} fill="#ffffff" stroke="none" />
    </g>
  );
}

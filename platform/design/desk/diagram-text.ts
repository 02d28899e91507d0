/** Average width of a letter of the diagram's 13 px text; wide enough that no line runs over its box. */
const letter = 7;

/** Breaks a name into lines that fit a width in pixels, at most `most`; what is left over ends in an ellipsis. */
export function wrap(name: string, width: number, most: number): readonly string[] {
  const room = Math.max(4, Math.floor(width / letter));
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  const cut = kept.map((line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line));
  const tail = cut.at(-1);
  if (lines.length > most && tail !== undefined) cut[most - 1] = `${tail.slice(0, room - 1).replace(/…$/, '')}…`;
  return cut;
}

/** A path through points with corners of a small radius, and the way its arrow points. */
export function route(points: readonly { readonly x: number; readonly y: number }[]): {
  readonly d: string;
  readonly tip: { readonly x: number; readonly y: number; readonly angle: number } | undefined;
} {
  const parts = points.map((point, index) => {
    if (index === 0) return `M${point.x} ${point.y}`;
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before || !after) return `L${point.x} ${point.y}`;
    const [into, out] = [toward(point, before), toward(point, after)];
    return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  });
  const [from, to] = [points.at(-2), points.at(-1)];
  const angle = from && to ? Math.round((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI) : 0;
  return { d: parts.join(''), tip: from && to ? { x: to.x, y: to.y, angle } : undefined };
}

type Point = { readonly x: number; readonly y: number };

/** At most 6 px from a corner on the way to its neighbour, never past the middle. */
function toward(corner: Point, neighbour: Point): Point {
  const length = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y) || 1;
  const share = Math.min(6, length / 2) / length;
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(corner.x + (neighbour.x - corner.x) * share),
    y: round(corner.y + (neighbour.y - corner.y) * share),
  };
}

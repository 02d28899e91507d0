import type { Texts } from '#platform/text/index.ts';

/** More frames than this are not kept: a town has some tens (language, kind of page, role, menu entry, hour). */
const MOST = 500;

/** Never in a text: the letters' and pages' texts are free of control characters. */
const MARK = '\u0001';

interface Stencil {
  readonly pieces: readonly string[];
  /** Which hole follows each piece but the last. */
  readonly holes: readonly number[];
}

const kept = new WeakMap<Texts, Map<string, Stencil>>();

/** The texts of one page that its frame leaves room for. */
export type Holes<Name extends string = string> = { readonly [name in Name]: string | undefined };

/**
 * HTML that is the same on every page but for a few texts: rendered once with marks in their places, kept, and then only
 * filled in, which costs a fiftieth of rendering.
 * @param key everything else that the HTML depends on
 * @param holes the texts, as HTML (see `escaped`); one that is undefined is undefined for `render` as well
 */
export function filled<Name extends string>(
  t: Texts,
  key: string,
  holes: Holes<Name>,
  render: (marks: Holes<Name>) => string,
): string {
  const names = Object.keys(holes) as Name[];
  const shape = names.map((name) => (holes[name] === undefined ? '-' : '+')).join('');
  const stencil = keep(t, `${shape}${key}`, () => cut(names, render(marksFor(names, holes))));
  let html = stencil.pieces[0] ?? '';
  stencil.holes.forEach((hole, at) => {
    html += (holes[names[hole] as Name] ?? '') + (stencil.pieces[at + 1] ?? '');
  });
  return html;
}

function keep(t: Texts, key: string, make: () => Stencil): Stencil {
  let stencils = kept.get(t);
  if (stencils === undefined || stencils.size >= MOST) {
    stencils = new Map();
    kept.set(t, stencils);
  }
  const known = stencils.get(key);
  if (known !== undefined) return known;
  const stencil = make();
  stencils.set(key, stencil);
  return stencil;
}

function marksFor<Name extends string>(names: readonly Name[], holes: Holes<Name>): Holes<Name> {
  const marks = names.map((name, at) => [name, holes[name] === undefined ? undefined : `${MARK}${at}${MARK}`]);
  return Object.fromEntries(marks) as Holes<Name>;
}

function cut(names: readonly string[], html: string): Stencil {
  const parts = html.split(MARK);
  return {
    pieces: parts.filter((_, at) => at % 2 === 0),
    holes: parts.filter((_, at) => at % 2 === 1).map((at) => Math.min(Number(at), names.length - 1)),
  };
}

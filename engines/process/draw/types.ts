/** What to show in a picture of a model besides the model itself. */
export interface PictureOptions {
  /** Element id → tokens standing there now. */
  readonly tokens?: { readonly [element: string]: number };
  /** Elements where something hinders the case (an incident). */
  readonly hindered?: Iterable<string>;
  /** Elements that are done. */
  readonly done?: Iterable<string>;
  /** Flows that were taken. */
  readonly taken?: Iterable<string>;
  /** Time spent in an element, from cool (0) to hot (4). */
  readonly heat?: { readonly [element: string]: 0 | 1 | 2 | 3 | 4 };
  /** A short line at the foot of a task's box: a time, a share. */
  readonly notes?: { readonly [element: string]: string };
  /** Show the number in the token even when it is one (pictures over many cases). */
  readonly counts?: boolean;
  readonly language?: 'sv' | 'en';
  /** Prefix of the ids inside the SVG; several pictures on one page need different ones. */
  readonly id?: string;
}

/** One SVG element: its tag and attributes, and for texts its lines. All strings are raw; escaping is the renderer's. */
export interface Part {
  readonly tag: 'path' | 'rect' | 'circle' | 'text';
  readonly attributes: { readonly [name: string]: string | number };
  /** Lines of a text; each is a `<tspan x dy>`. */
  readonly lines?: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly dy: number;
}

/** What belongs to one element of the model. `element` is its id. */
export interface Group {
  readonly element: string;
  readonly state: State;
  readonly parts: readonly Part[];
}

export type State = 'done' | 'now' | 'ahead';

/** A picture as data, to be painted in the order frames, edges, shapes, labels. */
export interface Drawing {
  readonly viewBox: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly frames: readonly Group[];
  readonly edges: readonly Group[];
  readonly shapes: readonly Group[];
  readonly labels: readonly Group[];
}

/** A step in words, for those who do not see the picture. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly state: State;
}

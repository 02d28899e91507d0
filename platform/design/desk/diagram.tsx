import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';
import { Scroll } from '../parts/scroll.tsx';
import { route, wrap } from './diagram-text.ts';

type Point = { readonly x: number; readonly y: number };

/** An element of the model where its author laid it. Coordinates are the model's own, in pixels. */
export type DiagramShape = Macro<{
  id: string;
  kind: 'task' | 'gateway' | 'event' | 'end' | 'group';
  x: number;
  y: number;
  width: number;
  height: number;
  name?: string;
  /** In a gateway: `+` for parallel, `×` for exclusive. In an event: nothing, or a sign for its kind. */
  sign?: string;
  /** For one case: what is done, where it stands. */
  state?: 'done' | 'now';
  /** For many cases: how many stand here; `bad` when something hinders them. */
  count?: number;
  bad?: boolean;
  /** 0 (short) to 4 (long): time in the step. */
  heat?: 0 | 1 | 2 | 3 | 4;
  /** Figures under the name. */
  notes?: readonly string[];
}>;

/** A flow. `main`: taken by the case, or by most cases. */
export type DiagramEdge = Macro<{ id: string; points: readonly Point[]; main?: boolean }>;

export type DiagramLabel = Macro<{
  x: number;
  y: number;
  text: string;
  anchor?: 'start' | 'middle' | 'end';
  soft?: boolean;
}>;

export interface DiagramData {
  readonly viewBox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly shapes: readonly DiagramShape[];
  readonly edges: readonly DiagramEdge[];
  readonly labels: readonly DiagramLabel[];
}

export interface DiagramOptions {
  readonly id: string;
  readonly drawing: DiagramData;
  readonly title: string;
  /** The same in words: where the case stands, or what the figures say. */
  readonly description: string;
  readonly caption?: ComponentChildren;
}

/** The process as a picture. What it says must also stand in words or in a table. */
export function Diagram({ id, drawing, title, description, caption }: DiagramOptions) {
  const { viewBox: box } = drawing;
  return (
    <figure class="d-fig">
      <Scroll label={title}>
        <svg
          class="d-svg d-svg--model"
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          width={box.width}
          height={box.height}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{description}</desc>
          {drawing.shapes.filter(isGroup).map(shape)}
          {drawing.edges.map((edge) => (
            <Flow {...edge} />
          ))}
          {drawing.shapes.filter((one) => !isGroup(one)).map(shape)}
          {drawing.labels.map((label) => (
            <text
              class={classes(label.soft && 'soft', anchors[label.anchor ?? 'start']) || undefined}
              x={label.x}
              y={label.y}
            >
              {label.text}
            </text>
          ))}
          {drawing.shapes.map((one) => (
            <Token {...one} />
          ))}
        </svg>
      </Scroll>
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}

const anchors = { start: '', middle: 'mid', end: 'end' } as const;
const isGroup = (one: DiagramShape) => one.kind === 'group';
const shape = (one: DiagramShape) => <Shape {...one} />;

function Flow({ points, main }: DiagramEdge) {
  const { d, tip } = route(points);
  return (
    <>
      <path class={classes('flow', main && 'flow--main')} d={d} />
      {tip ? (
        <path
          class={classes('tip', main && 'tip--main')}
          d="M0 0l-9 -5v10z"
          transform={`translate(${tip.x} ${tip.y}) rotate(${tip.angle})`}
        />
      ) : null}
    </>
  );
}

function Shape(one: DiagramShape) {
  const { x, y, width, height } = one;
  const [midX, midY] = [x + width / 2, y + height / 2];
  const dress = classes(
    'box',
    `box--${one.kind}`,
    one.state && `box--${one.state}`,
    one.heat !== undefined && `h${one.heat}`,
  );
  switch (one.kind) {
    case 'task':
      return (
        <>
          <rect class={dress} x={x} y={y} width={width} height={height} rx="6" />
          <Lines lines={wrap(one.name ?? '', width - 16, 3)} notes={one.notes ?? []} x={midX} y={midY} />
        </>
      );
    case 'group':
      return (
        <>
          <rect class={dress} x={x} y={y} width={width} height={height} rx="6" />
          {one.name ? (
            <text class="soft" x={x + 10} y={y + 18}>
              {one.name}
            </text>
          ) : null}
        </>
      );
    case 'gateway':
      return (
        <>
          <path class={dress} d={`M${midX} ${y}L${x + width} ${midY}L${midX} ${y + height}L${x} ${midY}Z`} />
          <Sign text={one.sign} x={midX} y={midY} />
        </>
      );
    case 'event':
    case 'end':
      return (
        <>
          <circle class={dress} cx={midX} cy={midY} r={Math.min(width, height) / 2} />
          <Sign text={one.sign} x={midX} y={midY} />
        </>
      );
    default:
      return one.kind satisfies never;
  }
}

function Lines(props: { lines: readonly string[]; notes: readonly string[]; x: number; y: number }) {
  const all = [
    ...props.lines.map((text) => ({ text, dress: 'strong mid' })),
    ...props.notes.map((text) => ({ text, dress: 'in mid' })),
  ];
  const top = props.y - ((all.length - 1) * 17) / 2 + 4.5;
  return (
    <>
      {all.map((line, index) => (
        <text class={line.dress} x={props.x} y={top + index * 17}>
          {line.text}
        </text>
      ))}
    </>
  );
}

function Sign({ text, x, y }: { readonly text: string | undefined; readonly x: number; readonly y: number }) {
  if (!text) return null;
  return (
    <text class="sign mid" x={x} y={y + 6}>
      {text}
    </text>
  );
}

/** A pill in the corner: how many cases stand here, or that the one case does. */
function Token(one: DiagramShape) {
  const text =
    one.count !== undefined ? (one.count > 0 ? String(one.count) : undefined) : one.state === 'now' ? '●' : undefined;
  if (!text) return null;
  const width = Math.max(26, text.length * 8 + 14);
  const [x, y] = [one.x + one.width - width + 8, one.y - 12];
  return (
    <>
      <rect class={classes('token', one.bad && 'token--bad')} x={x} y={y} width={width} height="24" rx="12" />
      <text class="token-n" x={x + width / 2} y={y + 16.5}>
        {text}
      </text>
    </>
  );
}

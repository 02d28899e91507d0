import { type Drawing, type Part, painted } from '@torget/process';
import type { ComponentChildren } from 'preact';
import { Scroll } from '../parts/scroll.tsx';

export interface DiagramOptions {
  /** Unique on the page. */
  readonly id: string;
  /** `drawing(model, …)` of the process engine. */
  readonly drawing: Drawing;
  /** When the model's own name won't do. */
  readonly title?: string;
  /** The same in words; when absent what the engine says: now, done, ahead. */
  readonly description?: string;
  readonly caption?: ComponentChildren;
}

/**
 * The process as a picture: thick pine is the way taken, the pill is where it stands, lingon when something hinders.
 * What it says must also stand in words or in a table.
 */
export function Diagram({ id, drawing, title = drawing.title, description, caption }: DiagramOptions) {
  return (
    <figure class="d-fig">
      <Scroll label={title}>
        <svg
          class="d-svg"
          viewBox={drawing.viewBox}
          width={drawing.width}
          height={drawing.height}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{description ?? drawing.description}</desc>
          {painted(drawing).map((part) => (
            <Painted {...part} />
          ))}
        </svg>
      </Scroll>
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}

function Painted({ tag: Tag, attributes, lines }: Part) {
  if (lines === undefined) return <Tag {...attributes} />;
  return (
    <Tag {...attributes}>
      {lines.map((line) => (
        <tspan x={line.x} dy={line.dy}>
          {line.text}
        </tspan>
      ))}
    </Tag>
  );
}

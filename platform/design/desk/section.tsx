import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';

export type DeskSectionOptions = Macro<{
  id: string;
  title: ComponentChildren;
  /** To the right of the heading: a count, a version, a link. */
  note?: ComponentChildren;
  /** `process`: first in one column; `missing`: right after the next step. */
  place?: 'process' | 'missing';
  /** The heading is read out only. */
  hidden?: boolean;
  children?: ComponentChildren;
}>;

const places = { process: 'd-process', missing: 'd-miss' } as const;

/** A part of a desk page under a heading with a strong line. */
export function DeskSection(props: DeskSectionOptions) {
  return (
    <section class={classes('d-sec', props.place && places[props.place])} aria-labelledby={props.id}>
      {props.hidden ? (
        <h2 class="govuk-visually-hidden" id={props.id}>
          {props.title}
        </h2>
      ) : (
        <div class="d-sec__head">
          <h2 id={props.id}>{props.title}</h2>
          {props.note ? <p>{props.note}</p> : null}
        </div>
      )}
      {props.children}
    </section>
  );
}

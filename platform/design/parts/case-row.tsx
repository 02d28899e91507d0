import type { ComponentChildren } from 'preact';
import { Line, type LineStep } from './line.tsx';

/** A case in a list: its name, its number, and the line of its steps. */
export function CaseRow(props: {
  readonly title: ComponentChildren;
  readonly href: string;
  readonly number: string;
  readonly steps: readonly LineStep[];
  /** What the person can do or should know. */
  readonly next?: ComponentChildren;
}) {
  return (
    <article class="t-case">
      <div class="t-case__head">
        <h3>
          <a class="govuk-link" href={props.href}>
            {props.title}
          </a>
        </h3>
        <span class="t-case__no t-nowrap">{props.number}</span>
      </div>
      <Line steps={props.steps} across />
      {props.next ? <p class="t-case__next">{props.next}</p> : null}
    </article>
  );
}

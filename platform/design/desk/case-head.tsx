import type { ComponentChildren } from 'preact';
import type { Fact } from '../parts/facts.tsx';

/** Sticky head of a case: who, what, clock, state, owner, previous and next. Stands before `DeskPage`. */
export function CaseHead(props: {
  readonly title: ComponentChildren;
  readonly about: ComponentChildren;
  readonly facts: readonly Fact[];
  /** Names the region: "Ärendet i korthet". */
  readonly label: string;
  /** The page's own heading stands in its body: then this is none. */
  readonly plain?: boolean;
  readonly children?: ComponentChildren;
}) {
  const Name = props.plain ? 'p' : 'h1';
  return (
    <section class="d-case" aria-label={props.label}>
      <div class="d-case__in">
        <Name class="d-case__name">
          {props.title} <span>{props.about}</span>
        </Name>
        <dl class="d-case__facts">
          {props.facts.map((fact) => (
            <div>
              <dt>{fact.term}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
        {props.children ? <div class="d-case__do">{props.children}</div> : null}
      </div>
    </section>
  );
}

/** One square per day of the promise, always with words. At most 14 squares: longer promises have words only. */
export function Clock(props: { readonly days: number; readonly gone: number; readonly children: ComponentChildren }) {
  const late = props.gone > props.days;
  const squares =
    props.days > 0 && props.days <= 14 ? Array.from({ length: props.days }, (_, day) => day < props.gone) : [];
  return (
    <span class="d-clock">
      {squares.length > 0 ? (
        <span class="d-clock__days" aria-hidden="true">
          {squares.map((gone) => (
            <i class={late ? 'late' : gone ? 'gone' : undefined} />
          ))}
        </span>
      ) : null}
      {late ? <span class="d-late">{props.children}</span> : props.children}
    </span>
  );
}

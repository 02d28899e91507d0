import type { ComponentChildren } from 'preact';

/** A label and its amount on one row; `strong` for a sum. */
export function MoneyRow(props: {
  readonly label?: ComponentChildren;
  readonly amount: ComponentChildren;
  readonly strong?: boolean | undefined;
}) {
  return (
    <div class="t-money">
      {props.label ? <span>{props.label}</span> : null}
      {props.strong ? <strong>{props.amount}</strong> : <span>{props.amount}</span>}
    </div>
  );
}

/** Where a value comes from, under the value. */
export function Source({ children }: { readonly children: ComponentChildren }) {
  return <span class="t-source">{children}</span>;
}

/** The heading of a part of "check your answers", with a link to change the whole part. */
export function PartHead({
  title,
  children,
}: {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="t-part-head">
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </div>
  );
}

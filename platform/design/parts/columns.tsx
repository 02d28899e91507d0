import type { ComponentChildren } from 'preact';

/**
 * Main column and side column, 2 : 1 from 60 em. On phones the side follows the main part, and `after` follows the side:
 * put there what may stand below both. `label` names the side when it has no heading that `labelledby` could point to.
 */
export function Columns(props: {
  readonly children: ComponentChildren;
  readonly side?: ComponentChildren;
  readonly label?: string | undefined;
  readonly labelledby?: string | undefined;
  readonly after?: ComponentChildren;
}) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{props.children}</div>
      {props.side ? (
        <aside aria-label={props.label} aria-labelledby={props.labelledby}>
          {props.side}
        </aside>
      ) : null}
      {props.after ? <div>{props.after}</div> : null}
    </div>
  );
}

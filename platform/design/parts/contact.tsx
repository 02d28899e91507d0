import type { ComponentChildren } from 'preact';
import { classes } from '../components/options.ts';
import { Phone } from './phone.tsx';

/** Who one can talk to. `stay` keeps it in sight beside a long page. */
export function Contact(props: {
  readonly id: string;
  readonly title: ComponentChildren;
  /** Before the number: the unit, or what it is about. */
  readonly lead?: ComponentChildren;
  readonly phone?: string | undefined;
  readonly hours?: ComponentChildren;
  readonly stay?: boolean | undefined;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={classes('t-contact', props.stay && 't-stay')}>
      <h2 class="govuk-heading-m" id={props.id}>
        {props.title}
      </h2>
      {props.lead ? <p>{props.lead}</p> : null}
      {props.phone ? (
        <p class="t-contact__phone">
          <Phone number={props.phone} />
        </p>
      ) : null}
      {props.hours ? <p>{props.hours}</p> : null}
      {props.children}
    </div>
  );
}

/** Whom one acts for, over the page, with the way to change it. */
export function Acting({ children }: { readonly children: ComponentChildren }) {
  return <div class="t-acting">{children}</div>;
}

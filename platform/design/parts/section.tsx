import type { ComponentChildren } from 'preact';
import { Heading } from '../components/heading.tsx';
import { classes, type Macro } from '../components/options.ts';

type SectionOptions = Macro<{
  /** Of the heading; unique on the page. */
  id: string;
  title: ComponentChildren;
  /** Of the heading: 2 unless the section lies in another. */
  level?: 2 | 3;
  size?: 'l' | 'm' | 's';
  /** The heading is read out only. */
  hidden?: boolean;
  children?: ComponentChildren;
}>;

/** A part of a page under its own heading, with the space of a section before it; `first` goes without. */
export function Section(props: SectionOptions & { readonly first?: boolean | undefined }) {
  return (
    <section class={props.first ? undefined : 't-section'} aria-labelledby={props.id}>
      <SectionHeading {...props} />
      {props.children}
    </section>
  );
}

/** A part of a service page: the space comes after it. */
export function Block(props: SectionOptions) {
  return (
    <section class="t-block" aria-labelledby={props.id}>
      <SectionHeading {...props} />
      {props.children}
    </section>
  );
}

/** The white sheet: the one thing to do now. One or two of them on a page. */
export function Sheet(props: Partial<SectionOptions>) {
  if (!props.id || !props.title) return <div class="t-sheet">{props.children}</div>;
  return (
    <section class="t-sheet" aria-labelledby={props.id}>
      <SectionHeading {...props} id={props.id} title={props.title} />
      {props.children}
    </section>
  );
}

function SectionHeading(props: SectionOptions) {
  return (
    <Heading
      level={props.level ?? 2}
      id={props.id}
      class={classes(
        props.hidden ? 'govuk-visually-hidden' : `govuk-heading-${props.size ?? (props.level === 3 ? 'm' : 'l')}`,
      )}
    >
      {props.title}
    </Heading>
  );
}

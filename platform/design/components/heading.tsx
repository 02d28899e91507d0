import type { ComponentChildren } from 'preact';

const tags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** A heading of level 1 to 6, where the page decides the level. */
export function Heading(props: {
  readonly level: number | string;
  readonly class?: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}) {
  const Tag = tags[Number(props.level) - 1] ?? 'h6';
  return (
    <Tag class={props.class} id={props.id}>
      {props.children}
    </Tag>
  );
}

import type { ComponentChildren } from 'preact';
import { attributes } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

/** What is wider than a phone and scrolls sideways inside itself; it has a name, and can be reached with the keyboard. */
export function Scroll(props: {
  readonly label: string;
  readonly chart?: boolean;
  readonly children: ComponentChildren;
}) {
  const { words } = useSpeech();
  const name = words('scrolls', { name: props.label });
  return (
    <div
      class={props.chart ? 't-scroll t-scroll--chart' : 't-scroll'}
      {...attributes({ tabindex: 0, role: 'region', 'aria-label': name })}
    >
      {props.children}
    </div>
  );
}

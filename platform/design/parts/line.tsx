import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

/** One station of the line. `urgent` is for what must be done within a week, or is wrong. */
export type LineStep = Macro<{
  state: 'done' | 'now' | 'todo';
  name: ComponentChildren;
  when?: ComponentChildren;
  /** A sentence under the station. */
  note?: ComponentChildren;
  urgent?: boolean;
}>;

/**
 * The line: where a case stands, in 3 to 7 stations. Used for nothing else. `across` lays it down from 48 em on; on
 * phones it then writes out only the station where it stands, or the last one when it has ended.
 */
export function Line(props: { readonly steps: readonly LineStep[]; readonly across?: boolean | undefined }) {
  const ended = !props.steps.some((step) => step.state === 'now');
  const last = ended ? props.steps.findLastIndex((step) => step.state === 'done') : -1;
  return (
    <ol class={classes('t-line', props.across && 't-line--across')}>
      {props.steps.map((step, index) => (
        <Station step={step} last={index === last} />
      ))}
    </ol>
  );
}

function Station({ step, last }: { readonly step: LineStep; readonly last: boolean }) {
  const { words } = useSpeech();
  return (
    <li
      class={classes(
        't-line__step',
        `t-line__step--${step.state}`,
        step.urgent && 't-line__step--urgent',
        last && 't-line__step--last',
      )}
      aria-current={step.state === 'now' ? 'step' : undefined}
    >
      <span class="t-line__name">
        {step.name}
        {step.state === 'done' ? <span class="govuk-visually-hidden">, {words('done')}</span> : null}
      </span>
      {step.when ? <span class="t-line__when">{step.when}</span> : null}
      {step.note ? <p>{step.note}</p> : null}
    </li>
  );
}

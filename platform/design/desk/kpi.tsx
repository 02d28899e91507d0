import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';

export type KpiOptions = Macro<{
  name: ComponentChildren;
  figure: ComponentChildren;
  unit?: string;
  /** How it has moved, in words. */
  about?: ComponentChildren;
  /** Older to newer; `label` says the same in words. `bad`: it goes the wrong way. */
  spark?: { readonly values: readonly number[]; readonly label: string; readonly bad?: boolean };
}>;

/** Key figures: the figure first, then how it has moved. */
export function Kpis({ items }: { readonly items: readonly KpiOptions[] }) {
  return (
    <dl class="d-kpis">
      {items.map((item) => (
        <div class="d-kpi">
          <dt>{item.name}</dt>
          <dd class="d-kpi__n">
            {item.figure} {item.unit ? <small>{item.unit}</small> : null}
          </dd>
          {item.spark ? (
            <dd>
              <Spark {...item.spark} />
            </dd>
          ) : null}
          {item.about ? <dd class="d-kpi__d">{item.about}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

/** A line of values without axes, in a box of 104 × 24 with a margin of 2 for the stroke. */
export function Spark(props: { readonly values: readonly number[]; readonly label: string; readonly bad?: boolean }) {
  const { values } = props;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number) => ((index * 100) / Math.max(values.length - 1, 1)).toFixed(1);
  const y = (value: number) => (22 - ((value - low) * 20) / span).toFixed(1);
  const last = values.at(-1);
  if (last === undefined) return null;
  const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
  return (
    <svg
      class={classes('d-spark', props.bad && 'd-spark--bad')}
      viewBox="0 0 104 24"
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      <path d={path} />
      <circle cx={x(values.length - 1)} cy={y(last)} r="3.2" />
    </svg>
  );
}

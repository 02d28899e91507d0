import { useSpeech } from '../components/words.ts';

/** Pages of a form as the line without words. More than 8 pages: use the task list instead. */
export function Progress({ steps, current }: { readonly steps: readonly string[]; readonly current: number }) {
  const { words } = useSpeech();
  return (
    <ol class="t-progress" aria-label={words('stepOf', { n: current + 1, of: steps.length })}>
      {steps.map((name, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'todo';
        const said = { done: `, ${words('done')}`, now: `, ${words('here')}`, todo: '' }[state];
        return (
          <li class={`is-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="govuk-visually-hidden">
              {name}
              {said}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Over the progress: what one is filling in, and that it is kept. */
export function Where({ what, saved }: { readonly what: string; readonly saved?: string | undefined }) {
  return (
    <div class="t-where">
      <p>{what}</p>
      {saved ? <p>{saved}</p> : null}
    </div>
  );
}

import type { Tell } from './logic.tsx';

/** The house's own input data (settled.md); a variable of the process keeps its name. */
const INPUTS = ['application', 'register', 'rates', 'case', 'decision'] as const;

export function inputName(name: string, { request: { t } }: Tell): string {
  const known = INPUTS.find((one) => one === name);
  return known === undefined ? name : t(`cases.story.input.${known}`);
}

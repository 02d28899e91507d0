// How a row of the desk's table is written.
import type { Fill, Hands } from './hands.testing.ts';
import type { DeskScene } from './scene.testing.ts';

/** What one presses. What is filled in before a button may depend on what the page shows. */
export type Step =
  | { readonly follow: RegExp }
  | {
      readonly press: RegExp;
      readonly fill?: Fill | ((hands: Hands, scene: DeskScene) => Fill);
      readonly button?: string;
    };

/** One row of the table: an action, who does it, where she stands, the sequence, and what is then so. */
export interface Row {
  readonly action: string;
  /** Assignment of the officer. */
  readonly by: string;
  /** A path, or a case of the scene, where the list or the case is open before her. */
  readonly at: string;
  readonly steps: readonly Step[];
  /** Stands on the page that she has then; or where that is. */
  readonly shows: RegExp | { readonly leads: RegExp };
  /** What happens before. */
  readonly given?: (scene: DeskScene) => Promise<unknown>;
  /** What has been done on the page before which she stands then: not counted. */
  readonly stands?: readonly Step[];
}

export const follow = (link: RegExp): Step => ({ follow: link });
export const press = (action: RegExp, fill: Extract<Step, { press: RegExp }>['fill'] = {}, button?: string): Step => ({
  press: action,
  fill,
  ...(button === undefined ? {} : { button }),
});

/** An act of a case: its link on the case page, and the button of its page. */
export const act = (path: string, fill: Extract<Step, { press: RegExp }>['fill'] = {}): readonly Step[] => [
  follow(new RegExp(`/atgard/${path}(\\?|$)`)),
  press(new RegExp(`/atgard/${path}$`), fill),
];

export const day = (name: string, date: Temporal.PlainDate): Fill => ({
  [`${name}-year`]: String(date.year),
  [`${name}-month`]: String(date.month),
  [`${name}-day`]: String(date.day),
});

/** The first answer that the page offers by this name. */
export const first = (hands: Hands, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="${name}"`)
    .exec(hands.text)
    ?.slice(1)
    .find(Boolean) ?? '';

export const MARYAM = 'maryam-forsorjningsstod';
export const JONAS = 'jonas-forsorjningsstod';
export const EVA = 'eva-kansli';
export const HENRIK = 'henrik-kansli';
export const BIRGITTA = 'birgitta-forsorjningsstod';

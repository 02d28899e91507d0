import type { Context } from './context.ts';
import type { DraftOption } from './draft.ts';
import { optionIds } from './ids.ts';

export interface SourceOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly when?: string;
  readonly exclusive?: boolean;
}

/** More options than these are no list that a person reads. */
const MOST = 400;

/** Options by id, and which id each value of the source became. Values that stand twice are one option. */
export function optionsOf(
  source: readonly SourceOption[],
  { words, notes }: Context,
  at: string,
): { readonly options: { [id: string]: DraftOption }; readonly values: ReadonlyMap<string, string> } {
  const once = [
    ...new Map(source.filter(({ value }) => value !== '').map((each) => [each.value, each])).values(),
  ].slice(0, MOST);
  if (once.length < source.length)
    notes.source(
      'options-left-out',
      { at },
      `Svar utan värde, med samma värde som ett annat eller efter det ${MOST}:e är utelämnade.`,
      `Options without a value, with the value of another, or after the first ${MOST} are left out.`,
    );
  const ids = optionIds(once.map(({ value }) => value));
  const options: { [id: string]: DraftOption } = {};
  const values = new Map<string, string>();
  for (const [index, { value, label, hint, when, exclusive }] of once.entries()) {
    const id = ids[index] ?? `svar_${index + 1}`;
    const text = words.label(label === '' ? value : label, { at });
    const more = hint === undefined ? undefined : words.hint(hint, { at });
    options[id] =
      more === undefined && when === undefined && exclusive !== true
        ? text
        : {
            label: text,
            ...(more === undefined ? {} : { hint: more }),
            ...(when === undefined ? {} : { when }),
            ...(exclusive === true ? { exclusive: true } : {}),
          };
    values.set(value, id);
  }
  return { options, values };
}

import type { FormField } from '../model.ts';
import type { Element } from './element.ts';

/** Fields of forms that lie in a model, as questions of this house. */

/** The name of the form that the fields of an element become: `forms/<name>.yaml`. */
export function formOf(element: Element): string {
  const bare = words(element.id ?? '', '-');
  return /^[a-z]/.test(bare) ? bare : `uppgift-${bare}`;
}

/** Only what is said. */
export function given<T extends string>(
  values: { readonly [name in T]: string | undefined },
): { [name in T]?: string } {
  const said = Object.entries<string | undefined>(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(said) as { [name in T]?: string };
}

/** Names that mean something else in expressions (design/settled.md); words of FEEL are no variables either. */
const MEANT =
  /^(application|register|rates|case|decision|if|then|else|for|in|return|some|every|satisfies|and|or|not|between|instance|of|true|false|null|function|external|item|partial|date|time|duration|number|string|list|context|today|now|count|sum|min|max)$/;

/** Questions have ids in snake_case: `creditRating` is asked as `credit_rating`, and answered as `creditRating`. */
function questionOf(variable: string): string {
  const bare = words(variable, '_');
  const named = /^[a-z]/.test(bare) ? bare : `falt_${bare}`.replace(/_$/, '');
  return MEANT.test(named) ? `${named}_1` : named;
}

function words(name: string, joint: '_' | '-'): string {
  return name
    .replace(/([a-zåäö0-9])([A-ZÅÄÖ])/g, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[_-]+|[_-]+$/g, '');
}

/** The fields with ids for their questions and options, each its own. */
export function named(fields: readonly Omit<FormField, 'question'>[]): readonly FormField[] {
  const questions = uniqueNames(fields.map(({ variable }) => questionOf(variable)));
  return fields.map((one, index) => {
    const options = uniqueNames(one.values.map(({ value }) => words(value, '_') || 'svar'));
    const values = one.values.map((it, at) => ({ ...it, option: options[at] ?? '' }));
    return { ...one, question: questions[index] ?? '', values };
  });
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}

import { DO } from './read.ts';
import { rowsIn } from './types/household.ts';
import type { Fields } from './types.ts';

/**
 * What a button of a page asks for. Its `name` is `_do`, its value one of: `continue` · `add:<group>` ·
 * `save:<group>` · `change:<group>:<n>` · `remove:<group>:<n|new>[:<of>]` on the entries of a group, and on the fields alone
 * `row:<household>:<vuxna|barn>` · `unrow:<household>:<vuxna|barn>:<n>` · `detach:<file field>` · `again`.
 */
export interface Action {
  readonly verb: 'continue' | 'add' | 'save' | 'change' | 'remove' | 'row' | 'unrow' | 'detach' | 'again';
  readonly target: string;
  readonly part: string;
  readonly index: number | 'new';
  /** How many entries there were when the button was drawn, where it says so. */
  readonly of?: number;
}

const VERBS: readonly string[] = ['continue', 'add', 'save', 'change', 'remove', 'row', 'unrow', 'detach', 'again'];

/** The button that was pressed; the enter key and unknown values mean "continue". */
export function actionOf(fields: Fields): Action {
  const [verb = '', target = '', third = '', fourth = ''] = (fields[DO]?.[0] ?? '').split(':');
  if (!VERBS.includes(verb)) return { verb: 'continue', target: '', part: '', index: 'new' };
  const number = verb === 'unrow' ? fourth : third;
  return {
    verb: verb as Action['verb'],
    target,
    part: third,
    index: /^\d{1,4}$/.test(number) ? Number(number) : 'new',
    ...(verb === 'remove' && /^\d{1,4}$/.test(fourth) ? { of: Number(fourth) } : {}),
  };
}

/** Buttons that only change what stands in the fields: the fields afterwards, undefined for other buttons. */
export function fieldsAfter(action: Action, fields: Fields): Fields | undefined {
  switch (action.verb) {
    case 'again':
      return fields;
    case 'detach':
      return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== action.target));
    case 'row':
    case 'unrow':
      return action.part === 'vuxna' || action.part === 'barn' ? rows(action, action.part, fields) : fields;
    default:
      return undefined;
  }
}

/** One row more, or one less with those after it moved up. */
function rows(action: Action, side: 'vuxna' | 'barn', fields: Fields): Fields {
  const stem = `${action.target}-${side}`;
  const count = rowsIn(fields, action.target, side);
  if (action.verb === 'row') return { ...fields, [stem]: [`${count + 1}`] };
  if (action.index === 'new' || action.index < 1 || action.index > count) return fields;
  const gone = action.index;
  const kept: { [name: string]: readonly string[] } = { [stem]: [`${count - 1}`] };
  for (const [name, values] of Object.entries(fields)) {
    if (name === stem) continue;
    const row = name.startsWith(`${stem}-`) ? /^(\d+)-(.+)$/.exec(name.slice(stem.length + 1)) : null;
    if (row === null) kept[name] = values;
    else if (Number(row[1]) < gone) kept[name] = values;
    else if (Number(row[1]) > gone) kept[`${stem}-${Number(row[1]) - 1}-${row[2]}`] = values;
  }
  return kept;
}

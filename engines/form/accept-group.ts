import type { Json } from '@torget/feel';
import type { Action } from './action.ts';
import { isRecord } from './facts.ts';
import { OPEN, readEntry } from './read.ts';
import { rowOf } from './types/index.ts';
import type { FieldError, Fields, Open, Question } from './types.ts';
import type { Walk } from './walk.ts';

/** What one question of a page came to. `again`: typed, but something new is asked before it can be saved. */
export type Part =
  | { readonly kind: 'answer'; readonly answer: Json | undefined; readonly open: readonly Open[] }
  | { readonly kind: 'errors'; readonly errors: readonly FieldError[]; readonly open: readonly Open[] }
  | { readonly kind: 'again'; readonly open: readonly Open[]; readonly typed: boolean };

const INDEX = /^\d{1,4}$/;

/** The entry of a group that the page showed open, as its hidden field says. */
export function openIn(fields: Fields, group: string): Open | undefined {
  for (const value of fields[OPEN] ?? []) {
    const [name, entry = '', after = ''] = value.split(':');
    if (name !== group) continue;
    if (entry === 'new') return { group, entry, ...(INDEX.test(after) ? { after: Number(after) } : {}) };
    if (INDEX.test(entry)) return { group, entry: Number(entry) };
  }
  return undefined;
}

/** A group that does not repeat: its questions stand on the page like any others. */
export function acceptOnce(
  walk: Walk,
  group: Question,
  fields: Fields,
  action: Action,
  shown: (name: string) => boolean,
): Part {
  const entry = readEntry(walk, group, `/${group.id}`, fields, (name) => action.verb === 'continue' && shown(name));
  if (entry.errors.length > 0) return { kind: 'errors', errors: entry.errors, open: [] };
  if (entry.visible.some((id) => !shown(`${group.id}-${id}`))) return { kind: 'again', open: [], typed: true };
  return { kind: 'answer', answer: entry.value, open: [] };
}

/**
 * A repeated group. The open entry is saved whatever button is pressed, so that nothing typed is lost; an empty new one
 * is dropped by "continue" when there are enough without it. Then the button does its own: add, change, remove.
 */
export function acceptRepeat(
  walk: Walk,
  group: Question,
  fields: Fields,
  action: Action,
  before: Json | undefined,
  shown: (name: string) => boolean,
): Part {
  const entries = Array.isArray(before) ? [...before] : [];
  const { min = 0, max = 100 } = group.repeat ?? {};
  const mine = action.target === group.id && action.verb !== 'continue';
  const open = openIn(fields, group.id);
  const closing = mine && action.verb === 'remove' && open !== undefined && action.index === open.entry;
  let kept: readonly Open[] = [];
  if (open !== undefined && !closing) {
    const index = open.entry === 'new' ? entries.length : open.entry;
    const entry = readEntry(walk, group, `/${group.id}/${index}`, fields, shown);
    const empty = open.entry === 'new' && !entry.typed;
    if (empty && !(mine && action.verb === 'save')) {
      // One that is needed is asked for by its fields.
      if (action.verb === 'continue' && entries.length < min && entry.errors.length > 0)
        return { kind: 'errors', errors: entry.errors, open: [open] };
      kept = action.verb === 'continue' ? [] : [open];
    } else {
      if (entry.errors.length > 0) return { kind: 'errors', errors: entry.errors, open: [open] };
      if (entry.visible.some((id) => !shown(`${group.id}-${id}`))) return { kind: 'again', open: [open], typed: true };
      if (index < entries.length) entries[index] = carried(group, entries[index], entry.value, entry.visible);
      else if (entries.length < max && !isSentAgain(open, entries, entry.value)) entries.push(entry.value);
    }
  }
  const at = { field: `${group.id}-add`, pointer: `/${group.id}` };
  const refuse = (rule: string, values: { [name: string]: string }): Part => ({
    kind: 'errors',
    errors: walk.errors(group, [{ rule, values }], at),
    open: kept,
  });
  if (mine && action.verb === 'add') {
    if (entries.length >= max) return refuse('too-many', { max: `${max}` });
    return { kind: 'answer', answer: entries, open: [{ group: group.id, entry: 'new' }] };
  }
  if (mine && action.verb === 'change' && action.index !== 'new' && action.index < entries.length) {
    return { kind: 'answer', answer: entries, open: [{ group: group.id, entry: action.index }] };
  }
  // Sent again from an old copy of the page, the same place holds the entry after the one that was meant.
  const stale = action.of !== undefined && action.of !== (Array.isArray(before) ? before.length : 0);
  if (mine && action.verb === 'remove' && action.index !== 'new' && !stale) entries.splice(action.index, 1);
  if (action.verb === 'continue' && entries.length < min) {
    return refuse(entries.length === 0 ? 'required' : 'too-few', { min: `${min}` });
  }
  const broken = action.verb === 'continue' ? brokenEntry(walk, group, entries) : undefined;
  return { kind: 'answer', answer: entries, open: broken === undefined ? kept : [{ group: group.id, entry: broken }] };
}

/**
 * The first saved entry that does not hold: an answer elsewhere was changed, and now it lacks something. It must be opened,
 * for nobody can mend what they do not see.
 */
export function brokenEntry(walk: Walk, group: Question, entries: readonly Json[]): number | undefined {
  const index = entries.findIndex((entry) =>
    walk
      .entry(group, entry, (id) => ({ field: id, pointer: '' }))
      .some(({ taken }) => taken.missing || taken.errors.length > 0),
  );
  return index < 0 ? undefined : index;
}

/** A new entry whose answer was lost on the way, or a double click: it stands where it would have come. */
function isSentAgain({ after }: Open, entries: readonly Json[], value: { readonly [id: string]: Json }): boolean {
  const there = after === undefined ? undefined : entries[after];
  return isRecord(there) && sorted(there) === sorted(value);
}

/** The store keeps the keys of every object in an order of its own, and a file that is sent twice is stored twice. */
function sorted(value: Json): string {
  return JSON.stringify(value, (_key, each: Json) => {
    if (!isRecord(each)) return each;
    const same = Object.entries(each).filter(([key]) => key !== 'file' || typeof each['sha256'] !== 'string');
    return Object.fromEntries(same.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** A changed entry keeps the answers that are hidden now, as a page's questions do. */
function carried(
  group: Question,
  old: Json | undefined,
  value: { readonly [id: string]: Json },
  visible: readonly string[],
): Json {
  const hidden = (group.questions ?? []).filter((each) => !visible.includes(each.id) && rowOf(each.type).data);
  const before = isRecord(old) ? old : {};
  const rest = hidden.flatMap((each) => (before[each.id] === undefined ? [] : [[each.id, before[each.id]] as const]));
  return { ...(Object.fromEntries(rest) as { [id: string]: Json }), ...value };
}

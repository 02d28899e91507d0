import { handlingTyped, keptAsSent, type TypedRow, typedIn } from '#areas/cases/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { type Act, type ActField, type Doing, fieldsOf, type Given } from '../acts/act.ts';
import type { ProcedureOptions } from '../mount.ts';
import type { ActRow } from '../rows.ts';
import type { Situation } from '../situation.ts';
import { factsFor } from './asked.ts';
import { PARTS, read } from './fields.tsx';
import { words } from './refusal.ts';

/** Everything that was filled in for an act that is not done. */
export async function typedFor(
  request: Request,
  options: ProcedureOptions,
  act: Act,
  s: Situation,
): Promise<readonly TypedRow[]> {
  if (act.form !== undefined) {
    return typedIn(request, options.forms[act.form], factsFor(request, act, s));
  }
  const asked = fieldsOf(act, s, request.town);
  const rows = asked.map((one) => ({ label: request.t(one.label), value: typedValue(request, one) }));
  return [...rows, ...(act.handled ? await handlingTyped(request, s.view) : [])];
}

function typedValue(request: Request, one: ActField): string {
  const typed = request.fields[one.name]?.[0] ?? '';
  if (one.kind === 'choice') {
    const chosen = one.options.find(({ value }) => value === typed);
    return chosen === undefined ? '' : words(request, chosen);
  }
  if (one.kind === 'several') {
    const chosen = one.options.filter(({ value }) => request.fields[one.name]?.includes(value));
    return chosen.map((choice) => words(request, choice)).join('\n');
  }
  if (one.kind === 'text' || one.kind === 'line') return typed;
  const parts = PARTS.map((part) => field(request.fields, `${one.name}-${part}`, 10));
  return parts.some((part) => part !== '') ? parts.join('-') : '';
}

/** Whether an act was done by this very form: by the same officer, with all that it says. A second press of it has no fault. */
export async function isSamePress(
  request: Request,
  act: Act,
  s: Situation,
  { byParty, data }: ActRow,
  form?: Pick<Doing, 'given' | 'files'>,
): Promise<boolean> {
  const { actor } = request;
  if (actor.kind !== 'staff' || byParty !== actor.party) return false;
  const says = (given: Given) => Object.entries(given).every(([name, value]) => data[name] === value);
  if (act.form !== undefined) {
    const kept = JSON.stringify(data['files'] ?? null);
    return form !== undefined && says(form.given) && kept === JSON.stringify(form.files.map(({ id }) => id));
  }
  const { given, mends } = read(request, fieldsOf(act, s, request.town), s.today);
  return mends.length === 0 && says(given) && keptAsSent(request, s.view.id);
}

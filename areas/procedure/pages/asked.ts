import type { FeelContext } from '@torget/feel';
import type { FieldError, Fields } from '@torget/form';
import { documentName, type Handling, readHandling, replaceable } from '#areas/cases/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { type Act, type Doing, fieldsOf, type Given, type Mended, type ToConfirm } from '../acts/act.ts';
import { SOMEBODY } from '../acts/documents.ts';
import type { ProcedureOptions } from '../mount.ts';
import type { Situation } from '../situation.ts';
import { type Mend, read } from './fields.tsx';
import { words } from './refusal.ts';

/** Name of the field with what the officer has confirmed. */
export const CONFIRMED = 'bekraftat';

/** Name of the field that says to look up only, and do nothing yet. */
export const LOOK_UP = 'slaupp';

/** In the address of an act that has just been done. */
export const DONE = 'klart';

/** What was filled in for an act, or what to mend. */
export type Read =
  | {
      readonly ok: true;
      readonly given: Given;
      readonly files: Doing['files'];
      /** Of a form of the house: as it was typed. */
      readonly typed?: Fields;
      readonly confirmed?: string;
      readonly handling?: Handling;
    }
  | {
      readonly ok: false;
      readonly mends: readonly Mend[];
      /** What must be confirmed first. */
      readonly confirm?: ToConfirm;
      /** Of a form of the house: as it was typed. */
      readonly typed?: Fields;
      readonly errors?: readonly FieldError[];
    };

/** What the form of an act chooses among: the parties, each once, and the documents that a new version may take the place of. */
export function factsFor(request: Request, act: Act, s: Situation): FeelContext {
  if (act.choices === undefined) return houseFacts(request, act, s);
  const lists = Object.entries(act.choices(s)).map(([question, of]) => [
    question,
    of.map((choice) => ({ id: choice.value, label: words(request, choice) })),
  ]);
  return { register: Object.fromEntries(lists) };
}

function houseFacts(request: Request, { form }: Act, { view, file }: Situation): FeelContext {
  const parties = view.parties
    .filter(({ party }, at) => view.parties.findIndex((other) => other.party === party) === at)
    .map(({ party, name }) => ({ id: party, label: name }));
  const documents = replaceable(file.documents).map((one) => ({ id: one.id, label: documentName(request, one) }));
  const other = { id: SOMEBODY, label: request.t('procedure.document.somebody') };
  switch (form) {
    case 'handling':
      return { register: { documents } };
    case 'inkommen':
    case 'utgaende':
      return { register: { documents, parties: [...parties, other] } };
    case 'inkommet':
      return { register: { parties } };
    default:
      return {};
  }
}

/** Reads the fields of an act, or its form. Its files are the sender's own until the act makes documents of them. */
export async function asked(request: Request, options: ProcedureOptions, act: Act, s: Situation): Promise<Read> {
  if (act.form !== undefined) {
    const form = options.forms[act.form];
    const { actor } = request;
    const person = actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
    const got = await options.cases.forms.read(request, form, {
      facts: factsFor(request, act, s),
      owner: s.view.id,
      person,
    });
    if (!got.ok) return { ok: false, mends: [], typed: got.typed, errors: got.errors };
    const texts = Object.entries(got.json).flatMap(([id, value]) => (typeof value === 'string' ? [[id, value]] : []));
    const given: Given = Object.fromEntries(texts);
    const own = act.mend?.(s, given, request.t);
    if (!own) return { ok: true, given, files: got.files, typed: got.typed };
    const message = { sv: request.t(own.text, own.values), en: request.t(own.text, own.values) };
    return {
      ok: false,
      mends: [],
      typed: got.typed,
      errors: [{ field: own.field, pointer: `/${own.field}`, rule: 'act', message }],
    };
  }
  if (act.looksUp !== undefined && request.fields[LOOK_UP] !== undefined) return lookedUp(request, act, s);
  const { given, mends } = read(request, fieldsOf(act, s, request.town), s.today);
  const filled = { request, situation: s, given };
  const own = mends.length === 0 ? (act.mend?.(s, given, request.t) ?? (await act.checks?.(filled))) : null;
  const handling = act.handled ? await readHandling(request, s.view.id) : null;
  const wrong: readonly Mended[] = handling !== null && 'text' in handling ? [handling] : [];
  const told = [...(own ? [own] : []), ...wrong].map((one) => ({
    field: one.field,
    text: request.t(one.text, one.values),
  }));
  const all = [...mends, ...told];
  if (all.length > 0) return { ok: false, mends: all };
  const said = handling === null || 'text' in handling ? {} : { handling };
  const warned = act.warns?.(s, given) ?? null;
  if (warned !== null) {
    if (field(request.fields, CONFIRMED, 100) !== warned.token) return { ok: false, mends: [], confirm: warned };
    return { ok: true, given, files: [], ...said, confirmed: warned.token };
  }
  const confirm = await act.confirm?.({ request, situation: s, given });
  if (confirm === undefined) return { ok: true, given, files: [], ...said };
  if (!('token' in confirm)) return { ok: false, mends: [{ field: confirm.field, text: request.t(confirm.text) }] };
  // What was confirmed is what was shown: somebody else's number is asked about anew.
  if (field(request.fields, CONFIRMED, 100) !== confirm.token) return { ok: false, mends: [], confirm };
  return { ok: true, given, files: [], confirmed: confirm.token };
}

/** What is to be confirmed, by the fields that it is looked up by: nothing else has been filled in yet. */
async function lookedUp(request: Request, act: Act, s: Situation): Promise<Read> {
  const { given, mends } = read(request, act.looksUp?.(request.town) ?? [], s.today);
  if (mends.length > 0) return { ok: false, mends };
  const found = await act.confirm?.({ request, situation: s, given });
  if (found === undefined) return { ok: false, mends: [] };
  if ('token' in found) return { ok: false, mends: [], confirm: found };
  return { ok: false, mends: [{ field: found.field, text: request.t(found.text) }] };
}

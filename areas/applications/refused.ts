import type { Json } from '@torget/feel';
import { isRecord } from '@torget/form';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { type Infected, standings } from '#platform/files/index.ts';
import type { Draft, Refused } from './draft.ts';
import { filesIn } from './uploads.ts';

/**
 * Takes an infected file out of the draft that answered with it, and notes why: the question asks again, wherever the
 * person is by then. False when the draft is gone, sent meanwhile perhaps; the draft is locked, so that it is not being.
 */
export async function takeOutInfected(tx: Db, file: Omit<Infected, 'case'>): Promise<boolean> {
  const { rows } = await sql<
    Pick<Draft, 'answers' | 'typed'> & { readonly refused: readonly Refused[] | null; readonly sealed: boolean }
  >`select answers, typed, refused, sealed is not null as sealed from applications.draft where id = ${file.draft} for update`.execute(
    tx,
  );
  const [draft] = rows;
  if (draft === undefined) return false;
  const changed = Object.entries(draft.answers).flatMap(([question, value]) => {
    const without = withoutFile(value, file.id);
    return without === value ? [] : [[question, without ?? null] as const];
  });
  const fields = Object.entries(draft.typed?.fields ?? {});
  const typed = fields.filter(([, values]) => values.some((value) => value.includes(file.id)));
  const questions = new Set([...changed.map(([id]) => id), ...typed.map(([name]) => name.split('-', 1)[0] ?? '')]);
  const found: readonly Refused[] = draft.sealed
    ? [{ question: '', name: file.name, file: file.id }]
    : [...questions].map((question) => ({ question, name: file.name }));
  const refused = [...(draft.refused ?? []), ...found];
  const left = fields.map(([name, values]) => [name, values.filter((value) => !value.includes(file.id))]);
  const kept = draft.typed === null ? null : JSON.stringify({ ...draft.typed, fields: Object.fromEntries(left) });
  await sql`update applications.draft set answers = answers || ${JSON.stringify(Object.fromEntries(changed))}::jsonb,
    typed = ${kept}::jsonb, refused = ${refused.length === 0 ? null : JSON.stringify(refused)}::jsonb
    where id = ${file.draft}`.execute(tx);
  await sql`delete from files.file where id = ${file.id} and draft_id = ${file.draft}`.execute(tx);
  return true;
}

/** A sealed draft as it is read, without the files that were found to be infected while nobody could look into it. */
export function healed(draft: Draft): Draft {
  const sealed = draft.refused.filter(({ file }) => file !== undefined);
  if (sealed.length === 0) return draft;
  const answers: { [question: string]: Json } = { ...draft.answers };
  const refused: Refused[] = draft.refused.filter(({ file }) => file === undefined);
  for (const { name, file = '' } of sealed)
    for (const [question, value] of Object.entries(answers)) {
      const without = withoutFile(value, file);
      if (without === value) continue;
      answers[question] = without ?? null;
      refused.push({ question, name, file });
    }
  return { ...draft, answers, refused };
}

/**
 * The same for files whose verdict came between their upload and the answer that names them: the scanner's job has then
 * looked at a draft without it. Call it after what was sent has been saved, when it came with files.
 */
export async function takeOutLate(db: Db, draft: string, saved: readonly Json[]): Promise<void> {
  const files = saved.flatMap(filesIn);
  const stand = await standings(
    db,
    files.map(({ sha256 }) => sha256),
  );
  for (const { id, title, sha256 } of files)
    if (stand.get(sha256) === 'infected')
      await transaction(db, (tx) => takeOutInfected(tx, { id, name: title, draft }));
}

/** The same answer without a file, wherever in it that stands; undefined when it was the file itself. */
function withoutFile(value: Json, id: string): Json | undefined {
  if (Array.isArray(value)) {
    const left = value.map((each: Json) => withoutFile(each, id));
    return left.some((each, at) => each !== value[at]) ? left.filter((each) => each !== undefined) : value;
  }
  if (!isRecord(value)) return value;
  if (value['file'] === id) return undefined;
  const entries = Object.entries(value).map(([key, each]) => [key, withoutFile(each, id)] as const);
  if (entries.every(([key, each]) => each === value[key])) return value;
  return Object.fromEntries(entries.flatMap(([key, each]) => (each === undefined ? [] : [[key, each]])));
}

/** The questions of a page have been answered anew: what was said about their files is over. */
export async function forgetRefused(db: Db, draft: Draft, questions: readonly string[]): Promise<void> {
  const left = draft.refused.filter(({ question }) => !questions.includes(question));
  if (left.length === draft.refused.length) return;
  // A sealed draft finds the question of a file anew each time it is read, until that is answered.
  await sql`update applications.draft set refused = ${left.length === 0 ? null : JSON.stringify(left)}::jsonb
    where id = ${draft.id}`.execute(db);
}

import type { Json } from '@torget/feel';
import { type Answers, type Form, isRecord, type Question } from '@torget/form';
import { sql } from 'kysely';
import { type Db, isUuid, transaction } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { fileOf } from '#platform/files/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type ApiAnswer, type ApiRequest, type ProblemError, Unprocessable } from '#platform/web/index.ts';
import { mustBeAssured } from '../assured.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { isTraceless } from '../owner.ts';
import { answerOf, fileFields, storeFile } from '../uploads.ts';
import { actorFor, begunBy, draftOf } from './sender.ts';

/** Files that one key may bring: as many as a form on the web takes at once. */
const MOST_FILES = 100;

/** The file questions of a service by the name they are sent under: `bild`, `utgifter-underlag`. */
export function fileQuestions(form: Form): ReadonlyMap<string, Question> {
  return new Map(form.pages.flatMap((page) => [...fileFields(page)]));
}

/**
 * Takes a file for an application that is sent later under the same key. What it gives back is the answer to the question,
 * to be sent as it is. The file is looked at as from the web form: its type, its size, and what a scanner knows of it.
 */
export async function takeAnswerFile(request: ApiRequest, options: ApplicationsOptions): Promise<ApiAnswer> {
  const { params, file, db } = request;
  const service = options.catalogue.find(params['service'] ?? '');
  const question = service && fileQuestions(service.form).get(params['question'] ?? '');
  if (service === undefined || question === undefined || file === undefined)
    throw new NotFound('no such file question');
  if (isTraceless(service)) request.forget();
  const sender = { ...request, actor: actorFor(request, service) };
  mustBeAssured(sender.actor, service);
  const begun = begunBy(sender, service);
  await transaction(db, async (tx) => {
    if (await received(tx, begun.id)) throw over();
    await draftOf(tx, sender, options, service, begun);
  });
  if ((await filesOf(db, begun.id)) >= MOST_FILES) throw over();
  const stored = await storeFile(sender, { draft: begun.id }, question, file, options.files);
  if (stored.ok) return { status: 201, body: { answer: stored.value } };
  const { code, message } = stored.error;
  throw new Unprocessable('file', message, [{ pointer: '', rule: code, message }]);
}

async function received(db: Db, draft: string): Promise<boolean> {
  const { rows } = await sql`select 1 from applications.request where draft_id = ${draft}`.execute(db);
  return rows.length > 0;
}

async function filesOf(db: Db, draft: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from files.file
    where draft_id = ${draft}`.execute(db);
  return rows[0]?.n ?? 0;
}

function over(): TorgetError {
  const words = {
    sv: 'Ansökan under den här nyckeln tar inte emot fler filer.',
    en: 'The application of this key takes no more files.',
  };
  return new TorgetError('key-used', 409, words, 'the application of the key is sent or full');
}

const FOREIGN = { sv: 'Filen hör inte till den här ansökan', en: 'The file does not belong to this application' };

/** The answers with what the house knows of each file in place of what was sent: nobody names a file that is not theirs. */
export async function withOwnFiles(
  db: Db,
  draft: string,
  { form }: Service,
  answers: Answers,
): Promise<{ readonly answers: Answers; readonly errors: readonly ProblemError[] }> {
  const names = fileQuestions(form);
  const errors: ProblemError[] = [];
  const own = async (value: Json, pointer: string): Promise<Json> => {
    const id = isRecord(value) ? value['file'] : undefined;
    const row = typeof id === 'string' && isUuid(id) ? await fileOf(db, { draft }, id) : undefined;
    if (row !== undefined) return answerOf(row);
    errors.push({ pointer, rule: 'file', message: FOREIGN });
    return null;
  };
  const walk = async (value: Json, name: string, pointer: string): Promise<Json> => {
    if (Array.isArray(value)) return Promise.all(value.map((each: Json, at) => walk(each, name, `${pointer}/${at}`)));
    if (names.has(name)) return value === null ? null : own(value, pointer);
    if (!isRecord(value) || name.includes('-')) return value;
    const entries = Object.entries(value).map(
      async ([key, each]) => [key, await walk(each ?? null, `${name}-${key}`, `${pointer}/${key}`)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  const checked: { [id: string]: Json } = {};
  for (const [id, value] of Object.entries(answers)) checked[id] = await walk(value ?? null, id, `/answers/${id}`);
  return { answers: checked, errors };
}

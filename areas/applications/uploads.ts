import type { Json, Result } from '@torget/feel';
import { ACCEPTED, type FieldError, type Fields, MAX_FILE, type Page, type Question } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import {
  addDraftFile,
  EXTENSIONS,
  type FileProblem,
  type FileRules,
  type FileStore,
  type FileType,
  fileOf,
  receiveFile,
} from '#platform/files/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Sender } from './sender.ts';

/** Field names of the file questions of a page, inside groups too. */
export function fileFields(page: Page): ReadonlyMap<string, Question> {
  const fields = new Map<string, Question>();
  for (const question of page.questions) {
    if (question.type === 'file') fields.set(question.id, question);
    for (const sub of question.questions ?? []) if (sub.type === 'file') fields.set(`${question.id}-${sub.id}`, sub);
  }
  return fields;
}

/** The kinds of files that a question takes and the house can: phones turn a picture into one of these by themselves. */
export function typesOf(question: Question): readonly FileType[] {
  const endings = question.accept ?? ACCEPTED;
  return (Object.keys(EXTENSIONS) as FileType[]).filter((type) => endings.includes(`.${EXTENSIONS[type]}`));
}

/** A picture is always written anew while it is a draft. */
function rulesOf(question: Question): FileRules {
  return { types: typesOf(question), maxSize: question.maxSize ?? MAX_FILE };
}

/**
 * The file fields of a page as the form engine reads them: an upload is stored and given to the draft, a file that was
 * there is looked up among the draft's own, and whatever else stands in such a field is thrown away, so that nobody can
 * name a file that is not theirs. `owner` is the draft, or the task that the answers are for.
 */
export async function storeUploads(
  request: Request,
  owner: string,
  page: Page,
  files: FileStore,
): Promise<{ readonly fields: Fields; readonly errors: readonly FieldError[] }> {
  const fields: { [name: string]: readonly string[] } = { ...request.fields };
  const errors: FieldError[] = [];
  for (const [name, question] of fileFields(page)) {
    delete fields[name];
    const upload = request.files.find(({ field }) => field === name);
    const kept = await keptFile(request, owner, name);
    if (kept !== undefined) fields[name] = [JSON.stringify(kept)];
    if (upload === undefined) continue;
    const stored = await storeFile(request, owner, question, upload, files);
    if (stored.ok) fields[name] = [JSON.stringify(stored.value)];
    else {
      const { code: rule, message } = stored.error;
      errors.push({ field: name, pointer: `/${name}`, rule, message });
    }
  }
  return { fields, errors };
}

/** Takes a file into the store and gives it to the draft; the answer to the question, or why it is refused. */
export async function storeFile(
  { db, now }: Sender,
  draft: string,
  question: Question,
  upload: { readonly path: string; readonly name: string; readonly size: number },
  files: FileStore,
): Promise<Result<Json, FileProblem>> {
  const received = await receiveFile(files, upload, rulesOf(question));
  if (!received.ok) return received;
  const { sha256, size, type, name } = received.value;
  const id = await addDraftFile(db, draft, received.value, now);
  return { ok: true, value: { file: id, name, type, size, sha256 } };
}

async function keptFile(request: Request, owner: string, name: string): Promise<Json | undefined> {
  const id = request.fields[`${name}-kept`]?.[0] ?? '';
  if (!isUuid(id)) return undefined;
  const row = await fileOf(request.db, { draft: owner }, id);
  if (row === undefined) return undefined;
  return { file: row.id, name: row.name, type: row.type, size: Number(row.size), sha256: row.sha256 };
}

/** Ids and names of the files that data names, anywhere in it. */
export function filesIn(data: Json): readonly { readonly id: string; readonly title: string }[] {
  if (Array.isArray(data)) return data.flatMap(filesIn);
  if (typeof data !== 'object' || data === null) return [];
  const { file, name } = data as { readonly [key: string]: Json };
  if (typeof file === 'string' && isUuid(file)) return [{ id: file, title: typeof name === 'string' ? name : file }];
  return Object.values(data).flatMap(filesIn);
}

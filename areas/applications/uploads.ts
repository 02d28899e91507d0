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

function takesFiles({ type }: Question): boolean {
  return type === 'file' || type === 'files';
}

/** Field names of the file questions of a page, inside groups too. */
export function fileFields(page: Page): ReadonlyMap<string, Question> {
  const fields = new Map<string, Question>();
  for (const question of page.questions) {
    if (takesFiles(question)) fields.set(question.id, question);
    for (const sub of question.questions ?? []) if (takesFiles(sub)) fields.set(`${question.id}-${sub.id}`, sub);
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
): Promise<{ readonly fields: Fields; readonly errors: FieldError[] }> {
  const fields: { [name: string]: readonly string[] } = { ...request.fields };
  const errors: FieldError[] = [];
  for (const [name, question] of fileFields(page)) {
    delete fields[name];
    const uploads = request.files.filter(({ field }) => field === name);
    const kept = await keptFiles(request, owner, name);
    const stored: Json[] = [];
    for (const upload of question.type === 'files' ? uploads : uploads.slice(0, 1)) {
      const taken = await storeFile(request, owner, question, upload, files);
      if (taken.ok) stored.push(taken.value);
      else {
        const { code: rule, message } = taken.error;
        errors.push({ field: name, pointer: `/${name}`, rule, message });
      }
    }
    // One file is replaced by another; several are added to those that are there.
    const all = question.type === 'files' ? [...kept, ...stored] : [...stored, ...kept].slice(0, 1);
    if (all.length > 0) fields[name] = all.map((file) => JSON.stringify(file));
  }
  return { fields: fields['_drop'] === undefined ? fields : { ...fields, _do: ['again'] }, errors };
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

/** The draft's own files that a field says it keeps, without the one whose button was pressed (`_drop`). */
async function keptFiles(request: Request, owner: string, name: string): Promise<readonly Json[]> {
  const dropped = request.fields['_drop']?.[0];
  const ids = (request.fields[`${name}-kept`]?.[0] ?? '')
    .split(' ')
    .filter((id) => isUuid(id) && dropped !== `${name}:${id}`);
  const kept: Json[] = [];
  for (const id of ids.slice(0, 100)) {
    const row = await fileOf(request.db, { draft: owner }, id);
    if (row === undefined) continue;
    kept.push({ file: row.id, name: row.name, type: row.type, size: Number(row.size), sha256: row.sha256 });
  }
  return kept;
}

/** Ids and names of the files that data names, anywhere in it. */
export function filesIn(data: Json): readonly { readonly id: string; readonly title: string }[] {
  if (Array.isArray(data)) return data.flatMap(filesIn);
  if (typeof data !== 'object' || data === null) return [];
  const { file, name } = data as { readonly [key: string]: Json };
  if (typeof file === 'string' && isUuid(file)) return [{ id: file, title: typeof name === 'string' ? name : file }];
  return Object.values(data).flatMap(filesIn);
}

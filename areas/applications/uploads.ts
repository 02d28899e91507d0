import type { Json, Result } from '@torget/feel';
import { ACCEPTED, type FieldError, type Fields, MAX_FILE, type Page, type Question } from '@torget/form';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import {
  addDraftFile,
  EXTENSIONS,
  type FileProblem,
  type FileRow,
  type FileRules,
  type FileStore,
  type FileType,
  fileOf,
  ownerOf,
  problem,
  receiveFile,
  standings,
  type Waiting,
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

/** A picture is written anew while it is a draft, unless the service needs what the camera noted. */
function rulesOf(question: Question): FileRules {
  const { maxSize = MAX_FILE, keepOriginal = false } = question;
  return { types: typesOf(question), maxSize, keepOriginal };
}

/**
 * The file fields of a page as the form engine reads them: an upload is stored and given to the draft, a file that was
 * there is looked up among the draft's own, and whatever else stands in such a field is thrown away, so that nobody can
 * name a file that is not theirs. `owner` is the draft, or the task that the answers are for.
 *
 * @throws NotFound when a file is named that waits under somebody else
 */
export async function storeUploads(
  request: Request,
  owner: Waiting,
  page: Page,
  files: FileStore,
): Promise<{ readonly fields: Fields; readonly errors: FieldError[] }> {
  const fields: { [name: string]: readonly string[] } = { ...request.fields };
  const errors: FieldError[] = [];
  for (const [name, question] of fileFields(page)) {
    delete fields[name];
    const uploads = request.files.filter(({ field }) => field === name);
    const { kept, infected } = await keptFiles(request, owner, name);
    if (infected) errors.push(errorAt(name, problem('infected')));
    const declared = request.fields[`${name}-classified`]?.[0] === 'yes';
    const stored: Json[] = [];
    for (const upload of question.type === 'files' ? uploads : uploads.slice(0, 1)) {
      const taken = await storeFile(request, owner, question, { ...upload, declared }, files);
      if (taken.ok) stored.push(taken.value);
      else errors.push(errorAt(name, taken.error));
    }
    // One file is replaced by another; several are added to those that are there.
    const all = question.type === 'files' ? [...kept, ...stored] : [...stored, ...kept].slice(0, 1);
    if (all.length > 0) fields[name] = all.map((file) => JSON.stringify(file));
  }
  return { fields: fields['_drop'] === undefined ? fields : { ...fields, _do: ['again'] }, errors };
}

/** Takes a file into the store and gives it to its owner; the answer to the question, or why it is refused. */
export async function storeFile(
  { db, now }: Pick<Sender, 'db' | 'now'>,
  owner: Waiting,
  question: Question,
  upload: { readonly path: string; readonly name: string; readonly size: number; readonly declared?: boolean },
  files: FileStore,
): Promise<Result<Json, FileProblem>> {
  const received = await receiveFile(files, upload, rulesOf(question));
  if (!received.ok) return received;
  const { sha256, size, type, name } = received.value;
  if ((await standings(db, [sha256])).get(sha256) === 'infected') return { ok: false, error: problem('infected') };
  const id = await transaction(db, async (tx) => {
    await files.scan?.(tx, sha256, now);
    return addDraftFile(tx, owner, received.value, now);
  });
  return { ok: true, value: { file: id, name, type, size, sha256 } };
}

/** The draft's own files that a field says it keeps, without the one whose button was pressed (`_drop`). */
async function keptFiles(
  request: Request,
  owner: Waiting,
  name: string,
): Promise<{ readonly kept: readonly Json[]; readonly infected: boolean }> {
  const dropped = request.fields['_drop']?.[0];
  const ids = (request.fields[`${name}-kept`]?.[0] ?? '')
    .split(' ')
    .filter((id) => isUuid(id) && dropped !== `${name}:${id}`);
  const rows: FileRow[] = [];
  for (const id of ids.slice(0, 100)) {
    const row = await fileOf(request.db, owner, id);
    if (row !== undefined) rows.push(row);
    // One's own that is sent or gone may still stand in another window; somebody else's never did.
    else if ((await ownerOf(request.db, id)).draft !== null) throw new NotFound(`file ${id} is somebody else's`);
  }
  const hashes = rows.map(({ sha256 }) => sha256);
  const stand = hashes.length === 0 ? undefined : await standings(request.db, hashes);
  const good = rows.filter(({ sha256 }) => stand?.get(sha256) !== 'infected');
  return { kept: good.map(answerOf), infected: good.length < rows.length };
}

/** A stored file as the answer to its question. */
export function answerOf(row: FileRow): Json {
  return { file: row.id, name: row.name, type: row.type, size: Number(row.size), sha256: row.sha256 };
}

function errorAt(field: string, { code: rule, message }: FileProblem): FieldError {
  return { field, pointer: `/${field}`, rule, message };
}

/** The files that data names, anywhere in it. */
export function filesIn(
  data: Json,
): readonly { readonly id: string; readonly title: string; readonly sha256: string }[] {
  if (Array.isArray(data)) return data.flatMap(filesIn);
  if (typeof data !== 'object' || data === null) return [];
  const { file, name, sha256 } = data as { readonly [key: string]: Json };
  if (typeof file !== 'string' || !isUuid(file)) return Object.values(data).flatMap(filesIn);
  return [
    { id: file, title: typeof name === 'string' ? name : file, sha256: typeof sha256 === 'string' ? sha256 : '' },
  ];
}

/** The files that stand in fields as `storeUploads` has written them there; what else somebody typed is none. */
export function filesTyped(fields: Fields): readonly Json[] {
  return Object.values(fields)
    .flat()
    .filter((value) => value.startsWith('{"file":'))
    .flatMap((value) => {
      try {
        return [JSON.parse(value) as Json];
      } catch {
        return [];
      }
    });
}

import type { Json } from '@torget/feel';
import { ACCEPTED, type FieldError, type Fields, MAX_FILE, type Page, type Question } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import { addDraftFile, EXTENSIONS, type FileRules, type FileType, fileOf, receiveFile } from '#platform/files/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Draft } from './draft.ts';
import type { ApplicationsOptions } from './mount.ts';

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
 * name a file that is not theirs.
 */
export async function storeUploads(
  request: Request,
  draft: Draft,
  page: Page,
  { files }: ApplicationsOptions,
): Promise<{ readonly fields: Fields; readonly errors: readonly FieldError[] }> {
  const fields: { [name: string]: readonly string[] } = { ...request.fields };
  const errors: FieldError[] = [];
  for (const [name, question] of fileFields(page)) {
    delete fields[name];
    const upload = request.files.find(({ field }) => field === name);
    const kept = await keptFile(request, draft, name);
    if (kept !== undefined) fields[name] = [JSON.stringify(kept)];
    if (upload === undefined) continue;
    const received = await receiveFile(files, upload, rulesOf(question));
    if (!received.ok) {
      errors.push({ field: name, pointer: `/${name}`, rule: received.error.code, message: received.error.message });
      continue;
    }
    const { sha256, size, type, name: called } = received.value;
    const id = await addDraftFile(request.db, draft.id, received.value, request.now);
    fields[name] = [JSON.stringify({ file: id, name: called, type, size, sha256 })];
  }
  return { fields, errors };
}

async function keptFile(request: Request, draft: Draft, name: string): Promise<Json | undefined> {
  const id = request.fields[`${name}-kept`]?.[0] ?? '';
  if (!isUuid(id)) return undefined;
  const row = await fileOf(request.db, { draft: draft.id }, id);
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

import { isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { fileOf, previewFile, previewSize, standings } from '#platform/files/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from './mount.ts';
import { openDraft } from './owner.ts';

/** The first page of a file of the asker's own draft as a picture; a blank sheet until the scanner has released it. */
export async function draftPreview(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const { db, params, query } = request;
  const opened = await openDraft(request, options);
  const id = params['file'] ?? '';
  const row = opened && isUuid(id) ? await fileOf(db, { draft: opened.draft.id }, id) : undefined;
  if (row === undefined) throw new NotFound(`no file ${id} of this draft`);
  const held = (await standings(db, [row.sha256])).has(row.sha256);
  const shown = held ? { ...row, type: 'none' as const } : row;
  const file = await previewFile(options.files, shown, previewSize(query['bild']) ?? 'large');
  return { kind: 'file', ...file, inline: true };
}

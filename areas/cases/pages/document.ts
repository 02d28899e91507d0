import { isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { documentOf } from '../queries/file.ts';

/** Opens the stored bytes of a file; the area that keeps files gives it. */
export type OpenFile = (
  request: Request,
  caseId: string,
  fileId: string,
) => Promise<{ type: string; name: string; body: Uint8Array | NodeJS.ReadableStream } | undefined>;

/**
 * A document of a case that the reader may open: the file itself, or what a register said in readable form.
 * Anything unknown is a 404.
 */
export async function documentAnswer(request: Request, openFile: OpenFile): Promise<Answer> {
  const { case: caseId = '', document: id = '' } = request.params;
  const document = isUuid(id) ? await documentOf(request.db, caseId, id) : undefined;
  if (document === undefined) throw new NotFound(`no document ${id}`);
  if (document.fileId === null) {
    return {
      kind: 'file',
      type: 'application/json; charset=utf-8',
      name: `${document.kind}.json`,
      inline: true,
      body: Buffer.from(JSON.stringify(document.content, null, 2)),
    };
  }
  const file = await openFile(request, caseId, document.fileId);
  if (file === undefined) throw new NotFound(`no file ${document.fileId}`);
  return { kind: 'file', ...file, inline: true };
}

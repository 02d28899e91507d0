import { isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { oneCase } from '../queries/mine.ts';
import { documentAnswer, type OpenFile } from './document.ts';

/** A document of the person's own case. */
export async function citizenDocument(request: Request, openFile: OpenFile): Promise<Answer> {
  const id = request.params['case'] ?? '';
  const view = isUuid(id) ? await oneCase(request.db, request.actor, id) : undefined;
  if (view === undefined) throw new NotFound(`no case ${id} for this party`);
  return documentAnswer(request, openFile);
}

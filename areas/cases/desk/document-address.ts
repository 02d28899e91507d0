import type { Request } from '#platform/web/index.ts';
import type { DocumentRow } from '../queries/file.ts';

/** Where staff open a document of a case: a letter on its own page, anything else as what it is. */
export function documentAddress(
  { url }: Pick<Request, 'url'>,
  caseId: string,
  { id, letterId }: Pick<DocumentRow, 'id' | 'letterId'>,
): string {
  return letterId === null
    ? url('desk.document', { case: caseId, document: id })
    : url('desk.letter', { case: caseId, letter: letterId });
}

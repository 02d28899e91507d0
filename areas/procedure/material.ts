import type { CaseFile, DocumentRow } from '#areas/cases/index.ts';

/**
 * Of what the board itself has put in the file: the minutes are the decision, and copies for somebody who asked for a
 * document are nothing that it builds on.
 */
const NO_MATERIAL: readonly string[] = ['minutes', 'masked', 'released'];

/** What a decision may build on (FL 25 §): what has come in, and what the board has made for it, oldest first. */
export function materialIn({ file }: { readonly file: Pick<CaseFile, 'documents'> }): readonly DocumentRow[] {
  return file.documents.filter(({ direction, kind }) => direction !== 'out' && !NO_MATERIAL.includes(kind));
}

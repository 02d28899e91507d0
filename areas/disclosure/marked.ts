import { caseFile, fieldsToMark, markName, marksOf, type ReadCase } from '#areas/cases/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { lawSpaces } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Source } from './mask.ts';

/** A secrecy mark that stands when a document is to be released (OSL 5 kap. 5 §). */
export interface Standing {
  readonly id: string;
  /** What is marked, and under which provision. */
  readonly name: string;
  readonly basis: string;
  /** Of a marked field: the words of it that stand in the document. */
  readonly words: readonly string[];
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}\p{Cf}]/gu, '');

/** The marks that the release of a document is tested against: of the case, of the document, and of fields of the case. */
export async function standingMarks(request: Request, opened: ReadCase, source: Source): Promise<readonly Standing[]> {
  const { db } = request;
  const { id } = opened.view;
  const [marks, file] = await Promise.all([marksOf(db, id), caseFile(db, id)]);
  const fields = await fieldsToMark(db, opened, file);
  const pages = source.pages.map(({ lines }) => fold(lines.join('')));
  return marks
    .filter(({ documentId }) => documentId === null || documentId === source.id)
    .map((mark) => {
      const { words = [] } = fields.find(({ field }) => field === mark.field) ?? {};
      return {
        id: mark.id,
        basis: mark.basis,
        name: `${markName(request, mark, fields)}, ${lawSpaces(mark.basis)}`,
        words: words.filter((word) => pages.some((page) => page.includes(fold(word)))),
      };
    });
}

/** Name of the field with the marked fields that are held back, and of the one with all that were shown. */
export const HELD = 'mark';
export const SHOWN = 'shown';

/**
 * The words of marked fields that the copy shall not have: all, except those that were shown and let through.
 * @throws TorgetError when something is marked that was not shown, so that nothing goes out untested
 */
export function heldWords({ fields }: Request, marks: readonly Standing[]): readonly string[] {
  const found = marks.filter(({ words }) => words.length > 0);
  const untested = found.filter(({ id }) => fields[SHOWN]?.includes(id) !== true);
  if (untested.length > 0) throw notTested(untested);
  return found.filter(({ id }) => fields[HELD]?.includes(id)).flatMap(({ words }) => words);
}

/** What is marked has to be tested first. */
export function notTested(marks: readonly Standing[]): TorgetError {
  const names = marks.map(({ name }) => name).join('; ');
  return new TorgetError(
    'mark-not-tested',
    422,
    {
      sv: `Pröva först det som är sekretessmarkerat i handlingen (OSL 5 kap. 5 §): ${names}.`,
      en: `Test first what is marked as secret in the document (OSL 5:5): ${names}.`,
    },
    `${marks.length} marks not tested`,
  );
}

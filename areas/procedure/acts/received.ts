import { addAttachment, addStatement } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import type { Doing } from './act.ts';

/** What came in with an act: its words, and each of its files, as documents of the case. */
export interface Received {
  readonly document: string;
  readonly files: readonly string[];
}

/**
 * The words and the files as documents that came in (FL 22 §, OSL 5 kap. 1 §): from the party `by`, null for nobody known, and
 * on a `day` where it is not today. Undefined when the files are in already: the button was pressed twice.
 */
export async function receive(
  { tx, situation, request, files }: Doing,
  from: { readonly by: string | null; readonly title: TextKey; readonly text: string; readonly day?: string },
): Promise<Received | undefined> {
  const { actor, now: at, t } = request;
  const caseId = situation.view.id;
  const named = files.map(({ id }) => id);
  const person = actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
  const taken = await receiveDraftFiles(tx, { draft: caseId, person }, caseId, named);
  if (named.length > 0 && taken.size === 0) return undefined;
  const of = { caseId, by: from.by, at, ...(from.day === undefined ? {} : { day: from.day }) };
  const text = from.text || t('procedure.sent.in-files');
  const document = await addStatement(tx, { ...of, title: t(from.title), text, direction: 'in' });
  const came = files.filter(({ id }) => taken.has(id));
  for (const file of came) await addAttachment(tx, { ...of, fileId: file.id, title: file.title });
  return { document, files: came.map(({ id }) => id) };
}

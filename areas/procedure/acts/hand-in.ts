import { addAttachment, addStatement, addUnread } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import { addAct } from '../rows.ts';
import { partyOf, unanswered } from '../situation.ts';
import type { ActName, Doing } from './act.ts';
import { resumeWhenAnswered } from './pauses.ts';

/** Who of the parties does it; nobody for the holder of a receipt without a name. */
export const byOf = ({ request: { actor } }: Doing): string | null => (actor.kind === 'citizen' ? actor.party : null);

/**
 * What a party sends of itself, in words and files: documents that came in (FL 22 §, OSL 5 kap. 1 §), noted as the
 * party's and unread until somebody of the unit opens it. Who has the case in a list that lies open is told there.
 */
export async function handIn(
  doing: Doing,
  what: { readonly act: ActName; readonly title: TextKey; readonly text: string },
): Promise<void> {
  const { tx, situation, request, options, files } = doing;
  const { actor, now: at, t } = request;
  const caseId = situation.view.id;
  const by = byOf(doing);
  const named = files.map(({ id }) => id);
  const handed = await receiveDraftFiles(tx, { draft: caseId, person: by }, caseId, named);
  // Pressed twice: all of it is in already.
  if (named.length > 0 && handed.size === 0) return;
  const { text } = what;
  const document = await addStatement(tx, { caseId, title: t(what.title), text, direction: 'in', by, at });
  const came = files.filter(({ id }) => handed.has(id));
  for (const file of came) await addAttachment(tx, { caseId, fileId: file.id, title: file.title, by, at });
  const ids = came.map(({ id }) => id);
  const asked =
    what.act === 'supplement'
      ? unanswered(situation.acts, 'request-completion', partyOf(actor) ?? '').at(-1)
      : undefined;
  const about = asked === undefined ? {} : { about: asked.id };
  await addAct(tx, { caseId, act: what.act, ...about, data: { document, files: ids }, actor, at });
  await addUnread(tx, options.cases, { caseId, document });
  if (asked !== undefined) await resumeWhenAnswered(doing);
}

import { closeCase, endWaitsFor, enterDocument, reopenCase } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import { carryOutByHand, endCarryOut } from '../../by-hand.ts';
import { courtEnd, decidedByCourt, remandOf } from '../../court.ts';
import { endRemand, openRemand } from '../../remand.ts';
import { type ActRow, addAct } from '../../rows.ts';
import type { Situation } from '../../situation.ts';
import { becameOf } from '../../withdrawn-appeal.ts';
import { type Act, type Choice, type Doing, type Given, inPlaceOf } from '../act.ts';
import { appealInWords } from './waiting.ts';

const choices = (s: Situation) => ({
  overklagande: decidedByCourt(s).map((one): Choice => ({ value: one.id, ...appealInWords(s, one) })),
});

/** What was chosen, or the only one there is. */
const chosen = (s: Situation, given: Given): ActRow | undefined =>
  given['overklagande'] === undefined
    ? decidedByCourt(s)[0]
    : decidedByCourt(s).find(({ id }) => id === given['overklagande']);

/**
 * Whoever tries an appeal that was handed over has decided: its judgment comes into the file, and what follows of it becomes
 * something to do. A higher court's comes the same way after it, and the last counts.
 */
export const courtDecided: Act = {
  path: 'domstolen-har-avgjort',
  who: 'staff',
  basis: 'OSL 5 kap. 1–2 §§',
  fields: [],
  form: 'domstol',
  choices,
  concerns: (s) => decidedByCourt(s).length > 0,
  refused: (s) =>
    decidedByCourt(s).length > 0
      ? null
      : { basis: inPlaceOf(s, 46, 'FL 46 §', 'KL 13 kap. 6 §'), text: 'procedure.refused.nothing-handed-over' },
  mend(s, given) {
    const appealed = chosen(s, given)?.data['arrived'];
    return appealed !== undefined && (given['dag'] ?? '') < String(appealed)
      ? { field: 'dag', text: 'procedure.court.before' }
      : null;
  },
  async perform(doing) {
    const { tx, situation, request, given } = doing;
    const { actor, now: at } = request;
    const appeal = chosen(situation, given);
    const end = courtEnd(given);
    if (appeal === undefined || end === undefined || actor.kind !== 'staff') return;
    const became = becameOf(situation, appeal);
    const court = given['domstol'] || String(became.handed?.data['to'] ?? '');
    const about = (became.court ?? appeal).id;
    const document = await registerJudgment(doing, court, actor.party);
    if (document === undefined) return;
    const data = { ...given, domstol: court, document };
    await addAct(tx, { caseId: situation.view.id, act: 'court-decided', about, data, actor, at });
    await follow(doing, appeal);
  },
};

/** The judgment as a document that came in; undefined when it is in already: the button was pressed twice. */
async function registerJudgment(
  { tx, situation, request, given, files: [file] }: Doing,
  court: string,
  by: string,
): Promise<string | undefined> {
  const caseId = situation.view.id;
  if (file === undefined) return undefined;
  const taken = await receiveDraftFiles(tx, { draft: caseId, person: by }, caseId, [file.id]);
  if (!taken.has(file.id)) return undefined;
  const title = request.t('procedure.court.document', { court, number: given['malnummer'] ?? '' });
  const way = { direction: 'in', day: given['kom'] ?? '', who: { name: court } } as const;
  const what = { kind: 'attachment', way, title, fileId: file.id, replaces: null } as const;
  return enterDocument(tx, { caseId, ...what, by, at: request.now });
}

/** What follows of it: nothing where the decision stands; else it is not carried out as it was, and somebody sees to the rest. */
async function follow(doing: Doing, appeal: ActRow): Promise<void> {
  const { tx, situation, request, given } = doing;
  const { view, file } = situation;
  const end = courtEnd(given);
  if (end === undefined) return;
  // A higher court may say that nothing is to be decided anew.
  if (end !== 'aterforvisat' && remandOf(situation) !== undefined) {
    await endRemand(doing);
    await closeCase(tx, view.id, request.now);
  }
  if (end === 'avslag' || end === 'avskrivet') return;
  // Of a decision beside the one that settles the case (FL 12, 45 §§) nothing is carried out, and the case stands as it is.
  const of = file.decisions.find(({ id }) => id === appeal.data['decision']);
  if (of === undefined) return;
  for (const { id } of file.decisions) await endWaitsFor(tx, { decision: id, at: request.now });
  if (end !== 'aterforvisat') return carryOutByHand(doing, { reopens: false });
  await endCarryOut(doing);
  await reopenCase(tx, view.id);
  await openRemand(doing);
}

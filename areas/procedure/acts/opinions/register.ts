import { addStatement, enterDocument } from '#areas/cases/index.ts';
import { receiveDraftFiles } from '#platform/files/index.ts';
import { type AskedOpinion, notCome, opinionsIn } from '../../opinion/asked.ts';
import { addAct, dayOf } from '../../rows.ts';
import type { Situation } from '../../situation.ts';
import type { Act, Choice, Doing, Given } from '../act.ts';
import { arrived } from '../arrived.ts';
import { opinionCame } from '../awaiting.ts';

/** FL 22 §, OSL 5 kap. 1–2 §§: what comes in is registered with the day on which it came and who sent it. */
const BASIS = 'OSL 5 kap. 1–2 §§';

/** The opinions to choose among, by the question of a form or the name of a field. */
export const inWords = ({ act, name, last }: AskedOpinion): Choice => ({
  value: act.id,
  text: 'procedure.opinion.one',
  values: { name },
  days: { day: last.toString() },
});

/** What was chosen, or the only one there is. */
const chosen = (s: Situation, given: Given): AskedOpinion | undefined =>
  given['remiss'] === undefined ? notCome(s)[0] : notCome(s).find(({ act }) => act.id === given['remiss']);

/**
 * The opinion has come: a document of the case from whom was asked, with the day on which it came. It is material like any
 * other, which the parties are told of before it is decided (FL 25 §). One that comes after the decision is registered too.
 */
export const registerOpinion: Act = {
  path: 'registrera-remissvar',
  who: 'staff',
  basis: BASIS,
  fields: [],
  form: 'remissvar',
  choices: (s) => ({ remiss: notCome(s).map(inWords) }),
  concerns: (s) => opinionsIn(s).length > 0,
  refused: (s) => (notCome(s).length > 0 ? null : { basis: BASIS, text: 'procedure.refused.no-opinion' }),
  mend(s, given) {
    const asked = chosen(s, given)?.act;
    return asked !== undefined && (given['dag'] ?? '') < dayOf(asked).toString()
      ? { field: 'dag', text: 'procedure.opinion.before' }
      : null;
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const one = chosen(situation, given);
    if (one === undefined) return;
    const { arrived: day, rule } = arrived(given);
    const documents = await enter(doing, { name: one.name, day: day.toString() });
    if (documents === undefined) return;
    const { actor, now: at } = request;
    const data = { ...given, files: doing.files.map(({ id }) => id), documents, arrived: day.toString(), rule };
    await addAct(tx, {
      caseId: situation.view.id,
      act: 'register-opinion',
      about: one.act.id,
      data,
      actor,
      at,
    });
    await opinionCame(doing, one.act.id);
  },
};

/** What it says, and its file, as documents from whom was asked; undefined when the file is in already: pressed twice. */
async function enter(
  { tx, given, situation, request, files: [file] }: Doing,
  { name, day }: { readonly name: string; readonly day: string },
): Promise<readonly string[] | undefined> {
  const { actor, now: at, t } = request;
  if (actor.kind !== 'staff') return undefined;
  const caseId = situation.view.id;
  const title = t('procedure.opinion.document', { name });
  const documents: string[] = [];
  if (file !== undefined) {
    const taken = await receiveDraftFiles(tx, { draft: caseId, person: actor.party }, caseId, [file.id]);
    if (!taken.has(file.id)) return undefined;
    const way = { direction: 'in', day, who: { name } } as const;
    const what = { kind: 'opinion', way, title, fileId: file.id, replaces: null } as const;
    documents.push(await enterDocument(tx, { caseId, ...what, by: actor.party, at }));
  }
  const words = given['text'] ?? '';
  if (words !== '') {
    const said = { caseId, title, text: words, direction: 'in', by: null, fromName: name, day, at } as const;
    documents.push(await addStatement(tx, said));
  }
  return documents;
}

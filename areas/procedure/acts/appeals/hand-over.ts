import { addStatement } from '#areas/cases/index.ts';
import { standsAgainstDismissal, type Timeliness } from '../../appeal.ts';
import { legalityGround, timelyOf } from '../../appealable.ts';
import { indexOf } from '../../bundle.ts';
import { itemsOf } from '../../file-items.ts';
import { sendLetter } from '../../letters.ts';
import { type ActRow, addAct } from '../../rows.ts';
import { situationOf } from '../../situation.ts';
import { testedText } from '../../tested.ts';
import { type Act, basisOf, type Doing, inPlaceOf } from '../act.ts';
import { appealTo } from './decision.ts';
import { EXCEPTIONS, found } from './exceptions.ts';
import { appealOf, listAppeal, nextAppeal, nothingAppealed } from './waiting.ts';

/** By which rule it is handed over, in the words of the letter. */
function stod({ options, situation }: Doing): string {
  const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
  return t(
    legalityGround(situation) === undefined ? 'procedure.letter.hand-over' : 'procedure.letter.hand-over-legality',
  );
}

/** FL 45 §: how the time was tested, as a document of the case that goes with the file. Under KL 13 kap. the court alone tests it. */
async function writeTest(doing: Doing, one: ActRow): Promise<{ readonly tested?: string }> {
  const { tx, situation, request, given } = doing;
  if (legalityGround(situation) !== undefined) return {};
  const { actor, now: at, t } = request;
  const text = testedText(t, situation, one, found(given));
  const by = actor.kind === 'staff' ? actor.party : null;
  const statement = { caseId: situation.view.id, title: t('procedure.document.timeliness'), text, by, at };
  return { tested: await addStatement(tx, { ...statement, direction: 'internal' }) };
}

/**
 * FL 46 §: handed over quickly, with the whole file and its index. A late one only with one of the two exceptions; under KL
 * 13 kap. the court alone tests the time, and everything goes to it.
 */
export const handOver: Act = {
  path: 'overlamna',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 46, 'FL 46 §', 'FL 6 §, KL 13 kap. 6 §'),
  told: nextAppeal,
  fields: (s) => (legalityGround(s) === undefined ? [EXCEPTIONS] : []),
  refused: (s) => (appealOf(s) === undefined ? nothingAppealed(s, basisOf(handOver, s)) : null),
  mend(s, given) {
    if (legalityGround(s) !== undefined) return null;
    const one = appealOf(s);
    const late: Timeliness = one === undefined ? 'unknown' : timelyOf(s, one).timely;
    const dismissed = standsAgainstDismissal(late, found(given)) === null;
    return dismissed ? { field: 'undantag', text: 'procedure.refused.late' } : null;
  },
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const one = appealOf(situation);
    if (one === undefined) return;
    const caseId = situation.view.id;
    const says = { till: appealTo(situation), stod: stod(doing) };
    const tested = await writeTest(doing, one);
    const items = await itemsOf(tx, await situationOf(tx, situation, request.actor, request.now));
    // What has just been written is read where it is.
    const index = await indexOf({ ...request, db: tx }, options.openFile, caseId, items);
    await sendLetter(doing, { letter: 'overklagande-overlamnat', to: one.forParty, says });
    const data = { ...given, to: says.till, ...tested, index: index.map((entry) => ({ ...entry })) };
    const { actor, now } = request;
    await addAct(tx, { caseId, act: 'hand-over', about: one.id, data, actor, at: now });
    await listAppeal(doing);
  },
};

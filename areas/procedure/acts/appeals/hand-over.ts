import { addStatement } from '#areas/cases/index.ts';
import { houseLanguage, type Texts } from '#platform/text/index.ts';
import { standsAgainstDismissal, type Timeliness } from '../../appeal.ts';
import { legalityOf, timelyOf } from '../../appealable.ts';
import { indexOf } from '../../bundle.ts';
import { addCover, type Covering, courtPaper, coverWords } from '../../cover.ts';
import { itemsOf } from '../../file-items.ts';
import { sendLetter } from '../../letters.ts';
import { type ActRow, addAct } from '../../rows.ts';
import { type Situation, situationOf } from '../../situation.ts';
import { cameText, testedText } from '../../tested.ts';
import { type Act, type ActField, basisOf, type Doing, inPlaceOf } from '../act.ts';
import { appealTo } from './decision.ts';
import { EXCEPTIONS, found } from './exceptions.ts';
import { appealOf, listAppeal, nextAppeal, nothingAppealed } from './waiting.ts';

/** What the board says of the appeal, for who tries it: the law does not ask it to. */
const STATEMENT = {
  name: 'yttrande',
  kind: 'text',
  label: 'procedure.appeal.statement',
  hint: 'procedure.appeal.statement-hint',
  optional: true,
} as const satisfies ActField;

/** By which rule it is handed over, in the words of the letter. */
function stod(t: Texts, situation: Situation): string {
  return t(
    legalityOf(situation, appealOf(situation)?.data['decision']) === undefined
      ? 'procedure.letter.hand-over'
      : 'procedure.letter.hand-over-legality',
  );
}

/** FL 45 §: how the time was tested, as a document of the case that goes with the file. Under KL 13 kap. the court alone tests it. */
async function writeTest(doing: Doing, one: ActRow): Promise<{ readonly tested?: string }> {
  const { tx, situation, request, given } = doing;
  if (legalityOf(situation, appealOf(situation)?.data['decision']) !== undefined) return {};
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
  fields: (s) => (legalityOf(s, appealOf(s)?.data['decision']) === undefined ? [EXCEPTIONS, STATEMENT] : [STATEMENT]),
  refused: (s) => (appealOf(s) === undefined ? nothingAppealed(s, basisOf(handOver, s)) : null),
  mend(s, given) {
    if (legalityOf(s, appealOf(s)?.data['decision']) !== undefined) return null;
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
    const { actor, now: at, town } = request;
    const { texts } = options.send;
    const t = texts.for(houseLanguage(situation.view.language));
    const says = { till: appealTo(situation, one.data['decision']), stod: stod(t, situation) };
    const tested = await writeTest(doing, one);
    const standing = await situationOf(tx, situation, actor, at);
    const paper = courtPaper({ town, texts }, situation.view);
    // What has just been written is read where it is.
    const index = await indexOf(tx, caseId, await itemsOf(tx, { ...standing, town, paper }));
    const words = coverWords(paper, situation, one, covering(paper.t, doing, one), town);
    const by = actor.kind === 'staff' ? actor.party : null;
    const cover = await addCover(tx, paper, { caseId, to: says.till, words, index, by, at });
    await sendLetter(doing, { letter: 'overklagande-overlamnat', to: one.forParty, says });
    const data = {
      ...given,
      to: says.till,
      ...tested,
      cover: { ...cover },
      index: index.map((entry) => ({ ...entry })),
    };
    await addAct(tx, { caseId, act: 'hand-over', about: one.id, data, actor, at });
    await listAppeal(doing);
  },
};

/** How the time was tested, or that the court tests it; by which rule; and what the board says. */
function covering(t: Texts, { situation, given }: Doing, one: ActRow): Covering {
  const tested =
    legalityOf(situation, one.data['decision']) === undefined
      ? testedText(t, situation, one, found(given))
      : [cameText(t, situation, one), t('procedure.cover.court-tests')].join('\n');
  return { tested, basis: stod(t, situation), statement: given['yttrande'] ?? '' };
}

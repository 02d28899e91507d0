import { indexOf } from '../../bundle.ts';
import { addCover, courtPaper, withdrawalCoverWords } from '../../cover.ts';
import { itemsOf } from '../../file-items.ts';
import { addAct } from '../../rows.ts';
import { unsent } from '../../withdrawn-appeal.ts';
import { type Act, basisOf, inPlaceOf } from '../act.ts';
import { appealInWords, listAppeal } from './waiting.ts';

/**
 * A withdrawal that came when the appeal was handed over is sent after it, as the documents that it is: whoever tries the
 * appeal says what it means. Who withdrew was told so in the receipt.
 */
export const sendWithdrawal: Act = {
  path: 'skicka-aterkallelse',
  who: 'staff',
  basis: (s) => inPlaceOf(s, 46, 'FL 46 §', 'FL 6 §, KL 13 kap. 6 §'),
  concerns: (s) => unsent(s) !== undefined,
  told(s) {
    const one = unsent(s);
    return one === undefined ? null : appealInWords(s, one.appeal);
  },
  fields: [],
  refused: (s) =>
    unsent(s) === undefined ? { basis: basisOf(sendWithdrawal, s), text: 'procedure.refused.nothing-to-send' } : null,
  async perform(doing) {
    const { tx, situation, request, options } = doing;
    const one = unsent(situation);
    if (one === undefined) return;
    const caseId = situation.view.id;
    const { document, files } = one.withdrawn.data as unknown as { document: string; files: readonly string[] };
    const { actor, now: at, town } = request;
    const paper = courtPaper({ town, texts: options.send.texts }, situation.view);
    const items = (await itemsOf(tx, { ...situation, town, paper })).filter(
      (item) => item.id === document || ('fileId' in item && item.fileId !== null && files.includes(item.fileId)),
    );
    const index = await indexOf(tx, caseId, items);
    const words = withdrawalCoverWords(paper, situation, one, town);
    const by = actor.kind === 'staff' ? actor.party : null;
    const cover = await addCover(tx, paper, { caseId, to: one.to, words, index, by, at });
    const data = { to: one.to, cover: { ...cover }, index: index.map((entry) => ({ ...entry })) };
    await addAct(tx, { caseId, act: 'send-withdrawal', about: one.withdrawn.id, data, actor, at });
    await listAppeal(doing);
  },
};

import { date } from '@torget/feel';
import { caseFile, caseHead } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, type BlockCall, fields, textField } from '#platform/runtime/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import { loadLetters, writeLetter } from '../letters.ts';

/** What the review of an automated decision comes to; that it is `andrat` is told by the new decision's own letter. */
const SAID = { star_fast: 'procedure.review.stands', nytt_beslut: 'procedure.review.new' } as const;
const CHANGED = 'andrat';

const UNCHANGED = {
  sv: 'Beslutet är inte ändrat än. Ändra det på ärendets sida först, eller skriv varför det står fast.',
  en: 'The decision has not been changed yet. Change it on the page of the case first, or write why it stands.',
};

/** The building block that answers who has asked for a human review of an automated decision (GDPR article 22.3). */
export function reviewAnswer(send: SendOptions): Block {
  return {
    type: 'review.answer',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Skriver till den som bad om det vad prövningen av ett automatiskt beslut kom fram till och varför (GDPR artikel 22.3). Att beslutet är ändrat kontrolleras.',
      en: 'Writes to whoever asked what the review of an automated decision came to and why (GDPR article 22.3). That the decision has been changed is checked.',
    },
    input: fields({ svar: textField(), skal: textField(), part: textField() }),
    output: fields({}),
    async run(call) {
      await answer(call, send);
      return { output: {} };
    },
  };
}

async function answer({ db, instance, input, actor, at }: BlockCall, send: SendOptions): Promise<void> {
  const { service, businessKey: caseId } = instance;
  const head = await caseHead(db, caseId);
  const { decisions } = await caseFile(db, caseId);
  const said = input['svar'];
  if (said === CHANGED) {
    if (decisions.at(-1)?.decidedBy === 'automated')
      throw new TorgetError('decision-unchanged', 409, UNCHANGED, `the decision of ${caseId} stands`);
    return;
  }
  const reviewed = decisions.findLast(({ decidedBy }) => decidedBy === 'automated');
  if (head === undefined || reviewed === undefined || (said !== 'star_fast' && said !== 'nytt_beslut')) return;
  const about = { ...head, id: caseId };
  const writing = { tx: db, town: send.town, now: at, send, letters: await loadLetters(), service, actor, about };
  const svar = send.texts.for(houseLanguage(head.language))(SAID[said]);
  const says = { svar, skal: String(input['skal']), beslutat: date(reviewed.day) };
  await writeLetter(writing, { letter: 'omprovning', says, to: String(input['part']) });
}

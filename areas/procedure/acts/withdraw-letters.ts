import type { TextKey } from '#platform/text/index.ts';
import { sendLetter } from '../letters.ts';
import type { Doing } from './act.ts';

const textsOf = ({ options, situation }: Doing) =>
  options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');

/** What the others read of who withdrew: the name, unless it is kept from them. */
function nameOf(doing: Doing, who: string | null): string {
  const one = doing.situation.view.parties.find(({ party }) => party === who);
  return one === undefined || one.protected ? textsOf(doing)('procedure.withdraw.somebody') : one.name;
}

/** Who withdrew, null for nobody known, gets a receipt; the others are told that it was done: it is not they who did it. */
export async function tellWithdrawn(doing: Doing, to: string | null, next: TextKey, refund: boolean): Promise<void> {
  const t = textsOf(doing);
  const nasta = t(next);
  const pengar = refund ? t('procedure.withdraw.refund') : '';
  await sendLetter(doing, { letter: 'aterkallelse', to, says: { nasta, pengar } });
  const besides = to === null ? {} : { besides: to };
  await sendLetter(doing, { letter: 'aterkallelse-annan', ...besides, says: { namn: nameOf(doing, to) } });
}

/** One of several withdraws: all are told the same, since the application still stands. */
export async function tellOneOfSeveral(doing: Doing, who: string | null): Promise<void> {
  await sendLetter(doing, { letter: 'aterkallelse-en-av-flera', says: { namn: nameOf(doing, who) } });
}

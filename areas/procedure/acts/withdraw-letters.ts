import type { TextKey } from '#platform/text/index.ts';
import { sendLetter } from '../letters.ts';
import type { Doing } from './act.ts';

const textsOf = ({ options, situation }: Doing) =>
  options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');

/** What the others read of who withdrew: the name, unless it is kept from them. */
function nameOf(doing: Doing): string {
  const { actor, view } = doing.situation;
  const one = view.parties.find(({ party }) => actor.kind === 'citizen' && party === actor.principal);
  return one === undefined || one.protected ? textsOf(doing)('procedure.withdraw.somebody') : one.name;
}

/** Who withdrew gets a receipt, the others are told that it was done: it is not they who did it. */
export async function tellWithdrawn(doing: Doing, next: TextKey, refund: boolean): Promise<void> {
  const { actor } = doing.request;
  const t = textsOf(doing);
  const nasta = t(next);
  const pengar = refund ? t('procedure.withdraw.refund') : '';
  const to = actor.kind === 'citizen' ? actor.principal : null;
  await sendLetter(doing, { letter: 'aterkallelse', to, says: { nasta, pengar } });
  const besides = to === null ? {} : { besides: to };
  await sendLetter(doing, { letter: 'aterkallelse-annan', ...besides, says: { namn: nameOf(doing) } });
}

/** One of several withdraws: all are told the same, since the application still stands. */
export async function tellOneOfSeveral(doing: Doing): Promise<void> {
  await sendLetter(doing, { letter: 'aterkallelse-en-av-flera', says: { namn: nameOf(doing) } });
}

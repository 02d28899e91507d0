import { date } from '@torget/feel';
import { standsAgainstDismissal } from '../../appeal.ts';
import { appealables, appealGround, legalityOf, timelyOf } from '../../appealable.ts';
import { heldFor } from '../../delegated.ts';
import { sendLetter } from '../../letters.ts';
import { addAct } from '../../rows.ts';
import type { Act } from '../act.ts';
import { secrecyGround } from '../refuse-insight.ts';
import { EXCEPTIONS, found } from './exceptions.ts';
import { appealOf, listAppeal, nextAppeal, nothingAppealed } from './waiting.ts';

const WHY_NOT = {
  unknown: 'procedure.refused.not-served',
  'in-time': 'procedure.refused.in-time',
  notice: 'procedure.refused.notice-wrong',
  court: 'procedure.refused.court-in-time',
} as const;

/** FL 45 §: an appeal that came late is dismissed, unless one of the two exceptions applies. It is a decision of its own. */
export const dismissAppeal: Act = {
  path: 'avvisa-overklagande',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  separate: 'dismiss-appeal',
  basis: 'FL 45 §',
  told: nextAppeal,
  fields: [EXCEPTIONS, { name: 'skal', kind: 'text', label: 'procedure.reasons' }],
  refused(s) {
    const one = appealOf(s);
    if (legalityOf(s, one?.data['decision']) !== undefined)
      return { basis: 'KL 13 kap. 5–6 §§', text: 'procedure.refused.court-tests' };
    if (one === undefined) return nothingAppealed(s, 'FL 45 §');
    const stands = standsAgainstDismissal(timelyOf(s, one).timely, { noticeWrong: false, courtInTime: false });
    return stands === null ? null : { basis: 'FL 45 §', text: WHY_NOT[stands] };
  },
  mend(s, given) {
    const one = appealOf(s);
    const stands = one === undefined ? null : standsAgainstDismissal(timelyOf(s, one).timely, found(given));
    return stands === null ? null : { field: 'undantag', text: WHY_NOT[stands] };
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const one = appealOf(situation);
    if (one === undefined) return;
    const of = appealables(situation).find(({ id }) => id === one.data['decision']);
    const ground = of?.what === 'refuse-insight' ? secrecyGround(doing.options) : appealGround(situation);
    if (ground === undefined) return;
    const { last } = timelyOf(situation, one);
    const says = {
      skal: given['skal'] ?? '',
      inkom: date(String(one.data['arrived'])),
      sista: last === null ? null : date(last.toString()),
    };
    const letters = await sendLetter(doing, {
      letter: 'overklagande-avvisat',
      to: one.forParty,
      says,
      decision: { id: null, ground, ...heldFor('dismiss-appeal', doing) },
    });
    const data = { ...given, ...heldFor('dismiss-appeal', doing), letters };
    const { actor, now } = request;
    await addAct(tx, { caseId: situation.view.id, act: 'dismiss-appeal', about: one.id, data, actor, at: now });
    await listAppeal(doing);
  },
};

import { addStatement } from '#areas/cases/index.ts';
import { formatDate, lawSpaces } from '#platform/text/index.ts';
import { applies, type Ground } from '#platform/town/index.ts';
import { heldFor } from '../delegated.ts';
import { sendLetter } from '../letters.ts';
import type { ProcedureOptions } from '../mount.ts';
import { addAct } from '../rows.ts';
import { partyOf, type Situation } from '../situation.ts';
import { undecidedWithheld, type Withheld } from '../withheld.ts';
import type { Act, Choice, Doing } from './act.ts';
import { listInsight } from './insight-waits.ts';
import { hasInsight, items, withholding } from './withhold.ts';

const ASKED = 'OSL 6 kap. 3 §';

/**
 * OSL 6 kap. 7–8 §§: a refusal of insight goes to kammarrätten, wherever the decision in the case itself goes: the ground of
 * the town's service for public documents says which one.
 */
export function secrecyGround({ cases }: Pick<ProcedureOptions, 'cases'>): Ground {
  const service = cases.askService === undefined ? undefined : cases.catalogue.find(cases.askService);
  const stated = service?.definition.grounds.find(({ regime }) => applies(regime, 44));
  return {
    id: 'osl-6-7',
    basis: ['OSL (2009:400) 6 kap. 3, 7 §§'],
    regime: 'forvaltningsbesvar',
    appealTo: stated?.appealTo ?? 'kammarrätten',
  };
}

/** What is withheld, without its words: for the party its kind and day. */
function choices(s: Situation, of: readonly Withheld[], staff: boolean): readonly Choice[] {
  return of.flatMap(({ id, item, party }) => {
    const found = items(s).find(({ value }) => value === item);
    if (found === undefined) return [];
    const name = s.view.parties.find((one) => one.party === party)?.name ?? '';
    const { days = {}, titles = {}, document } = found;
    const named = document === undefined ? { titles } : { titles, document };
    const said: Choice = staff
      ? { value: id, text: 'procedure.insight.kept', values: { name }, days, ...named }
      : { value: id, text: `procedure.insight.kept-${kindOf(item)}`, days };
    return [said];
  });
}

const KINDS = ['document', 'note', 'field', 'answer'] as const;
const kindOf = (item: string) => KINDS.find((kind) => item.startsWith(`${kind}:`)) ?? 'document';

/** What the actor can ask a decision on: what is kept from the party, once each. */
const askable = (s: Situation) =>
  undecidedWithheld(s).filter(({ party, asked }) => party === partyOf(s.actor) && asked === undefined);

/** A party asks for the decision in writing that it needs to appeal (OSL 6 kap. 3 § second paragraph). */
export const requestInsight: Act = {
  path: 'begar-insynsbeslut',
  who: 'citizen',
  basis: ASKED,
  concerns: (s) => choices(s, askable(s), false).length > 0,
  fields: (s) => [
    { name: 'uppgift', kind: 'choice', label: 'procedure.insight.which', options: choices(s, askable(s), false) },
    { name: 'text', kind: 'text', label: 'procedure.insight.say', optional: true },
  ],
  refused: (s) =>
    choices(s, askable(s), false).length > 0 ? null : { basis: ASKED, text: 'procedure.refused.nothing-withheld' },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const { actor, now, t } = request;
    const caseId = situation.view.id;
    const of = askable(situation).find(({ id }) => id === given['uppgift']);
    if (of === undefined) return;
    const document = await addStatement(tx, {
      caseId,
      title: t('procedure.document.request-insight'),
      text: given['text'] || t('procedure.insight.said'),
      direction: 'in',
      by: actor.kind === 'citizen' ? actor.party : null,
      at: now,
    });
    await addAct(tx, { caseId, act: 'request-insight', data: { document, handling: of.item }, actor, at: now });
    await listInsight(doing);
  },
};

/** The kind of item and its day, as a letter in the case's language says it. */
function itemInWords({ options, situation }: Doing, { item }: Withheld): string {
  const language = situation.view.language === 'en' ? 'en' : 'sv';
  const [, id] = item.split(':');
  const { documents, notes, written } = situation.file;
  const at = [...documents, ...notes, ...written].find((one) => one.id === id)?.at;
  const day = at === undefined ? '' : formatDate(at, language);
  return options.send.texts.for(language)(`procedure.insight.told-${kindOf(item)}`, { day });
}

/**
 * Who may decide refuses a party insight in writing: with the provision, the reasons, and how to appeal to kammarrätten (OSL
 * 6 kap. 3, 7–8 §§). It decides nothing in the case itself.
 */
export const refuseInsight: Act = {
  path: 'neka-insyn',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  separate: 'refuse-insight',
  basis: 'OSL 6 kap. 3, 7 §§',
  concerns: (s) => choices(s, undecidedWithheld(s), true).length > 0,
  fields: (s) => [
    {
      name: 'uppgift',
      kind: 'choice',
      label: 'procedure.insight.refused-what',
      options: choices(s, undecidedWithheld(s), true),
    },
    { name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.insight.refuse-hint' },
  ],
  refused: (s) =>
    choices(s, undecidedWithheld(s), true).length > 0
      ? null
      : { basis: ASKED, text: 'procedure.refused.nothing-withheld' },
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const of = undecidedWithheld(situation).find(({ id }) => id === given['uppgift']);
    if (of === undefined) return;
    const ground = secrecyGround(options);
    const held = heldFor('refuse-insight', doing);
    const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
    const rule = t(hasInsight(situation) ? 'procedure.insight.rule-party' : 'procedure.insight.rule-anybody');
    const letters = await sendLetter(doing, {
      letter: 'insyn-nekad',
      to: of.party,
      says: {
        uppgift: itemInWords(doing, of),
        bestammelse: lawSpaces(of.basis),
        skal: given['skal'] ?? '',
        stod: rule,
      },
      decision: { id: null, ground, ...held },
    });
    const [ruling = ''] = of.id.split(':');
    const data = { ...given, ...held, of: ruling, basis: of.basis, rule: withholding(situation), letters };
    await addAct(tx, {
      caseId: situation.view.id,
      act: 'refuse-insight',
      ...(of.asked === undefined ? {} : { about: of.asked.id }),
      data: { ...data, to: ground.appealTo ?? '' },
      forParty: of.party,
      actor: request.actor,
      at: request.now,
    });
    await listInsight(doing);
  },
};

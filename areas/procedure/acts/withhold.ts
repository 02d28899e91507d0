import { provisionInWords, ruledOn, ruleOnInsight, writtenTitle } from '#areas/cases/index.ts';
import { applies } from '#platform/town/index.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation } from '../situation.ts';
import { EVERYONE } from '../withheld.ts';
import { type Act, type ActField, type Choice, type Doing, inPlaceOf } from './act.ts';
import { listInsight } from './insight-waits.ts';

/** Where no party's insight applies (FL 2 §), an officer tests what is asked for as by anybody. */
export const withholding = (s: Situation) => inPlaceOf(s, 10, 'OSL 10 kap. 3 §', 'OSL 6 kap. 3 §');
const showing = (s: Situation) => inPlaceOf(s, 10, 'FL 10 §', 'TF 2 kap. 15 §');

export const hasInsight = (s: Situation) => groundsOf(s).some(({ regime }) => applies(regime, 10));

/** Documents, notes, fields and answers that may be kept from a party: a decision never is, in any language (OSL 10 kap. 3 § first paragraph). */
export function items(s: Situation): readonly Choice[] {
  const documents = s.file.documents.filter(
    ({ letterId, translates }) => !s.decisionLetters.includes(letterId ?? translates?.letter ?? ''),
  );
  return [
    ...documents.map((one) => ({
      ...choice(`document:${one.id}`, 'procedure.insight.document', one.title, one.at),
      document: one,
    })),
    ...s.file.notes.map(({ id, text, at }) => choice(`note:${id}`, 'procedure.insight.note', text, at)),
    ...ruledOn(s.file.written).map((one) =>
      choice(
        `${one.what}:${one.id}`,
        `procedure.insight.${one.what}`,
        {
          sv: writtenTitle({ language: 'sv' }, s.service, new Map(), one),
          en: writtenTitle({ language: 'en' }, s.service, new Map(), one),
        },
        one.at,
      ),
    ),
  ];
}

const LONGEST = 60;
const short = (title: string) => (title.length > LONGEST ? `${title.slice(0, LONGEST)}…` : title);

/** In the words that somebody has written, or as the service calls it in each language. */
type Title = string | { readonly sv: string; readonly en: string };

function choice(value: string, text: Choice['text'], title: Title, at: string): Choice {
  const titles = typeof title === 'string' ? { sv: title, en: title } : title;
  return { value, text, titles: { title: { sv: short(titles.sv), en: short(titles.en) } }, days: { day: at } };
}

/** From whom: each party, or all of them. */
function parties({ view }: Situation): readonly Choice[] {
  const each = view.parties.filter(({ party }, at) => view.parties.findIndex((one) => one.party === party) === at);
  return [
    ...each.map(({ party, name }) => ({ value: party, text: 'procedure.insight.party' as const, values: { name } })),
    { value: EVERYONE, text: 'procedure.insight.everyone' },
  ];
}

const what = (s: Situation): ActField => ({
  name: 'handling',
  kind: 'choice',
  label: 'procedure.insight.what',
  options: items(s),
});
const from = (s: Situation): ActField => ({
  name: 'part',
  kind: 'choice',
  label: 'procedure.insight.whom',
  options: parties(s),
});
const WHY: ActField = { name: 'skal', kind: 'text', label: 'procedure.reasons' };

const nothing = (s: Situation, basis: string) =>
  items(s).length === 0 || s.view.parties.length === 0
    ? ({ basis, text: 'procedure.refused.nothing-to-withhold' } as const)
    : null;

/** OSL 10 kap. 3 § second paragraph: owed to who has a party's insight. */
const INSTEAD: ActField = {
  name: 'beratta',
  kind: 'text',
  label: 'procedure.insight.instead',
  hint: 'procedure.insight.instead-hint',
};

const KINDS = ['document', 'note', 'field', 'answer'] as const;

async function rule(doing: Doing, act: 'withhold' | 'show-party', basis: string | null): Promise<void> {
  const { tx, given, situation, request } = doing;
  const { actor, now } = request;
  if (actor.kind !== 'staff') return;
  const [kind, item = ''] = (given['handling'] ?? '').split(':');
  await ruleOnInsight(tx, {
    caseId: situation.view.id,
    item,
    what: KINDS.find((one) => one === kind) ?? 'document',
    party: given['part'] === EVERYONE ? null : (given['part'] ?? null),
    basis,
    summary: given['beratta'] ?? '',
    reasons: given['skal'] ?? '',
    by: actor,
    at: now,
  });
  // The story of the case has the reasons; by the rest a decision on it is asked for and made (OSL 6 kap. 3 §).
  const data = { skal: given['skal'] ?? '', handling: given['handling'] ?? '', part: given['part'] ?? '', basis };
  await addAct(tx, { caseId: situation.view.id, act, data, actor, at: now });
  await listInsight(doing);
}

/** Something is kept from a party: under which provision, why it is of extraordinary importance, and what is told instead. */
export const withhold: Act = {
  path: 'undanta',
  who: 'staff',
  basis: withholding,
  about: (s) => (hasInsight(s) ? null : 'procedure.insight.withhold-about'),
  fields: (s, town) => [
    what(s),
    from(s),
    {
      name: 'bestammelse',
      kind: 'choice',
      label: 'procedure.insight.basis',
      list: 'procedure.insight.choose',
      options: town.provisions.map((one) => ({
        value: one.basis,
        text: 'procedure.insight.provision',
        values: { basis: one.basis },
        titles: { about: provisionInWords(one) },
      })),
    },
    ...(hasInsight(s) ? [INSTEAD] : []),
    WHY,
  ],
  refused: (s) => nothing(s, withholding(s)),
  perform: (doing) => rule(doing, 'withhold', doing.given['bestammelse'] ?? null),
};

/** Something that was kept back, or waited to be tested, is shown. */
export const showParty: Act = {
  path: 'visa-for-part',
  who: 'staff',
  basis: showing,
  fields: (s) => [what(s), from(s), WHY],
  refused: (s) => nothing(s, showing(s)),
  perform: (doing) => rule(doing, 'show-party', null),
};

import {
  addPartyRole,
  confirmedParty,
  endPartyRole,
  type PARTY_ROLES,
  partyToAdd,
  type TypedParty,
  taskForm,
  waitsForRole,
} from '#areas/cases/index.ts';
import type { PartyId } from '#platform/access/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { partyView, readPostalLines } from '#platform/identity/index.ts';
import { type TextKey, type Texts, text } from '#platform/text/index.ts';
import { applies, elementOf, type Town } from '#platform/town/index.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation, toldParties } from '../situation.ts';
import { type Act, type ActField, type Choice, type Doing, type Given, inPlaceOf, type Refusal } from './act.ts';

/** OSL 10 kap. 3 §: what a party may be kept from is weighed before she is let in. */
const adding = (s: Situation) => inPlaceOf(s, 10, 'FL 10, 14 §§', 'FL 14 §');

/** Roles that an officer gives; who applied is settled by the application. */
const GIVEN = [
  'represented',
  'agent',
  'guardian',
  'counterparty',
  'affected',
] as const satisfies (typeof PARTY_ROLES)[number][];

/** Who asks for something, and who speaks for her: nobody is the other side of her own case. */
const OWN_SIDE: ReadonlySet<string> = new Set(['applicant', 'co-applicant', 'represented', 'agent', 'guardian']);

function whileOpen({ view }: Situation, basis: string): Refusal | null {
  if (view.closedAt !== null) return { basis, text: 'procedure.refused.closed' };
  return view.parties.length === 0 ? { basis, text: 'procedure.refused.nobody' } : null;
}

const roleOf = ({ given }: Pick<Doing, 'given'>) => GIVEN.find((role) => role === given['roll']) ?? 'affected';

const numberAsked = (hint: TextKey): ActField => ({
  name: 'nummer',
  kind: 'line',
  label: 'procedure.join.number',
  hint,
});

/** Asked where no register of companies can say what an organisation is called and where it is written to. */
const TYPED: readonly ActField[] = [
  { name: 'namn', kind: 'line', label: 'procedure.join.name', hint: 'procedure.join.name-hint', optional: true },
  { name: 'gata', kind: 'line', label: 'inbox.address.street', optional: true },
  { name: 'postort', kind: 'line', label: 'inbox.address.town', hint: 'procedure.join.town-hint', optional: true },
];

const typedIn = (given: Given): TypedParty => ({
  number: given['nummer'] ?? '',
  name: given['namn'] ?? '',
  address: readPostalLines(given['gata'] ?? '', given['postort'] ?? ''),
});

/** By what somebody is found: asked on the case page, so that the rest is filled in when it is seen who it is. */
export function lookedUpBy({ lookUps }: Town): readonly ActField[] {
  return lookUps?.names.includes('company') === true
    ? [numberAsked('procedure.join.number-hint')]
    : [numberAsked('procedure.join.number-alone'), ...TYPED];
}

/** FL 14 §: whom an agent may speak for: those who are told what is decided. Asked where there are several. */
function whom(s: Situation): readonly ActField[] {
  const told = toldParties(s);
  if (told.length < 2) return [];
  const options = told.map(
    ({ party, name }): Choice => ({ value: party, text: 'procedure.party.name', values: { name } }),
  );
  return [
    { name: 'foretrader', kind: 'several', label: 'procedure.join.whom', hint: 'procedure.join.whom-hint', options },
  ];
}

/** Those who were chosen, or the only one there is. */
function representedIn(s: Situation, given: Given): readonly string[] {
  const told = toldParties(s).map(({ party }): string => party);
  return told.length < 2 ? told : told.filter((party) => (given['foretrader'] ?? '').split(' ').includes(party));
}

export const addParty: Act = {
  path: 'lagg-till-part',
  who: 'staff',
  writes: true,
  beside: true,
  basis: adding,
  fields: (s, town) => [
    ...lookedUpBy(town),
    {
      name: 'roll',
      kind: 'choice',
      label: 'procedure.join.role',
      options: GIVEN.map((role): Choice => ({ value: role, text: `procedure.join.${role}` })),
    },
    ...whom(s),
    { name: 'skal', kind: 'text', label: 'procedure.join.why', hint: 'procedure.join.why-hint' },
  ],
  refused: (s) => whileOpen(s, adding(s)),
  looksUp: lookedUpBy,
  /** Half an address reaches nobody; none is told of when the organisation is confirmed. */
  mend(s, given) {
    if (given['roll'] === 'agent' && whom(s).length > 0 && representedIn(s, given).length === 0)
      return { field: 'foretrader', text: 'procedure.join.whom-missing' };
    const none = [given['gata'], given['postort']].every((line) => (line ?? '') === '');
    return none || typedIn(given).address !== null ? null : { field: 'postort', text: 'inbox.address.half' };
  },
  /** Who it is, as the register has them now. Nobody such, somebody near, protected: said alike. Nothing is kept yet. */
  async confirm({ request, situation, given }) {
    const { view } = situation;
    const found = await partyToAdd(request, view, typedIn(given));
    if (found === undefined) return { field: 'nummer', text: 'procedure.join.not' };
    if (found === 'nameless') return { field: 'namn', text: 'procedure.join.nameless' };
    // FB 6, 11 kap.: guardians, deputies and trustees are persons.
    if (found.kind === 'organisation' && given['roll'] === 'guardian')
      return { field: 'roll', text: 'procedure.join.no-guardian' };
    if (given['roll'] === 'agent' && representedIn(situation, given).some((party) => party === found.id))
      return { field: whom(situation).length > 0 ? 'foretrader' : 'roll', text: 'procedure.join.not-herself' };
    if (view.parties.some(({ party, role }) => found.id !== null && party === found.id && role === given['roll']))
      return { field: 'roll', text: 'procedure.join.already' };
    if (
      given['roll'] === 'counterparty' &&
      view.parties.some(({ party, role }) => party === found.id && OWN_SIDE.has(role))
    )
      return { field: 'roll', text: 'procedure.join.own-side' };
    const { token, name, kind, address } = found;
    if (kind !== 'organisation') return { token, text: 'procedure.join.is', values: { name } };
    if (address === null) return { token, text: 'procedure.join.is-nowhere', values: { name } };
    return { token, text: 'procedure.join.is-at', values: { name, address: address.join(', ') } };
  },
  async perform(doing) {
    const { tx, given, request, situation, options, confirmed } = doing;
    const { actor, now: at } = request;
    if (actor.kind !== 'staff' || confirmed === undefined) return;
    const caseId = situation.view.id;
    const party = await confirmedParty(tx, request, caseId, { typed: typedIn(given), token: confirmed });
    const role = roleOf(doing);
    const reason = given['skal'] ?? '';
    const represents = role === 'agent' ? representedIn(situation, given) : [];
    await addPartyRole(tx, { caseId, party, role, reason, by: actor.party, unit: actor.unit, at, represents });
    const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
    const says = { roll: t(`procedure.join.you.${role}`), ratt: rightsOf(situation, t) };
    const letters = (await isTold(doing, party, role))
      ? await sendLetter(doing, { letter: 'part', says, to: party })
      : [];
    const data = { roll: role, ...(role === 'agent' ? { foretrader: represents } : {}), skal: reason, letters };
    await addAct(tx, { caseId, act: 'add-party', data, actor, forParty: party, at });
  },
};

/** Who is represented has somebody who is told instead: a child has guardians. An organisation has its own post. */
async function isTold({ tx }: Doing, party: string, role: string): Promise<boolean> {
  if (role !== 'represented') return true;
  const id = party as PartyId;
  return (await partyView(tx, [id])).get(id)?.kind === 'organisation';
}

/** What the law lets a party do where the case’s regime has it (FL 2, 10, 25 §§), in sentences. */
function rightsOf(s: Situation, t: Texts): string {
  const asked = (section: number) => groundsOf(s).some(({ regime }) => applies(regime, section));
  const rights = [asked(10) ? t('procedure.join.may-read') : '', asked(25) ? t('procedure.join.may-answer') : ''];
  return [...rights, t('procedure.join.told')].filter((one) => one !== '').join(' ');
}

/** What can end: every role but the applicant's, who withdraws instead. */
function ending({ view }: Situation): readonly Choice[] {
  return view.parties
    .filter(({ role }) => GIVEN.some((one) => one === role))
    .map(({ party, role, name }) => {
      const given = GIVEN.find((one) => one === role) ?? 'affected';
      return { value: `${party} ${role}`, text: `procedure.join.ends.${given}`, values: { name } };
    });
}

export const endParty: Act = {
  path: 'avsluta-part',
  who: 'staff',
  writes: true,
  beside: true,
  basis: '',
  fields: (s) => [
    { name: 'part', kind: 'choice', label: 'procedure.join.which', options: ending(s) },
    { name: 'skal', kind: 'text', label: 'procedure.join.why-ends', hint: 'procedure.join.why-ends-hint' },
  ],
  refused: (s) =>
    whileOpen(s, '') ?? (ending(s).length === 0 ? { basis: '', text: 'procedure.refused.no-role' } : null),
  async perform(doing) {
    const { tx, given, request, situation } = doing;
    const { actor, now: at } = request;
    if (actor.kind !== 'staff') return;
    const [party = '', role = ''] = (given['part'] ?? '').split(' ');
    const caseId = situation.view.id;
    const reason = given['skal'] ?? '';
    await mayEnd(doing, party, role);
    const letters = (await isTold(doing, party, role)) ? await tellEnded(doing, party, role) : [];
    await endPartyRole(tx, { caseId, party, role, reason, by: actor.party, unit: actor.unit, at });
    const data = { roll: role, skal: reason, letters };
    await addAct(tx, { caseId, act: 'end-party', data, actor, forParty: party, at });
  },
};

/** While she is a party still: what she no longer is, and whether anything of hers in the case is left. */
async function tellEnded(doing: Doing, party: string, role: string) {
  const { situation, options } = doing;
  const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
  const left = situation.view.parties.some((one) => one.party === party && one.role !== role && one.role !== 'former');
  const given = GIVEN.find((one) => one === role) ?? 'affected';
  const says = {
    roll: t(`procedure.join.not-you.${given}`),
    foljd: t(left ? 'procedure.join.other-role' : 'procedure.join.no-role'),
  };
  return sendLetter(doing, { letter: 'part-avslutad', says, to: party });
}

/** @throws TorgetError with the name of the task that would wait for nobody */
async function mayEnd({ tx, situation, options }: Doing, party: string, role: string): Promise<void> {
  const task = await waitsForRole(tx, { caseId: situation.view.id, party, role });
  if (task === undefined) return;
  const { element, form } = task;
  const name = elementOf(situation.service, element)?.name ?? element;
  const title = taskForm(situation.service, form, options.cases.own)?.pages[0]?.title;
  const of = (language: 'sv' | 'en') => (title === undefined ? name : text(title, language));
  const message = {
    sv: `Rollen kan inte avslutas nu: uppgiften ”${of('sv')}” väntar på svar från parten, och ingen annan kan göra den.`,
    en: `The role cannot end now: the task “${of('en')}” waits for the party’s answer, and nobody else can do it.`,
  };
  throw new TorgetError('role-awaited', 409, message, `${element} of case ${situation.view.id} waits for ${role}`);
}

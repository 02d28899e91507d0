import { recordConflict } from '#areas/cases/index.ts';
import { heldFor } from '../delegated.ts';
import { sendLetter } from '../letters.ts';
import { type ActRow, addAct } from '../rows.ts';
import { open, type Situation, toldParties } from '../situation.ts';
import { type Act, type ActField, type Doing, inPlaceOf, type Refusal } from './act.ts';

/** KL has its own rules of partiality, for where FL 2 § switches those of FL off: of those elected, and so of staff (7:4). */
export const KL = 'KL 7 kap. 4 § och 6 kap. 28–32 §§';

/** Who knows of something that makes them partial says so at once (FL 18 § st. 1), and from then on cannot open the case. */
export const reportConflict: Act = {
  path: 'jav',
  who: 'staff',
  leaves: true,
  basis: (s) => inPlaceOf(s, 16, 'FL 16–18 §§', KL),
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.conflict.why', hint: 'procedure.conflict.hint' }],
  refused: () => null,
  async perform({ tx, given, situation, request }) {
    const { actor, now } = request;
    if (actor.kind !== 'staff') return;
    const caseId = situation.view.id;
    await addAct(tx, { caseId, act: 'report-conflict', data: given, actor, at: now });
    await recordConflict(tx, { caseId, party: actor.party, what: 'reported', by: actor.party, at: now });
  },
};

const testing = (s: Situation) => inPlaceOf(s, 18, 'FL 18 §', KL);

/** Of whom a report says that she is partial: of who made it, when it names nobody else. */
const about = ({ byParty, forParty }: ActRow): string | null => forParty ?? byParty;

/** What can be tested, by anybody but whom it is about: reports that wait, and decisions that somebody is partial. */
function toTest({ acts, actor }: Situation): readonly ActRow[] {
  const own = actor.kind === 'staff' ? actor.party : null;
  const reports = (['report-conflict', 'report-other', 'decide-conflict'] as const).flatMap((act) => open(acts, act));
  return reports.filter((one) => about(one) !== own).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Parties who have raised the question: they are told how it was decided. */
function objecting(s: Situation): readonly ActField[] {
  const options = toldParties(s).map(({ party, name }) => ({
    value: party,
    text: 'procedure.party.name' as const,
    values: { name },
  }));
  if (options.length === 0) return [];
  const [label, hint] = ['procedure.conflict.objected', 'procedure.conflict.objected-hint'] as const;
  return [{ name: 'invant', kind: 'several', label, hint, options }];
}

/** Whom an officer can name: those who work in the unit of the case, and what is asked of her. */
const NAMING = (s: Situation): readonly ActField[] => [
  {
    name: 'vem',
    kind: 'choice',
    label: 'procedure.conflict.who',
    options: s.colleagues.map(({ party, name }) => ({ value: party, text: 'procedure.party.name', values: { name } })),
  },
  { name: 'skal', kind: 'text', label: 'procedure.conflict.why-other', hint: 'procedure.conflict.hint' },
  ...objecting(s),
];

const withoutColleagues = (s: Situation): Refusal | null =>
  s.colleagues.length === 0 ? { basis: testing(s), text: 'procedure.refused.no-colleague' } : null;

/** What is kept: her name as it is told, and the reason. */
const kept = ({ situation, given }: Doing) => ({
  namn: situation.colleagues.find(({ party }) => party === given['vem'])?.name ?? '',
  skal: given['skal'] ?? '',
  invant: given['invant'] ?? '',
});

/** Who has objected, in any of the questions that a decision answers, and is still told of the case. */
function objectors(s: Situation, questions: readonly Pick<ActRow, 'data'>[]): readonly string[] {
  const said = questions.flatMap(({ data }) => String(data['invant'] ?? '').split(' '));
  return toldParties(s)
    .map(({ party }) => String(party))
    .filter((party) => said.includes(party));
}

/**
 * Tells who has objected how it was decided, and why. What is decided about partiality settles no case: it is tried when the
 * decision that does is appealed.
 */
async function tellObjectors(
  doing: Doing,
  decided: { readonly javig: boolean; readonly namn: string; readonly among: readonly string[] },
): Promise<readonly string[]> {
  const { javig, namn, among } = decided;
  const says = { javig, namn, skal: doing.given['skal'] ?? '' };
  return among.length === 0 ? [] : sendLetter(doing, { letter: 'jav', says, among });
}

/** FL 18 § st. 2: anybody may raise the question of somebody else’s partiality. It shuts nobody out: that is decided. */
export const reportOther: Act = {
  path: 'annans-jav',
  who: 'staff',
  basis: testing,
  fields: NAMING,
  refused: withoutColleagues,
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const { actor, now: at } = request;
    const forParty = given['vem'] ?? '';
    await addAct(tx, { caseId: situation.view.id, act: 'report-other', data: kept(doing), forParty, actor, at });
  },
};

/**
 * FL 18 § st. 2: the authority decides quickly that somebody is partial: from then on she cannot open the case, and what
 * she had taken is given back. Whatever had been reported of her is answered by it.
 */
export const decideConflict: Act = {
  path: 'besluta-jav',
  who: 'staff',
  writes: true,
  decides: true,
  separate: 'decide-conflict',
  basis: testing,
  fields: NAMING,
  refused: withoutColleagues,
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const { actor, now: at } = request;
    if (actor.kind !== 'staff') return;
    const caseId = situation.view.id;
    const party = given['vem'] ?? '';
    const asked = open(situation.acts, 'report-other').filter((one) => about(one) === party);
    const own = kept(doing);
    const among = objectors(situation, [...asked, { data: own }]);
    const letters = await tellObjectors(doing, { javig: true, namn: own.namn, among });
    const data = { ...own, invant: among.join(' '), letters };
    const decided = { caseId, act: 'decide-conflict', forParty: party, actor, at } as const;
    // However many questions it answers it is one decision, told to the board once.
    const [first, ...others] = asked;
    const made = { ...data, ...heldFor('decide-conflict', doing) };
    await addAct(tx, { ...decided, data: made, ...(first === undefined ? {} : { about: first.id }) });
    for (const report of others) await addAct(tx, { ...decided, data, about: report.id });
    await recordConflict(tx, { caseId, party, what: 'reported', by: actor.party, at });
  },
};

/** Which of several is tested; what is tested at once is asked about once. */
function which(s: Situation): readonly ActField[] {
  const all = toTest(s);
  const reports = all.filter((one) => testedWith(one, all)[0] === one);
  if (reports.length < 2) return [];
  const options = reports.map(({ id, by, data }) => ({
    value: id,
    text: 'procedure.party.name' as const,
    values: { name: typeof data['namn'] === 'string' ? data['namn'] : by },
  }));
  return [{ name: 'anmalan', kind: 'choice', label: 'procedure.conflict.who', options }];
}

/** What shuts somebody out until it is tested: her own report, and the decision that she is partial. */
const shutsOut = ({ act }: ActRow): boolean => act === 'report-conflict' || act === 'decide-conflict';

/**
 * What is tested at once: one decision that somebody is partial answers each question about her, with a row for each.
 */
const testedWith = (report: ActRow, reports: readonly ActRow[]): readonly ActRow[] =>
  report.act === 'decide-conflict'
    ? reports.filter((one) => one.act === report.act && about(one) === about(report))
    : [report];

/**
 * FL 18 § st. 2: the authority tests the question quickly. That there is none is decided by somebody else, with reasons;
 * who is shut out by another report or decision too opens the case when that has been tested as well.
 */
export const clearConflict: Act = {
  path: 'prova-jav',
  who: 'staff',
  writes: true,
  decides: true,
  separate: 'clear-conflict',
  basis: testing,
  fields: (s) => [...which(s), { name: 'skal', kind: 'text', label: 'procedure.reasons' }],
  refused: (s) => (toTest(s).length === 0 ? { basis: testing(s), text: 'procedure.refused.no-conflict' } : null),
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const { actor, now } = request;
    const reports = toTest(situation);
    const report = reports.find(({ id }) => id === given['anmalan']) ?? reports.at(-1);
    const party = report === undefined ? null : about(report);
    if (actor.kind !== 'staff' || report === undefined || party === null) return;
    const caseId = situation.view.id;
    const tested = testedWith(report, reports);
    const namn = typeof report.data['namn'] === 'string' ? report.data['namn'] : report.by;
    const letters = await tellObjectors(doing, { javig: false, namn, among: objectors(situation, tested) });
    const data = { skal: given['skal'] ?? '', letters };
    const cleared = { caseId, act: 'clear-conflict', actor, at: now } as const;
    for (const [at, one] of tested.entries())
      await addAct(tx, {
        ...cleared,
        data: at === 0 ? { ...data, ...heldFor('clear-conflict', doing) } : data,
        about: one.id,
      });
    const left = reports.some((one) => about(one) === party && shutsOut(one) && !tested.includes(one));
    if (!left) await recordConflict(tx, { caseId, party, what: 'cleared', by: actor.party, at: now });
  },
};

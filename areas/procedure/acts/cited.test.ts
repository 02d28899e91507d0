// FL 2 §: what an officer or a party is told of an act cites nothing that the case's regime has not.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadTexts } from '#platform/text/index.ts';
import { applies, citedSections, type Regime, type Town } from '#platform/town/index.ts';
import { refusalOf } from '../pages/act.tsx';
import type { Situation } from '../situation.ts';
import { ACT_NAMES, type Act, type ActName, basisOf, fieldsOf } from './act.ts';
import { receiptLetter } from './appeals/take.ts';
import { changedUnder } from './change.ts';
import { ACTS } from './table.ts';

const REGIMES: readonly Regime[] = ['forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'];
const TEXTS = loadTexts(fileURLToPath(new URL('../../..', import.meta.url)));
const SPEAK = (['sv', 'en'] as const).map((language) => TEXTS.for(language) as (key: string, values: object) => string);
/** What stands in the placeholders of texts. */
const FILLED = { title: 'x', day: 'x', name: 'x', number: 'x', basis: 'x', about: 'x', appeal: 'x' };
const TOWN = { boards: [], units: [], roles: [], delegations: [], provisions: [] } as unknown as Town;
/** They say of a section that it does not apply. */
const SAYS_SO: readonly string[] = ['procedure.refused.regime', 'procedure.refused.no-appeal'];

const OFFICER = { kind: 'staff', party: 'o', unit: 'u', roles: ['r'], may: ['work', 'decide', 'protected'] };
const APPLICANT = { kind: 'citizen', party: 'p', principal: 'p' };

/** A case under one regime, before its decision, after it, and closed. */
function situations(regime: Regime, who: Act['who']): readonly Situation[] {
  const decision = { id: 'd', ground: 'g', day: '2026-02-03', at: '2026-02-03T09:00:00Z', decidedBy: 'board' };
  const decided = { ...decision, deciders: ['A', 'B'], tookPart: [], presentedBy: null, outcome: 'approved' };
  const document = {
    id: 'x',
    title: 'Intyg',
    at: '2026-02-03T09:00:00Z',
    letterId: null,
    fileId: null,
    kind: 'attachment',
  };
  const parties = [{ party: 'p', role: 'applicant', name: 'Anna' }];
  const made = (decisions: readonly object[], closedAt: string | null) => ({
    view: { id: 'c', parties, closedAt, unit: 'u', board: 'b', arrivalDay: Temporal.PlainDate.from('2026-02-02') },
    service: { definition: { promise: { decisionWithin: 'P4M' }, grounds: [{ id: 'g', regime, basis: ['x'] }] } },
    actor: who === 'staff' ? OFFICER : APPLICANT,
    file: {
      agents: [],
      decisions,
      documents: [document],
      written: [],
      notes: [],
      done: [],
      pauses: [],
      translating: [],
    },
    ...{
      acts: [],
      receipts: [],
      told: [],
      paid: [],
      signed: [],
      decisionLetters: [],
      sent: [],
      toldOf: [],
      colleagues: [{ party: 'c', name: 'Eva' }],
    },
    today: Temporal.PlainDate.from('2026-02-04'),
  });
  const all = [made([], null), made([decided], null), made([decided], '2026-02-04T09:00:00Z')];
  return all as unknown as readonly Situation[];
}

const foreign = (text: string, regime: Regime) =>
  citedSections(text).flatMap(({ section }) => (applies(regime, section) ? [] : [`FL ${section} § in "${text}"`]));

/** Everything that is said of an act in a case. */
function saidOf(name: ActName, s: Situation): readonly string[] {
  const act: Act = ACTS[name];
  const refusal = refusalOf(act, s, TOWN);
  if (refusal !== null) return SAYS_SO.includes(refusal.text) ? [] : [refusal.basis];
  const keys = [
    act.about?.(s) ?? (`procedure.act.${name}.about` as const),
    `procedure.act.${name}.title` as const,
    ...fieldsOf(act, s, TOWN).flatMap((field) => [
      field.label,
      ...('hint' in field && field.hint !== undefined ? [field.hint] : []),
      ...(field.kind === 'choice' ? field.options.map(({ text }) => text) : []),
    ]),
  ];
  const words = SPEAK.flatMap((t) => keys.map((key) => t(key, FILLED)));
  return [basisOf(act, s), ...words];
}

for (const regime of REGIMES) {
  test(`law 1a: no act of a case under ${regime} cites a section that it has not`, () => {
    const found = ACT_NAMES.flatMap((name) =>
      situations(regime, ACTS[name].who).flatMap((s) =>
        saidOf(name, s).flatMap((text) => foreign(text, regime).map((one) => `${name}: ${one}`)),
      ),
    );
    assert.deepEqual([...new Set(found)], []);
  });
}

const SAME = {
  beslutande: 'Karin Ek\nOlle Ask',
  ordforande: 'Karin Ek',
  foredragande: 'karin ek',
  medverkande: 'Anna',
};

for (const regime of REGIMES) {
  test(`law 1a: what is wrong in a decision and how it is entered is said under ${regime} by what applies`, () => {
    for (const s of situations(regime, 'staff')) {
      const change = ACTS['correct-slip'].mend?.(s, { slag: 'sakfel' }, TEXTS.for('sv'));
      assert.equal(change?.text, applies(regime, 37) ? 'procedure.slip.change' : 'procedure.slip.not-corrected');
      for (const act of [ACTS['board-decision'], ACTS['chair-decision']]) {
        const warned = act.warns?.(s, SAME);
        assert.ok(warned, 'two of the same name');
        assert.equal(warned.values?.['names'], 'karin ek, Anna');
        const { text, values = {} } = warned;
        const said: readonly string[] = SPEAK.flatMap((t) => [t(text, values), t(change?.text ?? '', {})]);
        assert.deepEqual(
          said.flatMap((words) => foreign(words, regime)),
          [],
        );
        assert.equal(
          act.mend?.(s, { ...SAME, utfall: 'approved', innebar: 'x' }, TEXTS.for('sv')) ?? null,
          null,
          'the minutes stand',
        );
        assert.equal(act.warns?.(s, { ...SAME, foredragande: 'Eva Lund', medverkande: '' }), null);
      }
    }
  });
}

test('law 1a: a board’s and a chair’s decision are entered where something is decided, and not of a report', () => {
  for (const regime of REGIMES)
    for (const s of situations(regime, 'staff'))
      for (const name of ['board-decision', 'chair-decision'] as const)
        assert.equal(ACTS[name].concerns?.(s), regime !== 'none', `${name} under ${regime}`);
});

test('law 1a: a board’s decision about an individual in the social services is made under FL 31 §, as SoL 14 kap. 10 § says', () => {
  const basis = (regime: Regime) => situations(regime, 'staff').map((s) => basisOf(ACTS['board-decision'], s));
  assert.deepEqual([...new Set(basis('laglighetsprovning-social'))], ['FL 31 §']);
  assert.deepEqual([...new Set(basis('laglighetsprovning'))], ['']);
  assert.deepEqual([...new Set(basis('forvaltningsbesvar'))], ['FL 28, 31 §§']);
});

/** Letters of the house that cite Förvaltningslagen, and the act that writes each. */
const WRITES: { readonly [letter: string]: ActName } = {
  avvisning: 'dismiss',
  'begaran-avslagen': 'refuse-request',
  drojsmal: 'tell-delay',
  kommunicering: 'communicate',
  komplettering: 'request-completion',
  'overklagande-avvisat': 'dismiss-appeal',
  'overklagande-mottaget': 'appeal',
};

test('law 1a: a decision is corrected and changed under every regime, by a section only where it applies', () => {
  for (const regime of REGIMES)
    for (const s of situations(regime, 'staff').slice(1)) {
      const under = changedUnder(s);
      assert.equal(under, applies(regime, 37) ? '37' : '');
      for (const name of ['correct-slip', 'change-decision'] as const) {
        assert.equal(ACTS[name].refused(s), null, `${name} under ${regime}`);
        assert.equal(basisOf(ACTS[name], s) === '', !applies(regime, name === 'correct-slip' ? 36 : 37));
      }
      const worse = { utfall: 'approved', innebar: 'x', samre: 'ja', stod: 'ingen' };
      const text = ACTS['change-decision'].mend?.(s, worse, TEXTS.for('sv'))?.text;
      assert.equal(text, under === '' ? 'procedure.refused.worse-own' : 'procedure.refused.worse', regime);
    }
});

test('law 1a: a letter of the house that cites a section is written only where the regime has all that it cites', async () => {
  const folder = new URL('../letters/', import.meta.url);
  const cited = new Map<string, Set<number>>();
  for (const file of await readdir(folder)) {
    const name = file.replace(/\.(sv|en)\.md$/, '');
    for (const { section } of citedSections(await readFile(new URL(file, folder), 'utf8')))
      cited.set(name, (cited.get(name) ?? new Set()).add(section));
  }
  assert.deepEqual([...cited.keys()].sort(), Object.keys(WRITES).sort());
  for (const [letter, sections] of cited)
    for (const regime of REGIMES.filter((one) => [...sections].some((section) => !applies(one, section))))
      for (const s of situations(regime, 'staff')) {
        const name = WRITES[letter];
        assert.ok(name !== undefined && refusalOf(ACTS[name], s, TOWN) !== null, `${letter} under ${regime}`);
        // What staff register under KL 13 kap. has a letter of its own; of the hand-over the provision is filled in.
        if (letter === 'overklagande-mottaget' && refusalOf(ACTS['register-appeal'], s, TOWN) === null)
          assert.equal(receiptLetter(s), 'overklagande-laglighet', regime);
      }
});

// Published and computed results of Swedish rules, through the example town's own rates and decision models.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type DecisionModel, evaluate, load } from '@torget/decision';
import { date, dateTime, type FeelContext, fromJson, type Json, toJson } from '@torget/feel';
import { parse } from 'yaml';
import { EKHAMN, ekhamn } from './testing.ts';
import type { Town } from './types.ts';

interface Worked {
  readonly id: string;
  readonly year: number;
  readonly inputs: { readonly [name: string]: Json };
  readonly expected: { readonly [name: string]: Json };
}

const folder = join(process.env['TORGET_SHARED'] ?? join(EKHAMN, '../../../shared'), 'data/worked-examples');

function cases(name: string): readonly Worked[] | undefined {
  try {
    return parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')) as readonly Worked[];
  } catch {
    return undefined;
  }
}

function model(service: string): DecisionModel {
  const file = join(EKHAMN, 'services', service, 'decisions.dmn');
  const result = load([{ file, xml: readFileSync(file, 'utf8') }]);
  assert.ok(result.ok);
  return result.value;
}

let town: Town;
before(async () => {
  town = await ekhamn();
});

interface Household {
  readonly adults: string;
  readonly children: readonly { readonly age: number; readonly lunch_at_home: boolean }[];
  readonly shared_household_members?: number;
}

/** The computation for a household and month, with costs and incomes of kinds that have no limit of their own. */
function computed(
  inputs: Household,
  month: string,
  more: { readonly [name: string]: Json } = {},
): { [name: string]: Json } {
  const adults = inputs.adults === 'couple' ? 2 : 1;
  const barn = inputs.children.map(({ age, lunch_at_home }) => ({ alder: age, lunch_hemma: lunch_at_home }));
  const dwelling = inputs.shared_household_members ?? adults + barn.length;
  const input = {
    application: {
      manad: month,
      andrat_hushall: false,
      hushallet: null,
      utgifter: [],
      inkomster: [],
      konton: 0,
      konto: 'samma',
      andra_tillgangar: false,
      plan_foljd: true,
      ...more,
    },
    register: {
      household: {
        vuxna: Array.from({ length: adults }, () => ({})),
        barn,
        antal: adults + barn.length,
        i_bostaden: dwelling,
      },
      income: { rader: [] },
      assistance: { pagaende: true, jobbstimulans: more['jobbstimulans'] === true, senaste_hyra: 99999 },
    },
  };
  const facts = { ...(fromJson(input) as FeelContext), rates: town.rates.on(month).context };
  const result = evaluate(model('ekonomiskt-bistand-ateransokan'), 'berakning', facts, {
    instant: `${month}-15T12:00:00Z`,
  });
  return toJson(result.value) as { [name: string]: Json };
}

/** A month of the year in which the town's table for that year applies. */
const monthOf = (year: number) => `${year}-12`;

/** `count` is how many cases of the file these services compute: what stays untested where it is not here. */
function notRun(count: number): string {
  const reason = `NOT RUN: ${count} worked examples (no reference data)`;
  console.log(reason);
  return reason;
}

const norm = cases('riksnorm');
test('riksnorm gives the published amounts', { skip: norm === undefined && notRun(33) }, async (t) => {
  for (const { id, year, inputs, expected } of norm ?? []) {
    if (inputs['adults'] === undefined) continue;
    await t.test(id, () => {
      const { norm: got } = computed(inputs as unknown as Household, monthOf(year));
      assert.equal(got, expected['error'] === undefined ? expected['norm'] : null);
    });
  }
});

/** The names of the published cases for the kinds of the form. */
const COSTS: { readonly [kind: string]: string } = { boende: 'hyra', hushållsel: 'el', hemförsäkring: 'hemforsakring' };

const assistance = cases('ekonomiskt-bistand');
test('assistance gives the computed amounts where the year has a table', {
  skip: assistance === undefined && notRun(2),
}, async (t) => {
  for (const { id, year, inputs, expected } of assistance ?? []) {
    const costs = Object.entries((inputs['reasonable_costs'] ?? {}) as { [kind: string]: number });
    // The guideline for costs is the town's own and begins with the new act; a cost without one is a person's to judge.
    if (inputs['adults'] === undefined || year < 2025 || costs.some(([kind]) => COSTS[kind] === undefined)) continue;
    await t.test(id, () => {
      const incomes = Object.entries((inputs['net_incomes'] ?? {}) as { [kind: string]: number });
      const got = computed(inputs as unknown as Household, monthOf(year), {
        jobbstimulans: inputs['jobbstimulans'] ?? false,
        utgifter: costs.map(([kind, belopp]) => ({ slag: COSTS[kind] ?? kind, belopp, underlag: null })),
        inkomster: incomes
          .filter(([, belopp]) => belopp > 0)
          .map(([kind, belopp]) => ({ slag: kind === 'lön_netto' ? 'lon' : 'annat', belopp })),
      });
      assert.deepEqual(
        [got['norm'], got['belopp'], got['inkomster_summa']],
        [expected['norm'], expected['assistance'], expected['counted_income']],
      );
    });
  }
});

const copies = cases('kopieavgift');
test('copies cost what the published tariff says', { skip: copies === undefined && notRun(5) }, async (t) => {
  for (const { id, inputs, expected } of copies ?? []) {
    if (inputs['model'] !== 'state') continue;
    await t.test(id, () => {
      const hur = inputs['delivery'] === 'e-post' ? 'epost' : 'papper_post';
      const sidor = inputs['paper_pages'] ?? inputs['existing_electronic_files'] ?? 0;
      const facts = {
        ...(fromJson({ application: { hur }, sidor }) as FeelContext),
        rates: town.rates.on('2026-02-03').context,
      };
      const result = evaluate(model('allman-handling'), 'avgift', facts, { instant: '2026-02-03T08:00:00Z' });
      assert.equal(toJson(result.value), expected['fee']);
    });
  }
});

const places = cases('forskoleplats');
test('a preschool place is offered within four months, not before the wanted day', {
  skip: places === undefined && notRun(2),
}, async (t) => {
  for (const { id, inputs, expected } of places ?? []) {
    await t.test(id, () => {
      const facts: FeelContext = {
        application: { barn: { fodelsedatum: date('2024-06-21') }, fran_datum: date(`${inputs['wanted_from']}`) },
        case: { received: dateTime(`${inputs['wish_notified']}T09:00:00@Europe/Stockholm`) },
        rates: town.rates.on(`${inputs['wanted_from']}`).context,
      };
      const result = evaluate(model('forskoleplats'), 'garanti_datum', facts, { instant: '2026-02-03T08:00:00Z' });
      assert.equal(toJson(result.value), expected['latest']);
    });
  }
});

test('law 54a: section 6: single, couple with children of 5 and 8, nine persons, three adults sharing', () => {
  const none = { adults: 'single', children: [] };
  assert.equal(computed(none, '2026-02')['norm'], 5220);
  const home = (age: number) => ({ age, lunch_at_home: true });
  assert.equal(computed({ adults: 'couple', children: [home(5), home(8)] }, '2026-02')['norm'], 16010);
  const nine = computed({ adults: 'couple', children: [8, 8, 8, 8, 8, 8, 8].map(home) }, '2026-02');
  assert.equal(nine['norm'], 7100 + 7 * 3820 + 3210);
  // 3 940 + 1 790 / 3 = 4 536.67: the share is rounded to whole kronor.
  assert.equal(computed({ ...none, shared_household_members: 3 }, '2026-02')['norm'], 4537);
});

/** Section 6 of law.md, kronor a month: children by age, with and without lunch at home. */
const CHILDREN: readonly (readonly [ages: readonly number[], full: number, less: number])[] = [
  [[0], 2740, 2560],
  [[1, 2], 3060, 2800],
  [[3], 2720, 2500],
  [[4, 5, 6], 3060, 2720],
  [[7, 8, 9, 10], 3820, 3820],
  [[11, 12, 13, 14], 4390, 4390],
  [[15, 16, 17, 18], 4960, 4960],
  [[19, 20], 5000, 5000],
];
/** Common costs of households of one and more. */
const COMMON = [1280, 1410, 1790, 2030, 2330, 2640, 2830];

test('law 54a: section 6: every figure of 2026, by age, lunch and size of the household', () => {
  const norm = (household: Household) => computed(household, '2026-02')['norm'];
  for (const [ages, full, less] of CHILDREN)
    for (const age of ages) {
      const child = (lunch_at_home: boolean) => ({ adults: 'single', children: [{ age, lunch_at_home }] });
      assert.equal(norm(child(true)), 3940 + full + 1410, `${age} years, lunch at home`);
      assert.equal(norm(child(false)), 3940 + less + 1410, `${age} years, lunch elsewhere`);
    }
  for (const [index, common] of COMMON.entries()) {
    const children = Array(index).fill({ age: 8, lunch_at_home: true });
    assert.equal(norm({ adults: 'single', children }), 3940 + index * 3820 + common, `${index + 1} persons`);
  }
  assert.equal(norm({ adults: 'couple', children: [] }), 7100 + 1410);
});

test('law 54b: the table of the month is that of its own year', () => {
  assert.equal(computed({ adults: 'single', children: [] }, '2025-12')['norm'], 5180);
});

/** What the rules say of a lottery whose other answers meet every limit. */
function lottery(
  day: string,
  answers: { readonly [id: string]: string | number | boolean | null },
  dates: FeelContext = {},
) {
  const fits = { annan_registrering: false, hogsta_vinst: 1, oppen: true, forening: { kalla: 'register' } };
  const facts = {
    application: { ...(fromJson({ ...fits, ...answers }) as FeelContext), ...dates },
    rates: town.rates.on(day).context,
  };
  const { value } = evaluate(model('lotteriregistrering'), 'kontroll', facts, { instant: `${day}T12:00:00Z` });
  return toJson(value);
}

test('a lottery of a day without a price base amount goes to the officer with the reason, and is never within the limits', () => {
  const judged = (day: string) => lottery(day, { insatser: 1 });
  const limits = { hogsta_insatser: 1_973_333, hogsta_kontanta_vinst: 59_200 };
  assert.deepEqual(judged('2026-12-31'), { insatser: 1, ...limits, att_bedoma: [] });
  const none = { hogsta_insatser: null, hogsta_kontanta_vinst: null };
  assert.deepEqual(judged('2027-01-01'), { insatser: 1, ...none, att_bedoma: ['prisbasbelopp_saknas'] });
});

test('spelförordningen 4:7: the stakes of five years are counted, also of a registration that has expired', () => {
  const judged = (insatser: number, annan?: { fran: string; insatser?: number }) => {
    const other = annan === undefined ? {} : { annan_insatser: annan.insatser ?? null };
    const answers = { insatser, annan_registrering: annan !== undefined, ...other };
    const dates = { fran_datum: date('2026-03-01'), annan_fran: date(annan?.fran ?? '') };
    const found = lottery('2026-02-03', answers, dates) as { insatser: number; att_bedoma: readonly string[] };
    return [found.insatser, found.att_bedoma.includes('insatser_over_gransen')];
  };
  assert.deepEqual(judged(1_973_333), [1_973_333, false], 'up to 33 1/3 price base amounts');
  assert.deepEqual(judged(1_973_334), [1_973_334, true]);
  assert.deepEqual(judged(1_973_333, { fran: '2021-03-01' }), [1_973_333, false], 'five years to the day');
  assert.deepEqual(judged(1_973_333, { fran: '2021-03-01', insatser: 1_973_333 }), [1_973_333, false]);
  assert.deepEqual(judged(1_973_333, { fran: '2021-03-02', insatser: 0 }), [1_973_333, false]);
  assert.deepEqual(judged(1_973_333, { fran: '2021-03-02', insatser: 1 }), [1_973_334, true], 'a day less');
  assert.deepEqual(judged(1, { fran: '2026-06-01', insatser: 1_973_333 }), [1_973_334, true], 'one that begins later');
});

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { toJson } from '@torget/feel';
import { ekhamn } from '../testing.ts';
import { FACTS, type Registers, type Town } from '../types.ts';
import { hasStimulus } from './assistance.ts';

const AT = '2026-02-03T07:00:00Z';
const LEYLA = '198501242385';
const ALI = '198604112394';
const KARIN = '198306142384';
const MATTIAS = '198009232391';

let town: Town;
let registers: Registers;
before(async () => {
  town = await ekhamn();
  assert.ok(town.registers);
  registers = town.registers;
});

// biome-ignore lint/suspicious/noExplicitAny: facts are looked into as the plain JSON they are stored as
function fact(name: string, number: string, options?: Parameters<Registers['fact']>[3]): any {
  return toJson(registers.fact(name, number, AT, options));
}

test('every fact says where it comes from and when, and names nobody by number', () => {
  for (const person of registers.people) {
    for (const name of FACTS) {
      const value = fact(name, person.number);
      assert.equal(typeof value.source, 'string', name);
      assert.equal(value.at, '2026-02-03', name);
      assert.doesNotMatch(JSON.stringify(value), /\d{12}/);
    }
  }
});

test('an unknown person or fact is null', () => {
  assert.equal(registers.fact('person', '190001010000', AT), null);
  assert.equal(registers.fact('shoe size', LEYLA, AT), null);
});

test('a person has name, age on the day and address', () => {
  const { namn, alder, fodelsedatum, adress, skyddad } = fact('person', LEYLA);
  assert.deepEqual(
    { namn, alder, fodelsedatum, adress, skyddad },
    {
      namn: 'Leyla Nyström',
      alder: 41,
      fodelsedatum: '1985-01-24',
      adress: { gata: 'Varvsgatan 14 B, lgh 1203', postnummer: '000 12', ort: 'Ekhamn' },
      skyddad: false,
    },
  );
});

test('one born on 29 February is a year older on 28 February', () => {
  const on = (day: string) => toJson(registers.fact('person', '200402292387', day)) as { alder: number };
  assert.equal(on('2026-02-27').alder, 21);
  assert.equal(on('2026-02-28').alder, 22);
});

test('the canary of protected identity: no address is in memory, nor in any fact of anybody', () => {
  const everything = JSON.stringify(registers.people);
  const facts = registers.people.flatMap((person) => FACTS.map((name) => fact(name, person.number)));
  for (const text of [everything, JSON.stringify(facts), JSON.stringify(town.registers?.staff)]) {
    assert.ok(!/kanarie|000 99|070-174 06 99/i.test(text));
  }
  assert.equal(fact('person', KARIN).adress, null);
  assert.equal(fact('person', KARIN).skyddad, true);
  const karin = registers.person(KARIN);
  assert.deepEqual([karin?.address, karin?.email, karin?.phone], [undefined, undefined, undefined]);
});

test('a caller may hide the address of anybody', () => {
  assert.equal(fact('person', LEYLA, { protect: true }).adress, null);
});

test('the household is spouses and children at home, with lunch away for a child in preschool', () => {
  const { vuxna, barn, antal, i_bostaden } = fact('household', ALI);
  assert.deepEqual(
    vuxna.map((one: { namn: string }) => one.namn),
    ['Ali Rahimi', 'Sahar Rahimi'],
  );
  assert.deepEqual(
    barn.map(({ namn, alder, lunch_hemma }: { namn: string; alder: number; lunch_hemma: boolean }) => [
      namn,
      alder,
      lunch_hemma,
    ]),
    [
      ['Amin Rahimi', 8, true],
      ['Nora Rahimi', 5, false],
      ['Elias Rahimi', 3, false],
    ],
  );
  assert.deepEqual([antal, i_bostaden], [5, 5]);
});

test('a grown-up child at home is a household of its own that shares the dwelling', () => {
  const { vuxna, barn, antal, i_bostaden } = fact('household', '200402292387');
  assert.deepEqual([vuxna.length, barn.length, antal, i_bostaden], [1, 0, 1, 3]);
});

test('a pupil of 18 in upper secondary school counts as a child at home', () => {
  const { barn } = fact('household', '197408302391');
  assert.ok(barn.some((child: { namn: string }) => child.namn === 'Ida Moberg'));
});

test('children come with custody and the other guardian, also from another address', () => {
  const [elsa] = fact('children', '198701302393').barn;
  assert.equal(elsa.namn, 'Elsa Sundin');
  assert.equal(elsa.gemensam_vardnad, true);
  assert.equal(registers.byRef(elsa.annan_vardnadshavare)?.givenName, 'Maria');
  const [tuva] = fact('children', '199505122383').barn;
  assert.deepEqual([tuva.gemensam_vardnad, tuva.annan_vardnadshavare], [false, null]);
});

test('the other guardian of a protected child is known, and nothing of where the child lives', () => {
  const value = fact('children', MATTIAS);
  assert.equal(value.barn[0].namn, 'Liv Holm');
  assert.deepEqual(Object.keys(value.barn[0]).sort(), [
    'annan_vardnadshavare',
    'fodelsedatum',
    'gemensam_vardnad',
    'namn',
    'ref',
  ]);
});

test('income is that of the household in the month before the one applied for', () => {
  const value = fact('income', ALI, { month: '2026-02' });
  assert.equal(value.period, '2026-01');
  assert.equal(value.summa, 12686);
  assert.deepEqual(
    value.rader.map((row: { slag: string }) => row.slag),
    ['aktivitetsstod', 'barnbidrag', 'bostadsbidrag'],
  );
  assert.equal(fact('income', LEYLA, { month: '2026-01' }).summa, 4352);
});

test('a case is ongoing when the household had assistance within two months before', () => {
  const { pagaende, manader_i_rad, senaste_hyra, senaste_manad, jobbstimulans } = fact('assistance', LEYLA, {
    month: '2026-02',
  });
  assert.deepEqual(
    { pagaende, manader_i_rad, senaste_hyra, senaste_manad, jobbstimulans },
    { pagaende: true, manader_i_rad: 7, senaste_hyra: 6450, senaste_manad: '2026-01', jobbstimulans: true },
  );
  assert.equal(fact('assistance', LEYLA, { month: '2026-03' }).pagaende, true);
  assert.equal(fact('assistance', LEYLA, { month: '2026-04' }).pagaende, false);
  assert.equal(fact('assistance', '197408302391').pagaende, false);
  assert.equal(fact('assistance', '200511202392').senaste_manad, null);
});

test('a case belongs to both partners', () => {
  assert.equal(fact('assistance', '198908022380').pagaende, true);
});

const months = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => Temporal.PlainYearMonth.from(from).add({ months: index }).toString());

test('jobbstimulans begins after six months in a row, lasts two years, and needs six months anew', () => {
  assert.equal(hasStimulus(months('2025-01', 6), '2025-07'), true);
  assert.equal(hasStimulus(months('2025-01', 5), '2025-06'), false);
  assert.equal(hasStimulus(months('2023-01', 6), '2025-06'), true);
  assert.equal(hasStimulus(months('2023-01', 6), '2025-07'), false);
  assert.equal(hasStimulus(months('2023-01', 31), '2025-08'), false);
  assert.equal(hasStimulus(months('2023-01', 36), '2026-01'), true);
  assert.equal(hasStimulus([...months('2025-01', 3), ...months('2025-05', 5)], '2025-10'), false);
});

test('siblings with a place and unpaid fees come from the childcare register', () => {
  assert.deepEqual(
    fact('childcare', '199002172386').syskon_placerade.map((one: { enhet: string }) => one.enhet),
    ['Förskolan Tallkotten'],
  );
  assert.equal(fact('childcare', '198701302393').skuld, 1231);
  assert.equal(fact('childcare', LEYLA).skuld, 0);
});

test('refs are opaque, differ between people, and lead back', () => {
  const refs = registers.people.map((person) => registers.ref(person.number));
  assert.equal(new Set(refs).size, refs.length);
  for (const ref of refs) assert.match(ref, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(registers.byRef(registers.ref(LEYLA))?.number, LEYLA);
  const own = fact('household', LEYLA, { ref: () => 'party-1' });
  assert.equal(own.vuxna[0].ref, 'party-1');
});

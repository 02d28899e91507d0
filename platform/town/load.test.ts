import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadTown } from './load.ts';
import { HOUSE_PROVISIONS } from './provisions.ts';
import { codes, EKHAMN, ekhamn, temporaryFolder, townWith } from './testing.ts';

const file = (path: string) => readFileSync(join(EKHAMN, path), 'utf8');

/** Loads the example town with one text changed in one file; the fault codes that this gives. */
async function broken(path: string, from: string, to: string): Promise<readonly string[]> {
  const text = file(path);
  assert.ok(text.includes(from), `${path} does not hold ${from}`);
  const { town, faults } = await townWith({ [path]: text.replace(from, to) });
  assert.equal(town, undefined, 'the town should not load');
  for (const fault of faults) {
    assert.ok(fault.message.sv !== '' && fault.message.en !== '' && fault.advice.sv !== '' && fault.advice.en !== '');
    assert.ok(fault.line > 0 && fault.column > 0);
  }
  return codes(faults);
}

test('Ekhamn loads without a single fault', async () => {
  const { town, faults } = await loadTown(EKHAMN);
  assert.deepEqual(faults, []);
  assert.equal(town?.exampleClock, '2026-02-03T07:00:00Z');
  assert.deepEqual(
    town?.boards.map((board) => board.prefix),
    ['SN', 'BUN', 'SBN', 'KS'],
  );
});

test('a folder without town.yaml says so', async () => {
  const { town, faults } = await loadTown(temporaryFolder({}));
  assert.equal(town, undefined);
  assert.deepEqual(codes(faults), ['missing-file']);
});

test('an unknown key, a missing one and a wrong value in town.yaml are told', async () => {
  assert.deepEqual(await broken('town.yaml', 'code: "9980"', 'kod: "9980"'), ['missing-key', 'unknown-key']);
  assert.deepEqual(await broken('town.yaml', 'shows-staff-as: unit-and-role', 'shows-staff-as: everybody'), [
    'wrong-value',
  ]);
  assert.deepEqual(await broken('town.yaml', 'example-clock: 2026-02-03T08:00:00+01:00', 'example-clock: soon'), [
    'wrong-value',
  ]);
  assert.deepEqual(await broken('town.yaml', 'may: [ work, decide ]', 'may: [ work, rule ]'), ['wrong-value']);
});

test('the rules by which a unit gives out tasks are read in their order, and what is none is told with those there are', async () => {
  const text = file('town.yaml');
  const line = '    email: fastighet@ekhamn.exempel\n';
  assert.ok(text.includes(line));
  const unitWith = (assign: string) => townWith({ 'town.yaml': text.replace(line, `${line}    assign: ${assign}\n`) });
  const { town } = await unitWith('[ same-officer, fewest-tasks ]');
  assert.deepEqual(
    town?.units.filter(({ assign }) => assign !== undefined).map(({ id, assign }) => [id, assign]),
    [['fastighet', ['same-officer', 'fewest-tasks']]],
  );
  const { faults } = await unitWith('[ same-officer, whoever-is-free ]');
  assert.deepEqual(codes(faults), ['wrong-value']);
  assert.match(JSON.stringify(faults), /same-officer.*fewest-tasks/);
});

test('who takes a town’s payments is read, and what cannot be is told', async () => {
  const text = file('town.yaml');
  const payments = (more: string) =>
    townWith({
      'town.yaml': `${text}\npayments: { protocol: swish, payee: "1231181189", methods: [ swish ], ${more} }\n`,
    });
  const { town } = await payments('base: https://cpc.getswish.net/swish-cpcapi/');
  assert.deepEqual(town?.payments, {
    protocol: 'swish',
    base: 'https://cpc.getswish.net/swish-cpcapi',
    payee: '1231181189',
    methods: ['swish'],
  });
  assert.deepEqual(codes((await payments('base: http://cpc.getswish.net')).faults), ['payments']);
  const wrong = text.concat('\npayments: { protocol: swish, base: https://a.example, payee: "123", methods: [] }\n');
  assert.deepEqual(codes((await townWith({ 'town.yaml': wrong })).faults), ['payments', 'payments']);
});

test('a unit of no board, a delegation to no role and a provider without issuer are told', async () => {
  assert.ok(
    (
      await broken(
        'town.yaml',
        '    board: socialnamnden\n    title: { sv: Enheten',
        '    board: ingen\n    title: { sv: Enheten',
      )
    ).includes('unknown-reference'),
  );
  assert.deepEqual(await broken('town.yaml', 'delegate: delegat', 'delegate: vaktmastare'), ['unknown-reference']);
  assert.deepEqual(await broken('town.yaml', '    built-in: test-eid\n', ''), ['missing-key']);
});

test('what the chair decides in urgent matters is always reported (KL 6 kap. 40 § andra stycket)', async () => {
  const chair = file('town.yaml').replace(/delegate: delegat\n/, 'delegate: chair\n');
  assert.deepEqual(codes((await townWith({ 'town.yaml': chair })).faults), []);
  const silent = chair.replace('delegate: chair\n', 'delegate: chair\n    reported: false\n');
  assert.deepEqual(codes((await townWith({ 'town.yaml': silent })).faults), ['chair-unreported']);
});

test('a theme that cannot be read well is refused with the figures', async () => {
  assert.ok(
    (await broken('town.yaml', 'primary: "#17493b"', 'primary: "#8fc7b5"')).every((code) => code === 'theme-contrast'),
  );
});

test('a mark that is not there is told', async () => {
  assert.deepEqual(await broken('town.yaml', 'mark: mark.svg', 'mark: other.svg'), ['missing-file']);
});

test('two tables of one id are refused', async () => {
  const { faults } = await townWith({ 'rates/annan.yaml': file('rates/kopieavgift.yaml') });
  assert.deepEqual(codes(faults), ['rate-id']);
});

test('a wrong number, an unknown guardian, a one-sided partner and an unknown address are told', async () => {
  const path = 'registers/population.yaml';
  assert.ok((await broken(path, 'number: "198501242385"', 'number: "198501242386"')).includes('person-number'));
  assert.ok(
    (await broken(path, 'guardians: [ "199505122383" ]', 'guardians: [ "199505122384" ]')).includes('population'),
  );
  assert.ok((await broken(path, 'partner: "198908022380"', 'partner: "199505122383"')).includes('population'));
  assert.ok((await broken(path, 'household: hamngatan-3', 'household: hamngatan-4')).includes('unknown-address'));
  assert.ok((await broken(path, '    level: confirmed\n', '')).includes('missing-key'));
});

test('an assignment in no unit or with no role is told', async () => {
  const path = 'registers/staff.yaml';
  assert.deepEqual(await broken(path, 'unit: gata, roles: [ handlaggare ]', 'unit: vag, roles: [ handlaggare ]'), [
    'staff-assignment',
  ]);
  assert.deepEqual(await broken(path, 'roles: [ drift ]', 'roles: [ chef ]'), ['staff-assignment']);
});

test('a name is withheld for a board of the town, and never without a last day', async () => {
  const path = 'registers/staff.yaml';
  assert.deepEqual(await broken(path, 'to: 2026-11-02', 'to: 2025-11-02'), ['staff-assignment']);
  assert.deepEqual(await broken(path, '        to: 2026-11-02\n', ''), ['missing-key']);
  assert.deepEqual(await broken(path, '- board: socialnamnden', '- board: sociala'), ['staff-assignment']);
});

test('an income from nobody, and a register that is missing, are told', async () => {
  assert.ok((await broken('registers/income.yaml', 'payer: csn', 'payer: csnn')).includes('unknown-payer'));
  const { faults } = await loadTown(
    temporaryFolder({
      'town.yaml': file('town.yaml'),
      'mark.svg': '',
      'registers/staff.yaml': file('registers/staff.yaml'),
    }),
  );
  assert.deepEqual(codes(faults), ['missing-file', 'missing-file', 'missing-file', 'missing-file']);
});

test('a real town has no registers folder', async () => {
  const { town, faults } = await loadTown(temporaryFolder({ 'town.yaml': file('town.yaml'), 'mark.svg': '' }));
  assert.deepEqual(faults, []);
  assert.equal(town?.registers, undefined);
});

test('what the example needs is there: people, staff, delegation, providers', async () => {
  const town = await ekhamn();
  const people = town.registers?.people ?? [];
  assert.ok(people.length >= 55);
  const kinds = (kind: string) => people.filter((person) => person.kind === kind).length;
  assert.deepEqual([kinds('samnr'), kinds('prid')], [3, 1]);
  assert.deepEqual(people.flatMap((person) => person.level ?? []).sort(), ['confirmed', 'probable', 'uncertain']);
  assert.equal(people.filter((person) => person.protected).length, 2);
  assert.ok(people.some((person) => person.birthDate?.endsWith('-02-29')));
  const staff = town.registers?.staff ?? [];
  const may = (right: string) =>
    town.roles.filter((role) => role.may.some((one) => one === right)).map((role) => role.id);
  for (const unit of ['forsorjningsstod', 'forskola', 'gata', 'park', 'fastighet', 'kansli']) {
    const roles = staff.flatMap((person) =>
      person.assignments.filter((one) => one.unit === unit).flatMap((one) => one.roles),
    );
    assert.ok(roles.includes('handlaggare') && roles.some((role) => may('decide').includes(role)), unit);
  }
  for (const right of ['registry', 'operate', 'protected', 'mail', 'clock']) {
    assert.ok(
      staff.some((person) => person.assignments.some((one) => one.roles.some((role) => may(right).includes(role)))),
      right,
    );
  }
  assert.ok(staff.some((person) => person.assignments.length > 1));
  assert.ok(
    staff.some((person) => people.some((resident) => resident.number === person.number)),
    'an officer who is a party too',
  );
  const automated = town.delegations.find((row) => row.id === 'SN delegationsordning 3.4');
  assert.equal(automated?.delegate, 'automated');
  assert.deepEqual([...new Set(town.providers.flatMap((provider) => provider.for))].sort(), [
    'foreign',
    'person',
    'staff',
  ]);
});

const shared = process.env['TORGET_SHARED'] ?? join(EKHAMN, '../../../shared');

test('every number is an official test number', (t) => {
  const path = join(shared, 'data/identity-numbers');
  const people = [
    ...file('registers/population.yaml').matchAll(/number: "(\d{12})"/g),
    ...file('registers/staff.yaml').matchAll(/number: "(\d{12})"/g),
  ];
  try {
    readFileSync(join(path, 'allPins.json'));
  } catch {
    console.log(`NOT RUN: ${people.length} test numbers (no reference data)`);
    t.skip(`NOT RUN: ${people.length} test numbers (no reference data)`);
    return;
  }
  const official = ['allPins.json', 'allCoords.json', 'test-personnummer-sample.csv']
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
  for (const [, number = ''] of people) assert.ok(official.includes(number), number);
});

test('a listing without a way to it, with a plain link, an unknown life event or an id twice is told', async () => {
  const path = 'listings.yaml';
  const how = 'how: { sv: "Skriv till kansli@ekhamn.exempel';
  assert.ok((await broken(path, how, how.replace('how', 'hur'))).includes('missing-key'));
  assert.ok((await broken(path, 'https://verksamt.se/', 'javascript:alert(1)')).includes('wrong-value'));
  assert.ok(
    (await broken(path, 'life-events: [ foretag ]', 'life-events: [ foretagg ]')).includes('unknown-reference'),
  );
  assert.deepEqual(await broken(path, '- id: flyttanmalan', '- id: starta-foretag'), ['listing-id']);
  assert.deepEqual(await broken(path, '    provider: { sv: verksamt.se, en: verksamt.se }\n', ''), ['missing-key']);
});

test('a guide to a service that is not there, an unknown life event, a plain link or an id twice is told', async () => {
  const path = 'guides.yaml';
  const twice = '- id: nar-pengarna-inte-racker';
  assert.deepEqual(await broken(path, 'service: forskoleplats', 'service: forskoleplatts'), ['unknown-reference']);
  assert.deepEqual(await broken(path, 'life-events: [ ekonomi ]', 'life-events: [ ekonomin ]'), ['unknown-reference']);
  assert.deepEqual(await broken(path, twice, '- id: nar-barnet-kommer'), ['unknown-reference']);
  const link = 'href: "http://x.exempel/"\n            text: { sv: X, en: X }';
  assert.deepEqual(await broken(path, 'service: bostadsbidrag', link), ['unknown-reference']);
});

test('a town’s own provisions of secrecy stand among those of the house, in the order of the act', async () => {
  const { town, faults } = await loadTown(EKHAMN);
  assert.deepEqual(faults, []);
  const bases = town?.provisions.map(({ basis }) => basis) ?? [];
  assert.equal(bases.length, HOUSE_PROVISIONS.length + 1);
  assert.deepEqual(bases.slice(0, 2), ['OSL (2009:400) 15 kap. 2 §', 'OSL (2009:400) 18 kap. 8 §']);
  assert.deepEqual(
    bases.filter((basis) => HOUSE_PROVISIONS.some((one) => one.basis === basis)),
    HOUSE_PROVISIONS.map(({ basis }) => basis),
    'and the house’s are in that order by themselves',
  );
});

test('a provision that is no section of OSL, is there already, or says too little is told', async () => {
  const path = 'provisions.yaml';
  assert.deepEqual(await broken(path, 'OSL (2009:400) 15 kap. 2 §', 'OSL 15:2'), ['wrong-value']);
  assert.deepEqual(await broken(path, '15 kap. 2 §', '26 kap. 1 §'), ['provision-twice']);
  assert.deepEqual(await broken(path, 'strength: straight', 'strength: weak'), ['wrong-value']);
  assert.deepEqual(await broken(path, 'years: 40', 'years: many'), ['wrong-value']);
  assert.deepEqual(await broken(path, 'years: 40', 'year: 40'), ['unknown-key']);
  assert.deepEqual(await broken(path, '    protects:', '    protect:'), ['missing-key', 'unknown-key']);
});

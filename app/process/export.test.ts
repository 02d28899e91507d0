import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readOcel, readXes, xesValue } from '#areas/operations/log/testing.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

const ANSWERS = {
  manad: '2026-02',
  andrat_hushall: false,
  inkomster: [],
  konton: 640,
  plan_foljd: true,
  plan_gjort: 'Sökt arbete på varvet.',
  konto: 'samma',
  intygar: true,
  utgifter: [{ slag: 'hyra', belopp: 6200 }],
};
const CAR = { andra_tillgangar: true, tillgangar: [{ slag: 'bil', varde: 48_000 }] };

describe('the log of the processes', { timeout: 120_000 }, () => {
  let town: Secured;
  let nadia: Visitor;
  let [approved, waiting] = ['', ''];

  before(async () => {
    town = await openSecured();
    const [sam, sara] = [await town.citizen('198501242393'), await town.citizen('197812092398')];
    const service = 'ekonomiskt-bistand-ateransokan';
    approved = (await town.apply(sam, service, { ...ANSWERS, andra_tillgangar: false })).case;
    waiting = (await town.apply(sara, service, { ...ANSWERS, ...CAR })).case;
    await town.settle();
    nadia = await town.staff('nadia-drift');
  });
  after(() => town.close());

  const log = async (query: string) => (await nadia.get(`/arbete/drift/processlogg?${query}`)).text;

  test('holds every case from its arrival to its letter, and says nothing of anybody', async () => {
    const text = await log('format=ocel');
    const { objects, events } = readOcel(text);
    const cases = objects.filter(({ type }) => type === 'case').map(({ id }) => id);
    assert.deepEqual(cases.toSorted(), [approved, waiting].toSorted());
    const of = (id: string) =>
      events
        .filter(({ relationships }) => relationships.some(({ objectId }) => objectId === id))
        .map(({ type }) => type);
    for (const type of ['application received', 'decision made', 'letter sent', 'Räkna och pröva'])
      assert.ok(of(approved).includes(type), type);
    assert.ok(of(waiting).some((type) => type.endsWith('(opened)')) && !of(waiting).includes('decision made'));
    for (const secret of ['Sam', 'Sara', 'Lindqvist', '19850124', '19781209', 'varvet', '6200', '48000', '@'])
      assert.ok(!text.includes(secret), secret);
  });

  test('is as good in XES, where each case is a trace', async () => {
    const traces = readXes(await log('format=xes')).children.filter(({ tag }) => tag === 'trace');
    assert.deepEqual(traces.map((trace) => xesValue(trace, 'concept:name')).toSorted(), [approved, waiting].toSorted());
    assert.ok(traces.every((trace) => trace.children.filter(({ tag }) => tag === 'event').length > 5));
  });

  test('is of one service and of some days when that is asked', async () => {
    const count = async (query: string) => readOcel(await log(`format=ocel&${query}`)).objects.length;
    assert.equal(await count('tjanst=felanmalan'), 0);
    assert.ok((await count('tjanst=ekonomiskt-bistand-ateransokan&fran=2026-02-03&till=2026-02-03')) > 2);
    assert.equal(await count('fran=2026-02-04'), 0);
    assert.equal(await count('till=2026-02-02'), 0);
  });

  test('leads back to its form when what is asked is none', async () => {
    for (const query of ['format=csv', 'format=xes&fran=nyss']) {
      const { status, to } = await nadia.get(`/arbete/drift/processlogg?${query}`);
      assert.deepEqual([status, to], [303, '/arbete/drift#logg']);
    }
  });
});

// What the rules compute is a proposal until somebody decides, and none afterwards.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk } from './scene.testing.ts';

/** The tests of what is said of an amount before and after the decision. */
export function proposalTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let sara: Visitor;
  before(() => {
    ({ town, maryam, sara } = open());
  });

  test('what the rules computed is a proposal until the case is decided, on the case page and in the work list', async () => {
    const id = await town.assistance(sara);
    const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
    /** The cell of the amount in each row that the work list has of the case. */
    const amounts = async () => {
      const { text } = await maryam.get('/arbete/lista.csv');
      return text
        .split('\r\n')
        .filter((line) => line.includes(number))
        .map((line) => line.split(';')[3]);
    };
    const heading = async () => {
      const { text } = await maryam.get(desk(id));
      const table = /aria-labelledby="berakning".*?<\/thead>/s.exec(text)?.[0] ?? assert.fail('no computation');
      return [...table.matchAll(/<th[^>]*>([^<]*)<\/th>/g)].at(-1)?.[1];
    };
    assert.equal(await heading(), 'Förslag');
    const before = await amounts();
    assert.equal(before.length, 1);
    assert.match(before[0] ?? '', /^\d/);
    await town.approve(id);
    assert.equal(await heading(), 'Uträknat');
    const form = new FormData();
    form.append('meddelande_text', 'Tack för beslutet.');
    const wrote = await sara.post(`/mina-sidor/arenden/${id}/begaran/skriv`, form);
    assert.equal(wrote.status, 303, wrote.text);
    await town.settle();
    assert.deepEqual(await amounts(), [''], 'a task after the decision has no proposal');
  });
}

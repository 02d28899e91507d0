// SoL 34 kap. 1 §: a favourable decision that is not carried out is asked about, listed and reported.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import type { Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';
import { unexecuted } from './unexecuted.testing.ts';

/** The tests of when it is asked about and what the list has, in a town that others have opened. */
export function unexecutedTests(open: () => Scene): void {
  let town: LawTown;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, jonas, maryam } = open());
  });

  const { quarter, list, tasks, number, until, decided, waits, wait, COUNCIL, rowsOf, rowOf, file, lastDay } =
    unexecuted(open);

  test('law 55b: three months after a favourable decision the unit is asked why, and again each quarter, until it is carried out', async () => {
    const [id, refused] = [await decided(3), await decided(9)];
    const day = town.today();
    assert.match(
      (await maryam.get(`/arbete/arenden/${id}`)).text,
      /Beslutet gäller direkt\. .*34\skap\.\s1\s§ och 35\skap\.\s5\s§ socialtjänstlagen \(2025:400\)\./s,
    );
    await until(day.add({ months: 3 }));
    assert.deepEqual(await tasks(id), [], 'on the last day it is still in time');
    await until(day.add({ months: 3, days: 1 }));
    assert.deepEqual(
      (await tasks(id)).map(({ form }) => form),
      ['ej-verkstallt'],
    );
    assert.deepEqual(await tasks(refused), [], 'a refusal has nothing to carry out');
    await town.served.house.runDue();
    const [first, ...more] = await tasks(id);
    assert.equal(more.length, 0, 'once');
    const at = `/arbete/arenden/${id}/uppgifter/${first?.id}`;
    assert.equal((await maryam.post(at, { ej_verkstallt_skal: '' })).status, 422, 'not without a reason');
    assert.equal((await maryam.post(at, { ej_verkstallt_skal: 'Ingen personal i Östra.' })).status, 303);
    await town.served.house.runDue();
    assert.deepEqual(await tasks(id), [], 'asked once a quarter');
    await until(day.add({ months: 6 }));
    assert.deepEqual(await tasks(id), []);
    await until(day.add({ months: 6, days: 1 }));
    assert.equal((await tasks(id)).length, 1, 'and then again');
    const early = dayFields('dag', day.subtract({ days: 1 }));
    assert.equal((await act(maryam, id, 'verkstallt', { ...early, hur: 'verkstallt' })).status, 422);
    const done = await act(maryam, id, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'verkstallt' });
    assert.equal(done.status, 303, done.text);
    await town.served.house.runDue();
    assert.deepEqual(await tasks(id), [], 'the task goes with what it asks for');
    assert.equal(
      (await act(maryam, id, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'avstatt' })).status,
      409,
    );
  });

  test('law 55b: the list of a quarter has each decision that had waited three months by then, with the reason, and no other', async () => {
    const [late, intime, never, declined] = [await decided(1), await decided(2), await decided(3), await decided(4)];
    const day = town.today();
    const due = day.add({ months: 3 });
    await until(due);
    assert.equal(
      (await act(maryam, intime, 'verkstallt', { ...dayFields('dag', due), hur: 'verkstallt' })).status,
      303,
    );
    assert.doesNotMatch(await list(due), new RegExp(await number(never)), 'not on the last day');
    await until(due.add({ days: 1 }));
    const to = lastDay(due);
    assert.equal((await act(maryam, never, 'ej-verkstallt', { skal: ' ' })).status, 422, 'not without a reason');
    await act(maryam, never, 'ej-verkstallt', { skal: 'Boendet är fullt.' });
    await act(maryam, declined, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'avstatt' });
    const now = await list(town.today());
    for (const id of [late, never]) assert.match(now, new RegExp(await number(id)));
    assert.match(now, new RegExp(`${await number(never)}.*?Inte verkställt.*?Boendet är fullt\\.`, 's'));
    assert.match(now, new RegExp(`${await number(declined)}.*?Personen avstod`, 's'));
    assert.doesNotMatch(now, new RegExp(await number(intime)), 'carried out on the last day is in time');
    assert.match(now, /Till fullmäktige.*Hemtjänst/s);
    const next = to.add({ days: 1 });
    await until(next);
    assert.equal((await act(maryam, late, 'verkstallt', { ...dayFields('dag', next), hur: 'verkstallt' })).status, 303);
    await act(maryam, never, 'ej-verkstallt', { skal: 'Nu saknas personal.' });
    const then = await list(to);
    assert.match(then, new RegExp(`${await number(late)}.*?Inte verkställt`, 's'), 'it was not, that quarter');
    assert.match(then, /Boendet är fullt\./, 'the reason that stood there when the quarter ended');
    assert.doesNotMatch(then, /Nu saknas personal\./);
    const waited = rowsOf(then).filter((cells) => cells[1] === 'Hemtjänst' && cells[5] === 'Inte verkställt').length;
    const once = rowsOf(then, COUNCIL).find(([kind]) => kind === 'Hemtjänst');
    assert.deepEqual([once?.[1], once?.[6]], ['Inte verkställt', String(waited)], 'how many waited then, not now');
    assert.match(await list(next), new RegExp(`${await number(late)}.*?Verkställt`, 's'), 'late, in this one');
    assert.doesNotMatch(await list(next), new RegExp(await number(declined)), 'over before this one');
    await until(next.add({ months: 3 }));
    assert.doesNotMatch(await list(next.add({ months: 3 })), new RegExp(await number(late)));
    assert.match(
      await list(next.add({ months: 3 })),
      new RegExp(await number(never)),
      'each quarter, until it is done',
    );
    const looked = await town.rows(sql`select from access.look where purpose = 'unexecuted'`);
    assert.ok(looked.length > 0, 'the person sees that she was listed');
    const other = await (await town.staff('henrik-kansli')).get(
      `/arbete/ej-verkstallda?kvartal=${quarter(town.today())}`,
    );
    assert.doesNotMatch(other.text, new RegExp(await number(never)), 'another board sees nothing of it');
  });

  test('law 55b: economic assistance is carried out when the order to pay is received, and reported while it is not', async () => {
    const [paid, unpaid] = open().assisted;
    for (const id of [paid, unpaid]) await town.approve(id);
    await town.served.house.runDue();
    const orders = await town.rows(sql`select from cases.payment_order where case_id in (${paid}, ${unpaid})`);
    assert.equal(orders.length, 2);
    assert.deepEqual(await waits(paid), [], 'what is carried out in time is not looked at again');
    await sql`delete from cases.payment_order where case_id = ${unpaid}`.execute(town.db);
    await wait(unpaid);
    const page = async (id: string) => (await maryam.get(`/arbete/arenden/${id}`)).text;
    assert.doesNotMatch(await page(paid), /Beslutet gäller direkt/);
    assert.match(await page(unpaid), /Beslutet gäller direkt/);
    const day = town.today();
    assert.equal((await act(maryam, paid, 'verkstallt', { ...dayFields('dag', day), hur: 'verkstallt' })).status, 409);
    await until(day.add({ months: 3, days: 1 }));
    assert.deepEqual(await tasks(paid), []);
    assert.equal((await tasks(unpaid)).length, 1);
    const now = await list(town.today());
    assert.equal((await rowOf(now, paid)).length, 0);
    assert.equal((await rowOf(now, unpaid))[0]?.[1], 'Ekonomiskt bistånd till försörjning');
    const at = `/arbete/arenden/${unpaid}/uppgifter/${(await tasks(unpaid))[0]?.id}`;
    assert.equal((await maryam.post(at, { ej_verkstallt_skal: 'Kontot saknas.' })).status, 303);
    assert.equal((await rowOf(await list(town.today()), unpaid))[0]?.[6], 'Kontot saknas.');
  });

  test('law 55b: the list counts every decision of the board, says how many days each has waited, and names none to who may not open its case', async () => {
    const id = await decided(1);
    const day = town.today();
    assert.equal((await act(jonas, id, 'jav', { skal: 'Hon är min granne.' })).status, 303);
    const now = day.add({ months: 3, days: 5 });
    await until(now);
    await act(maryam, id, 'ej-verkstallt', { skal: 'Kön till boendet är lång.' });
    const [row] = await rowOf(await list(now), id);
    assert.equal(row?.[4], String(day.until(now).days));
    assert.match(await list(now), /34\skap\.\s1–3\s§§ socialtjänstlagen \(2025:400\)\./);
    const shut = (await jonas.get(`/arbete/ej-verkstallda?kvartal=${quarter(now)}`)).text;
    assert.equal(rowsOf(shut).length, rowsOf(await list(now)).length, 'counted all the same');
    assert.equal((await rowOf(shut, id)).length, 0);
    assert.doesNotMatch(shut, /Kön till boendet är lång/);
    assert.doesNotMatch(shut, new RegExp(id));
    const hidden = rowsOf(shut).find(([first]) => first === 'Ärende du inte får öppna');
    assert.deepEqual(hidden?.slice(1), ['Hemtjänst', '–', '–', row?.[4], 'Inte verkställt', '–']);
    assert.match(shut, /Ett beslut är i ett ärende som du inte får öppna/);
    const [ivo, council] = [await file(maryam, 'ivo.csv', now), await file(maryam, 'fullmaktige.csv', now)];
    assert.match(
      ivo,
      new RegExp(
        `${await number(id)};Hemtjänst;Man;Inte verkställt;${day};;${row?.[4]};Inte verkställt;;Kön till boendet`,
      ),
    );
    assert.doesNotMatch(await file(jonas, 'ivo.csv', now), new RegExp(`${await number(id)}|Kön till boendet`));
    assert.match(council, new RegExp(`Hemtjänst;Inte verkställt;\\d+;\\d+;[^\r]*${row?.[4]}`));
    assert.doesNotMatch(council, new RegExp(await number(id)));
    const book = await maryam.get(`/arbete/ej-verkstallda/ivo.xlsx?kvartal=${quarter(now)}`);
    assert.match(book.text, /^PK/);
    assert.equal((await maryam.get('/arbete/ej-verkstallda/annat.csv')).status, 404);
  });
}

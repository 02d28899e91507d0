// SoL 34 kap. 1 §: what the tests of decisions that are not carried out do and read again and again.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import type { Scene } from './procedure.testing.ts';

/** The cells of each row of a list, as text. */
const cellsIn = (html: string): readonly (readonly string[])[] =>
  [...html.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = '']) =>
      cell
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll('\u00a0', ' ')
        .trim(),
    ),
  );
const [INSPECTORATE, COUNCIL] = [0, 1];

/** In a town that others have opened. */
export function unexecuted(open: () => Scene) {
  const quarter = (day: Temporal.PlainDate) => `${day.year}-${Math.ceil(day.month / 3)}`;
  const list = async (day: Temporal.PlainDate) =>
    (await open().maryam.get(`/arbete/ej-verkstallda?kvartal=${quarter(day)}`)).text;
  const tasks = (id: string) =>
    open().town.rows(sql<{ id: string; form: string }>`select id, form from runtime.task where business_key = ${id}`);
  const number = async (id: string) =>
    (await open().town.rows(sql<{ number: string }>`select number from cases.case where id = ${id}`))[0]?.number ?? '';
  /** Until the legal clock stands on a day; then what is due is done. */
  async function until(day: Temporal.PlainDate): Promise<void> {
    const { town } = open();
    const days = town.today().until(day).days;
    if (days > 0) await town.move(`P${days}D`);
    await town.served.house.runDue();
  }
  async function decided(antal: number, visitor = open().sara): Promise<string> {
    const { town, maryam } = open();
    const { case: id } = await town.apply(visitor, 'insats', { antal });
    const [task] = await tasks(id);
    const done = await maryam.post(`/arbete/arenden/${id}/uppgifter/${task?.id}`, { skal: 'Behovet är prövat.' });
    assert.equal(done.status, 303, done.text);
    return id;
  }

  /** What the house looks through for what is due. */
  const waits = (id: string) =>
    open().town.rows(
      sql<{ ended: boolean }>`select ended_at is not null as ended from cases.unexecuted where case_id = ${id}`,
    );
  /** What the tests have written past the house waits as if the house had written it. */
  const wait = (id: string) =>
    sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
      select d.id, d.id, d.case_id, cases.decision_day(d), d.at from cases.decision d where d.case_id = ${id}
      on conflict do nothing`.execute(open().town.db);

  const rowsOf = (page: string, list = INSPECTORATE) => cellsIn(page.split('id="fullmaktige"')[list] ?? '');
  const rowOf = async (page: string, id: string) => {
    const wanted = await number(id);
    return rowsOf(page).filter(([first]) => first === wanted);
  };
  const file = async (visitor: Visitor, name: string, day: Temporal.PlainDate) =>
    (await visitor.get(`/arbete/ej-verkstallda/${name}?kvartal=${quarter(day)}`)).text;
  const lastDay = (day: Temporal.PlainDate) =>
    day
      .with({ day: 1 })
      .add({ months: 3 - ((day.month - 1) % 3) })
      .subtract({ days: 1 });
  return { quarter, list, tasks, number, until, decided, waits, wait, COUNCIL, rowsOf, rowOf, file, lastDay };
}

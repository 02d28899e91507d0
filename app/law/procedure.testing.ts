import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { answerBy } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { dayFields, type LawTown } from './testing.ts';

/** What the tests of procedure share: one town, whose clock only goes forward, and its people. */
export interface Scene {
  readonly town: LawTown;
  readonly sara: Visitor;
  readonly jonas: Visitor;
  readonly maryam: Visitor;
  /** Applied for before the clock is moved: the next month's asks for one the month before. */
  readonly assisted: readonly [string, string];
}

export const partyOf = ({ actor }: Visitor) => ('party' in actor ? actor.party : assert.fail('nobody'));

/** What is asked of the town and of its cases again and again. */
export function looks(open: () => Pick<Scene, 'town'>) {
  /** A last day to answer: a working day. */
  const lastDay = (days: number) => answerBy(open().town.today(), days);
  return {
    lastDay,
    inDays: (days: number) => dayFields('senast', lastDay(days)),
    decisions: (id: string) =>
      open().town.rows(sql<{ outcome: string }>`select outcome from cases.decision where case_id = ${id} order by id`),
    closed: async (id: string) =>
      (await open().town.rows(sql<object>`select from cases.closure where case_id = ${id}`)).length === 1,
    /** Books a time with the application that the case is about. */
    book: (id: string) =>
      open().town.rows(sql`insert into applications.booking (calendar, slot, draft_id, question)
        select 'radgivning', ${id}, draft_id, 'tid' from applications.application where case_id = ${id} returning slot`),
    booked: async (id: string) =>
      (await open().town.rows(sql`select from applications.booking where slot = ${id}`)).length === 1,
  };
}

import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Where people are asked. */
export const PLACES = ['step', 'receipt', 'decision', 'stop'] as const;
export type Place = (typeof PLACES)[number];

/** The answer of somebody to one or both questions. */
export interface FeedbackAnswer {
  readonly service: string;
  readonly version: string;
  readonly place: Place;
  readonly rating: number | undefined;
  readonly words: string | undefined;
}

/** Characters that the second question takes. */
export const LONGEST = 1000;

/** Keeps an answer with its day, and nothing of who gave it: the id is random, for one of ours would hold the time. */
export async function keepAnswer(db: Db, answer: FeedbackAnswer, day: string): Promise<void> {
  const { service, version, place, rating, words } = answer;
  await sql`insert into feedback.answer (id, service, version, day, place, rating, words)
    values (gen_random_uuid(), ${service}, ${version}, ${day.slice(0, 10)}::date, ${place}, ${rating ?? null}, ${words ?? null})`.execute(
    db,
  );
}

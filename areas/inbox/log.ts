import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** What the log of a case has of its letters: that they went, were opened, were received. Times are RFC 3339. */
export interface LetterLog {
  readonly id: string;
  readonly caseId: string;
  readonly decision: string | null;
  readonly template: string;
  readonly kind: string;
  readonly sentAt: string;
  readonly openedAt: string | null;
  readonly confirmedAt: string | null;
}

export async function letterLogs(db: Db, cases: readonly string[]): Promise<LetterLog[]> {
  const { rows } = await sql<{ log: LetterLog }>`
    select jsonb_build_object('id', l.id, 'caseId', l.case_id, 'decision', l.decision_id, 'template', l.template,
      'kind', l.kind, 'sentAt', l.sent_at,
      'openedAt', (select r.at from inbox.receipt r where r.letter_id = l.id and r.what = 'opened'),
      'confirmedAt', (select r.at from inbox.receipt r where r.letter_id = l.id and r.what = 'confirmed')) as log
    from inbox.letter l where l.case_id = any(${[...cases]}::uuid[]) order by l.id`.execute(db);
  return rows.map((row) => row.log);
}

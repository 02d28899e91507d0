import pg from 'pg';
import type { ConnectionTarget } from '#platform/database/index.ts';

/** What the database holds of one application; each count must be one. */
export interface Outcome {
  readonly application: string;
  readonly draft: string;
  readonly cases: number;
  readonly decisions: number;
  readonly letters: number;
  readonly payments: number;
  readonly pdfs: number;
  readonly closures: number;
  /** Instances of the process that have come to their end. */
  readonly ended: number;
  /** The amount that was decided, ordered and written in the letter, when the three agree. */
  readonly amount: string | null;
}

/** Rows of each table, for what hangs on no application at all. */
export type Totals = { readonly [table: string]: number };

const OUTCOMES = `
  select a.id as application, a.draft_id as draft,
    (select count(*)::int from cases.case c where c.application_id = a.id and c.id = a.case_id) as cases,
    (select count(*)::int from cases.decision d where d.case_id = a.case_id) as decisions,
    (select count(*)::int from inbox.letter l where l.case_id = a.case_id and l.party_id = a.party and l.kind = 'decision') as letters,
    (select count(*)::int from cases.payment_order p where p.case_id = a.case_id) as payments,
    (select count(*)::int from inbox.pdf f join inbox.letter l on l.id = f.letter_id
      where l.case_id = a.case_id and f.size = length(f.bytes) and substring(f.bytes from 1 for 5) = '%PDF-') as pdfs,
    (select count(*)::int from cases.closure x where x.case_id = a.case_id) as closures,
    (select count(*)::int from runtime.instance i where i.business_key = a.case_id and i.ended_how = 'completed') as ended,
    (select p.amount::text from cases.payment_order p join cases.decision d on d.case_id = p.case_id
      join inbox.letter l on l.decision_id = d.id
      where p.case_id = a.case_id and p.amount = (d.values->>'belopp')::numeric
        and translate(l.model::text, U&'\\00A0\\202F', '  ') like '%11 420 kronor%' limit 1) as amount
  from applications.application a order by a.id`;

const TABLES = [
  'applications.application',
  'applications.draft',
  'cases.case',
  'cases.decision',
  'cases.payment_order',
  'inbox.letter',
  'inbox.pdf',
  'runtime.instance',
  'runtime.outbox',
  'runtime.token',
  'runtime.timer',
  'runtime.job',
  'runtime.incident',
];

/** A connection of its own, so that what is read does not depend on the server that is examined. */
export class Examiner {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open({ socket, user, database }: ConnectionTarget): Promise<Examiner> {
    const client = new pg.Client({ host: socket ?? '', user: user ?? '', database: database ?? '' });
    await client.connect();
    return new Examiner(client);
  }

  async outcomes(): Promise<Outcome[]> {
    return (await this.#client.query<Outcome>(OUTCOMES)).rows;
  }

  async totals(): Promise<Totals> {
    const counts = TABLES.map((table) => `(select count(*)::int from ${table}) as "${table}"`);
    return (await this.#client.query<Totals>(`select ${counts.join(', ')}`)).rows[0] ?? {};
  }

  async drafts(): Promise<Set<string>> {
    const { rows } = await this.#client.query<{ id: string }>('select id from applications.draft');
    return new Set(rows.map(({ id }) => id));
  }

  /** Waits until no job is left to run; gives the number that is left after `limitMs`. */
  async jobsDone(limitMs: number): Promise<number> {
    const end = performance.now() + limitMs;
    for (;;) {
      const { rows } = await this.#client.query<{ n: number }>('select count(*)::int as n from runtime.job');
      const left = rows[0]?.n ?? 0;
      if (left === 0 || performance.now() > end) return left;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}

/** What is wrong with an application, in words; nothing when all is there exactly once. */
export function faultsOf(outcome: Outcome): string[] {
  const { application, cases, decisions, letters, payments, pdfs, closures, ended, amount } = outcome;
  const counts = Object.entries({ cases, decisions, letters, payments, pdfs, closures, ended });
  const wrong = counts.filter(([, count]) => count !== 1).map(([name, count]) => `${name}: ${count}`);
  if (amount !== '11420.00') wrong.push(`amount ${amount}`);
  return wrong.length === 0 ? [] : [`application ${application}: ${wrong.join(', ')}`];
}

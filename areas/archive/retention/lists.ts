import { type ClosedCase, closedCases } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { retentionOf, type Verdict } from './retention.ts';

/** A case with what the rules of its own version say about it. */
export interface Judged {
  readonly found: ClosedCase;
  readonly service: Service;
  readonly verdict: Verdict;
}

export type ListKind = 'destroy' | 'keep' | 'wait' | 'unknown';

const BATCH = 500;
/** Longest that one look at a list reads on for cases of its kind. */
const BATCHES = 40;

/** What the rules of the version that a case ran on say about it today. */
export async function judge(
  db: Db,
  { town, catalogue }: { readonly town: Town; readonly catalogue: Catalogue },
  found: ClosedCase,
  today: string,
): Promise<Judged> {
  return judged(await catalogue.version(db, found.version), { town, found, today });
}

function judged(
  service: Service,
  { town, found, today }: { readonly town: Town; readonly found: ClosedCase; readonly today: string },
): Judged {
  return { found, service, verdict: retentionOf(service.definition.retention, found, town.code, today) };
}

export interface ListPage {
  readonly cases: readonly Judged[];
  /** Where the next page begins; null on the last. */
  readonly next: { readonly closedAt: string; readonly id: string } | null;
}

/** Closed cases of one kind, oldest closure first, at most `limit`. One whose rules cannot be read is in no list: it stays. */
export async function listed(
  db: Db,
  of: { readonly town: Town; readonly catalogue: Catalogue; readonly kind: ListKind; readonly today: string },
  { limit, after }: { readonly limit: number; readonly after?: NonNullable<ListPage['next']> },
): Promise<ListPage> {
  const cases: Judged[] = [];
  let from = after;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const found = await closedCases(db, { limit: BATCH, ...(from === undefined ? {} : { after: from }) });
    for (const one of found) {
      const service = await of.catalogue.readable(db, one.version);
      from = { closedAt: one.closedAt ?? '', id: one.id };
      if (service === undefined) continue;
      const verdict = judged(service, { town: of.town, found: one, today: of.today });
      if (verdict.verdict.kind !== of.kind) continue;
      cases.push(verdict);
      if (cases.length === limit) return { cases, next: from };
    }
    if (found.length < BATCH) return { cases, next: null };
  }
  return { cases, next: from ?? null };
}

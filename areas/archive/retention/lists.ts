import { type ClosedCase, closedCases, otherFiles } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { isPersonalFile, type RetentionFacts, retentionOf, type Verdict } from './retention.ts';

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

interface Of {
  readonly town: Town;
  readonly catalogue: Catalogue;
  readonly today: string;
}

/** What the rules of the version that a case ran on say about it today. */
export async function judge(
  db: Db,
  { town, catalogue }: { readonly town: Town; readonly catalogue: Catalogue },
  found: ClosedCase,
  today: string,
): Promise<Judged> {
  const of = { town, catalogue, today };
  const alone = judged(await catalogue.version(db, found.version), found, of);
  const [whole = alone] = await amongOthers(db, of, [alone]);
  return whole;
}

function judged(service: Service, found: ClosedCase, { town, today }: Of, others?: RetentionFacts['others']): Judged {
  const facts = others === undefined ? found : { ...found, others };
  return { found, service, verdict: retentionOf(service.definition.retention, facts, town.code, today) };
}

/**
 * The same judged together with the other personal files of the same persons (SoL (2025:400) 16 kap. 1 §): a file is not
 * weeded while the board holds one of them that is not. One whose rules cannot be read is taken for one that is open.
 */
async function amongOthers(db: Db, of: Of, alone: readonly Judged[]): Promise<readonly Judged[]> {
  const asked = alone.filter(({ service }) => isPersonalFile(service.definition.retention));
  const others = Map.groupBy(
    await otherFiles(
      db,
      asked.map(({ found }) => found.id),
    ),
    (one) => one.of,
  );
  const personal = new Map<string, boolean>();
  for (const { version } of [...others.values()].flat()) {
    if (personal.has(version)) continue;
    const service = await of.catalogue.readable(db, version);
    personal.set(version, service === undefined || isPersonalFile(service.definition.retention));
  }
  return alone.map((one) => {
    const kept = (others.get(one.found.id) ?? []).filter(({ version }) => personal.get(version));
    return kept.length === 0 ? one : judged(one.service, one.found, of, kept);
  });
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
    const verdicts = await verdictsOf(db, of, found);
    for (const one of found) {
      from = { closedAt: one.closedAt ?? '', id: one.id };
      const verdict = verdicts.get(one.id);
      if (verdict === undefined || listOf(verdict) !== of.kind) continue;
      cases.push(verdict);
      if (cases.length === limit) return { cases, next: from };
    }
    if (found.length < BATCH) return { cases, next: null };
  }
  return { cases, next: from ?? null };
}

/** Which list a case stands in: one that another file of the same person holds waits like one that is not due. */
function listOf({ verdict: { kind } }: Judged): Verdict['kind'] {
  return kind === 'held' ? 'wait' : kind;
}

/** By the id of the case; without those whose rules cannot be read. Only what could be destroyed is asked of others. */
async function verdictsOf(
  db: Db,
  of: Of & { readonly kind: ListKind },
  found: readonly ClosedCase[],
): Promise<ReadonlyMap<string, Judged>> {
  const alone: Judged[] = [];
  for (const one of found) {
    const service = await of.catalogue.readable(db, one.version);
    if (service !== undefined) alone.push(judged(service, one, of));
  }
  const may: readonly Verdict['kind'][] = of.kind === 'wait' ? ['wait', 'destroy'] : ['destroy'];
  const among = await amongOthers(
    db,
    of,
    alone.filter(({ verdict }) => may.includes(verdict.kind)),
  );
  return new Map([...alone, ...among].map((one) => [one.found.id, one]));
}

import fc from 'fast-check';
import { sql } from 'kysely';
import { ruleOnInsight } from '#areas/cases/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { applies, type Regime } from '#platform/town/index.ts';

/** The parties of a random file: who applied, and another who may be protected. */
const WHO = ['applicant', 'other'] as const;
export type Who = (typeof WHO)[number];

export interface Item {
  /** A `decision` is a letter that tells one; what goes out of the house goes to one of the parties. */
  readonly what: 'attachment' | 'statement' | 'register' | 'translation' | 'decision' | 'note';
  /** Who sent it, somebody outside whose words an officer entered, or nobody: the house made it. */
  readonly by: Who | 'outside' | null;
  /** The earlier item whose place it takes, as an officer enters a new version. */
  readonly of: number | null;
}

export interface RandomRuling {
  readonly item: number;
  /** Null: every party. */
  readonly from: Who | null;
  readonly withheld: boolean;
}

/** A file as nobody would think of it. */
export interface RandomFile {
  readonly items: readonly Item[];
  readonly rulings: readonly RandomRuling[];
  readonly protects: Who | null;
  /** Of the one ground of the service: FL 10 § gives insight, or FL 2 § switches it off. */
  readonly regime: Regime;
}

const who = fc.option(fc.constantFrom(...WHO));
const item: fc.Arbitrary<Item> = fc.record({
  what: fc.constantFrom('attachment', 'statement', 'register', 'translation', 'decision', 'note'),
  by: fc.option(fc.constantFrom(...WHO, 'outside')),
  of: fc.option(fc.nat(6)),
});

export const randomFile: fc.Arbitrary<RandomFile> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 8 }),
  rulings: fc.array(fc.record({ item: fc.nat(7), from: who, withheld: fc.boolean() }), { maxLength: 6 }),
  protects: who,
  regime: fc.constantFrom('forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'),
});

/** What chance seldom makes all of: entered by officers, sent to the other, and versions of what is withheld and not. */
export const FORESEEN: readonly RandomFile[] = [
  {
    protects: 'other',
    regime: 'forvaltningsbesvar',
    items: [
      { what: 'attachment', by: 'outside', of: null },
      { what: 'attachment', by: 'outside', of: 0 },
      { what: 'translation', by: 'other', of: null },
      { what: 'translation', by: 'applicant', of: null },
      { what: 'attachment', by: 'applicant', of: null },
      { what: 'attachment', by: 'outside', of: 4 },
      { what: 'statement', by: null, of: null },
    ],
    rulings: [],
  },
  {
    protects: null,
    regime: 'laglighetsprovning-social',
    items: [
      { what: 'attachment', by: 'applicant', of: null },
      { what: 'attachment', by: 'outside', of: 0 },
      { what: 'attachment', by: 'outside', of: 1 },
      { what: 'attachment', by: 'outside', of: null },
      { what: 'attachment', by: 'outside', of: 3 },
    ],
    rulings: [
      { item: 0, from: 'applicant', withheld: true },
      { item: 3, from: null, withheld: true },
      { item: 4, from: 'other', withheld: false },
    ],
  },
  {
    protects: null,
    regime: 'laglighetsprovning',
    items: [
      { what: 'attachment', by: 'applicant', of: null },
      { what: 'attachment', by: 'outside', of: null },
      { what: 'note', by: null, of: null },
      { what: 'decision', by: 'other', of: null },
      { what: 'translation', by: 'applicant', of: null },
      { what: 'register', by: null, of: null },
      { what: 'statement', by: null, of: null },
      { what: 'attachment', by: 'outside', of: 6 },
    ],
    rulings: [{ item: 2, from: null, withheld: false }],
  },
];

/** Of each item, the one whose place it takes; null where it is the first, or is no document, or came too late for that. */
function replacedBy(items: readonly Item[]): readonly (number | null)[] {
  const taken = new Set<number>();
  return items.map(({ what, of }, index) => {
    const old = of === null || of >= index ? undefined : items[of];
    if (of === null || old === undefined || old.what === 'note' || what === 'note' || taken.has(of)) return null;
    taken.add(of);
    return of;
  });
}

const OUT: readonly Item['what'][] = ['translation', 'decision'];

/** Who a translation or a decision goes to. */
const goesTo = ({ by }: Item): Who => (by === 'applicant' ? 'applicant' : 'other');

/**
 * What a party does not see, told from the rule in words: a document and its versions are one thing, which stands as the
 * first of them does, and the last ruling about it and the party decides. Without one its own is seen, and what went to
 * it; a register's answer is the applicant's; and where somebody else is protected nothing of what anybody else sent or
 * was sent, nor of what officers noted or entered, and to who has not applied nothing at all. Where the decision is
 * appealed under KL 13 kap. nothing is seen but one's own, what went to one, and the decisions.
 */
export function withheldFrom(file: RandomFile, party: Who): readonly number[] {
  const guarded = file.protects !== null && file.protects !== party;
  const replaced = replacedBy(file.items);
  const first = (index: number): number => {
    const old = replaced[index] ?? null;
    return old === null ? index : first(old);
  };
  return file.items.flatMap((_, index) => {
    const ruling = file.rulings.findLast(
      (one) => first(one.item) === first(index) && (one.from === null || one.from === party),
    );
    if (ruling !== undefined) return ruling.withheld ? [index] : [];
    const standing = file.items[first(index)];
    return standing !== undefined && waits(standing, party, guarded, file.regime) ? [index] : [];
  });
}

function waits(item: Item, party: Who, guarded: boolean, regime: Regime): boolean {
  const { what, by } = item;
  const insight = applies(regime, 10);
  if (what === 'note') return guarded || !insight;
  if (what === 'decision') return goesTo(item) !== party && guarded;
  if (what === 'translation') return goesTo(item) !== party && (guarded || !insight);
  if (by === party) return false;
  if (what === 'register') return party !== 'applicant';
  if (!insight) return true;
  return guarded && (party !== 'applicant' || by !== null);
}

/** Puts a random file into a case of its own, like another one; the case, and its items in the order they were made. */
export async function caseWith(
  db: Db,
  like: string,
  file: RandomFile,
  people: { readonly [who in Who]: string } & { readonly officer: string; readonly unit: string },
): Promise<{ readonly caseId: string; readonly items: readonly string[] }> {
  return transaction(db, async (tx) => {
    const caseId = uuidv7();
    await sql`insert into cases.case select (jsonb_populate_record(c, jsonb_build_object('id', ${caseId}::text,
      'number', 'SN 2026-' || right(${caseId}::text, 12), 'application_id', null,
      'grounds', jsonb_build_object('grund', ${file.regime}::text)))).* from cases.case c where c.id = ${like}`.execute(
      tx,
    );
    for (const [one, role] of [
      ['applicant', 'applicant'],
      ['other', 'counterparty'],
    ] as const) {
      await sql`insert into cases.party_role (case_id, party_id, role, since) values (${caseId}, ${people[one]}, ${role}, now())`.execute(
        tx,
      );
      await sql`update identity.party set protected = ${file.protects === one} where id = ${people[one]}`.execute(tx);
    }
    const items: string[] = [];
    const replaced = replacedBy(file.items);
    for (const [index, one] of file.items.entries()) {
      const { what, by } = one;
      const id = uuidv7();
      items.push(id);
      const to = OUT.includes(what) ? people[goesTo(one)] : null;
      const decision = what === 'decision' ? uuidv7() : null;
      const sender = to !== null || by === null || by === 'outside' ? null : people[by];
      const entered = by === 'outside' ? people.officer : null;
      const direction = to !== null ? 'out' : by === null ? 'internal' : 'in';
      await (what === 'note'
        ? sql`insert into cases.note (id, case_id, text, by_party, unit, at)
            values (${id}, ${caseId}, ${`Anteckning ${index} ${id}`}, ${people.officer}, ${people.unit}, now())`.execute(
            tx,
          )
        : sql`insert into cases.document (id, case_id, direction, kind, title, content, at, by_party, to_party, entered_by,
              replaces, decision_id)
            values (${id}, ${caseId}, ${direction}, ${decision === null ? what : 'letter'}, ${`Handling ${index}`},
              ${JSON.stringify(what === 'register' ? { name: 'income', value: {} } : { text: `Ord ${index}` })}::jsonb, now(),
              ${sender}::uuid, ${to}::uuid, ${entered}::uuid, ${items[replaced[index] ?? -1] ?? null}::uuid, ${decision}::uuid)`.execute(
            tx,
          ));
    }
    for (const { item, from, withheld } of file.rulings) {
      const id = items[item];
      if (id === undefined) continue;
      await ruleOnInsight(tx, {
        caseId,
        item: id,
        what: file.items[item]?.what === 'note' ? 'note' : 'document',
        party: from === null ? null : people[from],
        basis: withheld ? 'OSL (2009:400) 26 kap. 1 §' : null,
        summary: '',
        reasons: 'Prövat.',
        by: { party: people.officer, unit: people.unit },
        at: '2026-02-03T08:00:00Z',
      });
    }
    return { caseId, items };
  });
}

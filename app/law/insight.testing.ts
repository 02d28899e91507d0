import fc from 'fast-check';
import { sql } from 'kysely';
import { ruleOnInsight } from '#areas/cases/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';

/** The parties of a random file: who applied, and another who may be protected. */
const WHO = ['applicant', 'other'] as const;
export type Who = (typeof WHO)[number];

export interface Item {
  readonly what: 'attachment' | 'statement' | 'register' | 'note';
  /** Who sent it; nobody: the house made it. */
  readonly by: Who | null;
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
}

const who = fc.option(fc.constantFrom(...WHO));
const item = fc.record({
  what: fc.constantFrom('attachment', 'statement', 'register', 'note'),
  by: who,
}) as fc.Arbitrary<Item>;

export const randomFile: fc.Arbitrary<RandomFile> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 8 }),
  rulings: fc.array(fc.record({ item: fc.nat(7), from: who, withheld: fc.boolean() }), { maxLength: 6 }),
  protects: who,
});

/**
 * What a party does not see, told from the rule in words: the last ruling about the item and the party decides. Without
 * one its own is seen; a register's answer is the applicant's; and where somebody else is protected nothing of what that
 * party sent, of what officers noted, and to who has not applied nothing at all.
 */
export function withheldFrom(file: RandomFile, party: Who): readonly number[] {
  const guarded = file.protects !== null && file.protects !== party;
  return file.items.flatMap(({ what, by }, index) => {
    const ruling = file.rulings.findLast((one) => one.item === index && (one.from === null || one.from === party));
    if (ruling !== undefined) return ruling.withheld ? [index] : [];
    if (what !== 'note' && by === party) return [];
    if (what === 'note') return guarded ? [index] : [];
    if (what === 'register') return party === 'applicant' ? [] : [index];
    if (!guarded) return [];
    return party !== 'applicant' || by !== null ? [index] : [];
  });
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
      'number', 'SN 2026-' || right(${caseId}::text, 12), 'application_id', null))).* from cases.case c where c.id = ${like}`.execute(
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
    for (const [index, { what, by }] of file.items.entries()) {
      const id = uuidv7();
      items.push(id);
      const sender = by === null ? null : people[by];
      await (what === 'note'
        ? sql`insert into cases.note (id, case_id, text, by_party, unit, at)
            values (${id}, ${caseId}, ${`Anteckning ${index} ${id}`}, ${people.officer}, ${people.unit}, now())`.execute(
            tx,
          )
        : sql`insert into cases.document (id, case_id, direction, kind, title, content, at, by_party)
            values (${id}, ${caseId}, ${by === null ? 'internal' : 'in'}, ${what}, ${`Handling ${index}`},
              ${JSON.stringify(what === 'register' ? { name: 'income', value: {} } : { text: `Ord ${index}` })}::jsonb, now(),
              ${sender}::uuid)`.execute(tx));
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

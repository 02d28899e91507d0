import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Actor, PartyId } from './actor.ts';
import { mayOpen } from './condition.ts';
import { isParty } from './party.ts';
import { can, permissions, refusal, type Subject } from './permissions.ts';

const party = (n: number) => `00000000-0000-7000-8000-00000000000${n}` as PartyId;

function staff(may: readonly string[], unit = 'stod', who = party(1)): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', party: who, name: '', assignment: 'a', unit, roles: [], may, session: 's' };
}
function citizen(who: PartyId, principal = who, assurance = 'loa3'): Actor {
  return { kind: 'citizen', party: who, principal, name: '', assurance, session: 's' };
}

const ordinary: Subject = { unit: 'stod', parties: [party(5)], protected: false };

test('an officer opens the cases of the own unit, and decides only with a role for it', () => {
  assert.ok(can(staff(['work']), 'case.open', ordinary));
  assert.equal(refusal(staff(['work']), 'case.decide', ordinary)?.reason, 'role');
  assert.ok(can(staff(['work', 'decide']), 'case.decide', ordinary));
  assert.equal(refusal(staff(['work'], 'park'), 'case.open', ordinary)?.reason, 'unit');
});

test('an officer who is a party, or near one, cannot open the case (FL 16 §)', () => {
  assert.equal(
    refusal(staff(['work']), 'case.open', { ...ordinary, parties: [party(5), party(1)] })?.reason,
    'conflict',
  );
  assert.equal(refusal(staff(['work']), 'case.open', { ...ordinary, kin: [party(5)] })?.reason, 'conflict');
  assert.ok(refusal(staff(['work']), 'case.open', { ...ordinary, parties: [party(1)] })?.basis.includes('FL 16–17 §§'));
});

test('a protected person’s case is open to the named role only', () => {
  const guarded = { ...ordinary, protected: true };
  assert.equal(refusal(staff(['work']), 'case.open', guarded)?.reason, 'protected');
  assert.ok(can(staff(['work', 'protected']), 'case.open', guarded));
});

test('what is not known of a case counts against the officer', () => {
  assert.equal(can(staff(['work']), 'case.open', {}), false);
  assert.equal(can(staff(['work']), 'case.open', { unit: 'stod' }), false);
});

test('a citizen follows the cases of whom she acts for, and no others', () => {
  assert.ok(can(citizen(party(5)), 'case.follow', ordinary));
  assert.ok(can(citizen(party(6), party(5)), 'case.follow', ordinary));
  assert.equal(refusal(citizen(party(6)), 'case.follow', ordinary)?.reason, 'not-party');
  assert.equal(can(staff(['work', 'decide', 'protected']), 'case.follow', ordinary), false);
});

test('a service that asks for more than the sign-in proved says so', () => {
  const submit = (assurance: string, needed?: string) =>
    can(
      citizen(party(1), party(1), assurance),
      'application.submit',
      needed === undefined ? {} : { assurance: needed },
    );
  assert.ok(submit('loa3', 'loa3') && submit('loa3', 'loa2'));
  assert.equal(submit('loa2', 'loa3') || submit('loa3', 'made-up') || submit('loa3'), false);
});

test('nobody unnamed may do anything, and every action has its law', () => {
  for (const [action, { basis, checks }] of Object.entries(permissions)) {
    assert.ok(basis.length > 0 && checks.length > 0, action);
    for (const actor of [{ kind: 'anonymous' }, { kind: 'system', function: 'x' }] as const) {
      assert.equal(
        can(actor, action as keyof typeof permissions, { ...ordinary, owner: party(1), assurance: 'loa2' }),
        false,
        action,
      );
    }
  }
});

test('a person who acts for a party is one too', () => {
  assert.ok(isParty(citizen(party(2), party(5)), [party(5)]));
  assert.equal(isParty(staff(['work']), [party(5)]), false);
  assert.equal(isParty({ kind: 'anonymous' }, [party(5)]), false);
});

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

test('the SQL condition and the table of permissions say the same', async () => {
  const parties = fc.uniqueArray(fc.integer({ min: 1, max: 5 }).map(party), { maxLength: 3 });
  const cases = fc.record({
    may: fc.subarray(['work', 'decide', 'protected']),
    unit: fc.constantFrom('stod', 'park'),
    who: fc.integer({ min: 1, max: 5 }).map(party),
    acting: fc.boolean(),
    parties,
    kin: parties,
    guarded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ may, unit, who, acting, parties, kin, guarded }) => {
      const actor = acting ? citizen(who) : staff(may, unit, who);
      const columns = {
        unit: sql`'stod'::text`,
        protected: sql<boolean>`${guarded}::boolean`,
        hasParty: (among: readonly PartyId[]) => sql<boolean>`(${parties}::uuid[] && ${among}::uuid[])`,
      };
      const { rows } = await sql<{ may: boolean }>`select ${mayOpen(actor, columns, kin)} as may`.execute(database.db);
      const subject = { unit: 'stod', parties, kin, protected: guarded };
      assert.equal(rows[0]?.may, can(actor, acting ? 'case.follow' : 'case.open', subject));
    }),
    { numRuns: 150 },
  );
});

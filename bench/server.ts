import { sql } from 'kysely';
import { serve } from '#app/serve.ts';
import { type PartyId, syncAssignments } from '#platform/access/index.ts';
import { type ConnectionTarget, transaction } from '#platform/database/index.ts';
import { ensureParty, startSession } from '#platform/identity/index.ts';

/**
 * The server as `torget serve` runs it, with two differences: a benchmark comes from one address, so the rate limits are
 * wide, and sessions can be had for the asking. Speaks over the channel of `fork`: `{ sessions: numbers }` is answered
 * with their cookies, `{ parties: ids }` and `{ staff: assignments }` too, `'memory'` with resident bytes and processor time, `'database'` with where it is, `'stop'` ends it in order.
 */
const served = await serve({ limitScale: 1e6 });
const house = served.houses[0];
if (house === undefined) throw new Error('no town is served');
const { db, town, now } = house.site;

/** In one transaction: each takes a lock, and the server has room for some thousands. */
const AT_ONCE = 1000;

async function sessions(numbers: readonly string[]): Promise<string[]> {
  const at = Temporal.Instant.from(now());
  const cookies: string[] = [];
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    await transaction(db, async (tx) => {
      for (const number of numbers.slice(from, from + AT_ONCE)) {
        const party = await ensureParty(tx, town, number, at);
        cookies.push(await startSession(tx, { party, assurance: 'loa3', provider: 'test-eid' }));
      }
    });
  }
  return cookies;
}

/** Persons of the database, whether or not a register knows them. */
async function sessionsOf(parties: readonly string[]): Promise<string[]> {
  return transaction(db, (tx) =>
    Promise.all(
      parties.map((party) => startSession(tx, { party: party as PartyId, assurance: 'loa3', provider: 'test-eid' })),
    ),
  );
}

/** Staff of the town's register, each at work in one assignment by its id there. */
async function staff(assignments: readonly string[]): Promise<string[]> {
  const at = Temporal.Instant.from(now());
  return transaction(db, async (tx) => {
    const cookies: string[] = [];
    for (const name of assignments) {
      const person = town.registers?.staff.find((each) => each.assignments.some(({ id }) => id === name));
      if (person === undefined) throw new Error(`nobody is ${name}`);
      const party = await ensureParty(tx, town, person.number, at);
      const held = await syncAssignments(tx, party, person.assignments, 'registers/staff.yaml', at);
      const assignment = held.find((each) => each.name === name)?.id ?? '';
      cookies.push(await startSession(tx, { party, assurance: 'loa3', provider: 'test-eid', assignment }));
    }
    return cookies;
  });
}

async function where(): Promise<ConnectionTarget> {
  const { rows } = await sql<{ socket: string; database: string }>`
    select current_setting('unix_socket_directories') as socket, current_database() as database`.execute(db);
  return { user: 'torget', ...rows[0] };
}

async function stop(): Promise<void> {
  process.off('message', heard).off('disconnect', stop);
  await served.close();
  if (process.connected) process.disconnect?.();
}

function heard(message: unknown): void {
  if (message === 'stop') void stop();
  else if (message === 'memory')
    process.send?.({ ...process.memoryUsage(), cpu: process.cpuUsage(), thread: process.threadCpuUsage() });
  else if (message === 'database') void where().then((target) => process.send?.(target));
  else if (typeof message === 'object' && message !== null && 'parties' in message)
    void sessionsOf(message.parties as string[]).then((cookies) => process.send?.({ cookies }));
  else if (typeof message === 'object' && message !== null && 'staff' in message)
    void staff(message.staff as string[]).then((cookies) => process.send?.({ cookies }));
  else if (typeof message === 'object' && message !== null && 'sessions' in message)
    void sessions(message.sessions as string[]).then((cookies) => process.send?.({ cookies }));
}

process.on('message', heard);
process.on('disconnect', stop);
process.send?.('ready');

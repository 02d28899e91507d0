import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type OpenDatabase, openDatabase } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { type TestWorld, testWorld } from '../testing.ts';
import { FLOWS } from './flows.testing.ts';
import { examine, flowBlocks, type Paid, playFlow, untilAnswered } from './play.testing.ts';
import { type CuttingProxy, cuttingProxy } from './proxy.testing.ts';

/** Every message with `TORGET_CUTS=all`; otherwise so many of each flow, spread over all of it from a random first one. */
const EACH = process.env['TORGET_CUTS'] === 'all' ? Number.POSITIVE_INFINITY : 15;

/** So many ways in a row that were over before their cut: a way is not always equally long. */
const BEYOND = 20;

let database: TestDatabase;
let proxy: CuttingProxy;
let through: OpenDatabase;
let world: TestWorld;
const paid: Paid = new Map();

describe('the connection is cut at a wire message: nothing is lost, nothing doubled, every instance ends', () => {
  before(async () => {
    database = await testDatabase();
    await sql`create table public.note (business_key uuid, element text)`.execute(database.db);
    await sql`create table public.opened (key uuid, process text, primary key (key, process))`.execute(database.db);
    proxy = await cuttingProxy(database.target);
    through = openDatabase(proxy.target, { size: 3 });
    world = await testWorld(flowBlocks(paid), {}, through.db);
    await world.deploy(...FLOWS.flatMap(({ processes }) => processes));
  });
  after(async () => {
    await world.close();
    await through.close();
    await proxy.close();
    await database.drop();
  });

  for (const flow of FLOWS) {
    test(flow.name, async (t) => {
      proxy.cutAfter(Number.POSITIVE_INFINITY);
      await examine(world, flow, await playFlow(world, flow), paid);
      const messages = proxy.passed;
      const step = Math.max(1, Math.ceil(messages / EACH));
      let [cuts, beyond] = [0, 0];
      // A way that no longer comes to the message is shorter than that: later messages are none of it.
      for (let at = 1 + Math.floor(Math.random() * step); at <= messages && beyond < BEYOND; at += step) {
        proxy.cutAfter(at);
        const key = await playFlow(world, flow);
        beyond = proxy.hasCut ? 0 : beyond + 1;
        cuts += proxy.hasCut ? 1 : 0;
        proxy.cutAfter(Number.POSITIVE_INFINITY);
        // A connection that was cut while nobody used it is found out by the first who does.
        await untilAnswered(() => sql`select 1`.execute(world.db));
        await examine(world, flow, key, paid).catch((error: unknown) => {
          throw new Error(`cut after message ${at} of ${messages}`, { cause: error });
        });
      }
      t.diagnostic(`${cuts} cuts on a way of at most ${messages} messages`);
      assert.ok(cuts > 3, `only ${cuts} cuts`);
    });
  }
});

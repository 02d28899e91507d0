import { serve } from '#app/serve.ts';
import { transaction } from '#platform/database/index.ts';
import { ensureParty, startSession } from '#platform/identity/index.ts';

/**
 * The server as `torget serve` runs it, with two differences: a benchmark comes from one address, so the rate limits are
 * wide, and sessions can be had for the asking. Speaks over the channel of `fork`: `{ sessions: numbers }` is answered
 * with their cookies, `'memory'` with the resident bytes, `'stop'` ends it in order.
 */
const served = await serve({ limitScale: 1e6 });
const { db, town } = served.house.site;

async function sessions(numbers: readonly string[]): Promise<string[]> {
  const at = Temporal.Instant.from(served.house.site.now());
  return transaction(db, async (tx) => {
    const cookies: string[] = [];
    for (const number of numbers) {
      const party = await ensureParty(tx, town, number, at);
      cookies.push(await startSession(tx, { party, assurance: 'loa3', provider: 'test-eid' }));
    }
    return cookies;
  });
}

async function stop(): Promise<void> {
  process.off('message', heard);
  await served.close();
  process.disconnect?.();
}

function heard(message: unknown): void {
  if (message === 'stop') void stop();
  else if (message === 'memory') process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() });
  else if (typeof message === 'object' && message !== null && 'sessions' in message)
    void sessions(message.sessions as string[]).then((cookies) => process.send?.({ cookies }));
}

process.on('message', heard);
process.on('disconnect', () => void stop());
process.send?.('ready');

// Runs in the place without a network: the module's `main`, then writes what the kernel has counted meanwhile.
import { writeFileSync } from 'node:fs';
import { leaving } from './kernel.ts';

const [module = '', counters = ''] = process.argv.slice(2);
const before = counters === '' ? undefined : leaving();
const { main }: { main: () => Promise<void> } = await import(module);
await main();
if (before !== undefined) {
  const now = leaving();
  const since = { noRoute: now.noRoute - before.noRoute, noPort: now.noPort - before.noPort };
  writeFileSync(counters, JSON.stringify(since));
}

import { greet } from '../greeting.ts';
import { serve } from '../serve.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PATIENCE_MS = 2000;

/** `torget serve`: runs until it is asked to stop, then lets requests and jobs end and stops the database last. */
export async function serveCommand(): Promise<number> {
  const served = await serve();
  // Before the greeting says how to stop: who is quick must not find nobody listening.
  const asked = askedToStop();
  greet(served.greeting);
  await asked;
  await served.close();
  return 0;
}

/**
 * One Ctrl-C may arrive twice, from the terminal's process group and forwarded by npm: it must not cut off the stop and
 * leave the database running. Who presses again later means it.
 */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const asked = () => {
      first ??= performance.now();
      if (performance.now() - first > PATIENCE_MS) process.exit(130);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, asked);
  });
}

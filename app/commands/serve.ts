import { greet } from '../greeting.ts';
import { serve } from '../serve.ts';

/** `torget serve`: runs until it is asked to stop, then lets requests and jobs end and stops the database last. */
export async function serveCommand(): Promise<number> {
  const served = await serve();
  greet(served.greeting);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await served.close();
  return 0;
}

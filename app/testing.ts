import { createServer } from 'node:net';
import type { TestDatabase } from '#platform/database/testing.ts';

/** The URL of a test database, whether its server is reached by socket or by address. */
export function urlOf({ target }: TestDatabase): string {
  const socket = encodeURIComponent(target.socket ?? '');
  const url = new URL(target.url ?? `postgres://torget@localhost/postgres?host=${socket}`);
  url.pathname = `/${target.database}`;
  return url.href;
}

/** A port of loopback that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

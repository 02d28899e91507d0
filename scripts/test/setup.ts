import { startTestServer, type TestServer } from '#platform/database/testing.ts';

let server: TestServer | undefined;

/** One PostgreSQL server for the whole run, named to the test processes by DATABASE_URL. */
export async function globalSetup(): Promise<void> {
  if (process.env['DATABASE_URL'] !== undefined) return;
  server = await startTestServer();
  process.env['DATABASE_URL'] = urlOf(server);
}

export async function globalTeardown(): Promise<void> {
  if (server === undefined) return;
  delete process.env['DATABASE_URL'];
  await server.stop();
  server = undefined;
}

function urlOf({ target }: TestServer): string {
  if (target.url !== undefined) return target.url;
  const user = encodeURIComponent(target.user ?? 'torget');
  return `postgres://${user}@localhost/postgres?host=${encodeURIComponent(target.socket ?? '')}`;
}

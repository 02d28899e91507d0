import { startTestServer, type TestServer } from './testing.ts';

let server: TestServer | undefined;

/** Starts the one server of a test run, unless DATABASE_URL names one already; the files of the run find it there. */
export async function globalSetup(): Promise<void> {
  if (process.env['DATABASE_URL'] !== undefined) return;
  server = await startTestServer();
  const socket = encodeURIComponent(server.target.socket ?? '');
  process.env['DATABASE_URL'] = `postgres://torget@localhost/postgres?host=${socket}`;
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}

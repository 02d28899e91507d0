import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ConnectionTarget } from '#platform/database/index.ts';

/** A proxy before PostgreSQL that cuts one connection right after a certain wire message, in either direction. */
export interface CuttingProxy {
  readonly target: ConnectionTarget;
  /** Counts from now on; the connection of message `at` is cut as soon as that message has been passed on. */
  cutAfter(at: number): void;
  /** Messages passed on since then. */
  readonly passed: number;
  readonly hasCut: boolean;
  close(): Promise<void>;
}

/** Starts the proxy on a port of its own. */
export async function cuttingProxy(to: ConnectionTarget): Promise<CuttingProxy> {
  const state = { passed: 0, at: Number.POSITIVE_INFINITY, cut: false };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = openUpstream(to);
    for (const socket of [client, upstream]) {
      // Messages are small: nobody waits for another one to fill the packet.
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    const both = () => {
      client.destroy();
      upstream.destroy();
    };
    client.on('close', both);
    upstream.on('close', both);
    pass(client, upstream, true, state, both);
    pass(upstream, client, false, state, both);
  });
  const port = await listening(server);
  const user = to.url === undefined ? (to.user ?? 'torget') : new URL(to.url).username;
  const password = to.url === undefined ? '' : `:${new URL(to.url).password}`;
  return {
    target: { url: `postgres://${user}${password}@127.0.0.1:${port}/${to.database ?? 'postgres'}` },
    cutAfter(at) {
      Object.assign(state, { passed: 0, at, cut: false });
    },
    get passed() {
      return state.passed;
    },
    get hasCut() {
      return state.cut;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function openUpstream(to: ConnectionTarget): Socket {
  const url = to.url === undefined ? undefined : new URL(to.url);
  const host = to.socket ?? url?.searchParams.get('host') ?? decodeURIComponent(url?.hostname ?? '');
  const port = Number(url?.port || 5432);
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** Passes on message by message (PostgreSQL's protocol 3.0: a type, except for the first one of a client, and a length). */
function pass(
  from: Socket,
  to: Socket,
  startsBare: boolean,
  state: { passed: number; at: number; cut: boolean },
  cut: () => void,
): void {
  let [held, bare] = [Buffer.alloc(0), startsBare];
  from.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const head = bare ? 0 : 1;
      if (held.length < head + 4) return;
      const length = head + held.readUInt32BE(head);
      if (held.length < length) return;
      const message = held.subarray(0, length);
      held = held.subarray(length);
      bare = false;
      state.passed += 1;
      if (state.passed !== state.at) {
        to.write(message);
        continue;
      }
      state.cut = true;
      to.write(message, cut);
      return;
    }
  });
}

import { createServer, type Socket } from 'node:net';

/** The test file of the antivirus makers (eicar.org): harmless, and found by every scanner. In two parts, so that ours is not. */
export const EICAR = Buffer.from(
  `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR'}-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`,
  'latin1',
);

export interface TestClamd {
  /** `tcp://127.0.0.1:port`. */
  readonly url: string;
  /** How many streams it has looked through. */
  readonly heard: () => number;
  /** Answers wait from now on until `go`. */
  hold(): void;
  go(): void;
  close(): Promise<void>;
}

/**
 * A daemon that speaks clamd's INSTREAM and finds one thing: the bytes of EICAR, wherever they stand. `limit` is its
 * StreamMaxLength.
 */
export async function testClamd(limit = 100_000_000): Promise<TestClamd> {
  let heard = 0;
  let free = Promise.resolve();
  let release = () => {};
  const server = createServer((socket) => {
    void serve(socket, limit)
      .then(async (answer) => {
        heard += 1;
        await free;
        // What it stopped reading has to go by, or the connection is never over.
        socket.end(`${answer}\0`).resume();
      })
      .catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    heard: () => heard,
    hold() {
      free = new Promise((resolve) => {
        release = resolve;
      });
    },
    go: () => release(),
    async close() {
      release();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads the command and its chunks as they come, however they are cut; gives the answer without its end. */
async function serve(socket: Socket, limit: number): Promise<string> {
  let rest = Buffer.alloc(0);
  let seen = Buffer.alloc(0);
  let begun = false;
  let total = 0;
  for await (const bytes of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, bytes]);
    if (!begun) {
      const end = rest.indexOf(0);
      if (end < 0) continue;
      if (rest.toString('latin1', 0, end) !== 'zINSTREAM') return 'UNKNOWN COMMAND';
      rest = rest.subarray(end + 1);
      begun = true;
    }
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const length = rest.readUInt32BE(0);
      if (length === 0) return seen.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
      total += length;
      if (total > limit) return 'INSTREAM size limit exceeded. ERROR';
      seen = Buffer.concat([seen, rest.subarray(4, 4 + length)]);
      if (!seen.includes(EICAR)) seen = seen.subarray(-EICAR.length);
      rest = rest.subarray(4 + length);
    }
  }
  return 'ended early';
}

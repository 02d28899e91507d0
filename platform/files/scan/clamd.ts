import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { TorgetError } from '#platform/errors.ts';

/** What a scanner says of bytes: clean, or the name of what it found. */
export type Verdict = { readonly infected: string | null };

/** Looks through bytes for malicious code. Rejects when it cannot tell: then they are looked through again later. */
export type Scanner = (bytes: Readable) => Promise<Verdict>;

/** clamd(8): a chunk is its length in four bytes and its bytes; none at all ends the stream. */
const END = Buffer.alloc(4);
/** Without a byte from the daemon for so long it is given up for now. Large archives take it many seconds. */
const SILENCE_MS = 120_000;
/** An answer is one line. */
const LONGEST = 4096;

/**
 * A scanner that asks a ClamAV daemon by INSTREAM (clamd(8)): `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`. The
 * bytes pass through; nothing of them is kept here. An answer that is neither OK nor FOUND is a failure: the daemon is
 * too busy, or its StreamMaxLength is smaller than what we take.
 * @throws TorgetError for an address that is neither
 */
export function clamd(address: string): Scanner {
  const url = URL.parse(address);
  const to =
    url?.protocol === 'unix:'
      ? { path: url.pathname }
      : url?.protocol === 'tcp:' && url.hostname !== ''
        ? { host: url.hostname, port: Number(url.port || 3310) }
        : undefined;
  if (to === undefined) throw unscanned('CLAMAV_URL must be tcp://host:port or unix:/path');
  return async (bytes) => {
    const socket = connect(to).setTimeout(SILENCE_MS);
    socket.on('timeout', () => socket.destroy(unscanned('clamd is silent')));
    try {
      const [answer] = await Promise.all([heard(socket), send(socket, bytes)]);
      return read(answer);
    } catch (error) {
      throw error instanceof TorgetError ? error : unscanned('clamd does not answer', error);
    } finally {
      bytes.destroy();
      socket.destroy();
    }
  };
}

async function send(socket: Socket, bytes: Readable): Promise<void> {
  await once(socket, 'connect');
  socket.write('zINSTREAM\0');
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    // A daemon that has heard enough closes; what it said is read beside this.
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (!socket.writable) return;
  }
  socket.write(END);
}

async function heard(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('latin1');
    if (answer.includes('\0') || answer.length > LONGEST) break;
  }
  const line = answer.split('\0', 1)[0] ?? '';
  if (line.length > LONGEST) throw unscanned(`clamd said more than ${LONGEST} characters`);
  return line;
}

function read(answer: string): Verdict {
  if (answer === 'stream: OK') return { infected: null };
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found === undefined) throw unscanned(`clamd said ${JSON.stringify(answer.slice(0, 200))}`);
  return { infected: found.slice(0, 200) };
}

function unscanned(detail: string, cause?: unknown): TorgetError {
  return new TorgetError(
    'not-scanned',
    502,
    { sv: 'Filen kunde inte sökas igenom.', en: 'The file could not be scanned.' },
    detail,
    cause,
  );
}

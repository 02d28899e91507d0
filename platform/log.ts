import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Lines are written in pieces of this many characters: one write for each line costs as much as what it tells of. */
const PIECE = 4096;
/** So long a line waits for others at most. */
const WAIT_MS = 200;

/** Standard error, also of what is said last before the process ends. */
function standardError(): DestinationStream {
  const to = pino.destination({ fd: 2, sync: true, minLength: PIECE, periodicFlush: WAIT_MS });
  process.once('exit', () => {
    try {
      to.flushSync();
    } catch {
      // Nobody reads it any more.
    }
  });
  return to;
}

/**
 * The log of the house: JSON lines on standard error. Route pattern, status, milliseconds, request id and actor id;
 * never an address, a query, a body, a network address or a person's data (a test looks for canaries).
 */
export function openLog(level: string, to: DestinationStream = standardError()): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorForLog } }, to);
}

/**
 * What went wrong, in one line that may be logged and shown to those who operate the house. An error of the database
 * quotes the row that it refused, so only its code and the names of what it is about are kept; numbers and e-mail
 * addresses that another error quotes are covered.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return covered(String(error));
  const about = databaseNames(error);
  return about === undefined ? covered(error.message) : `database error ${about}`;
}

/** An error for the log: kind, line, where in the code, and what caused it. */
export function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: covered(String(error)) };
  const { cause } = error;
  return {
    type: error.name,
    message: describeError(error),
    stack: framesOf(error),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause === undefined ? {} : { cause: errorForLog(cause) }),
  };
}

const NAMED = ['schema', 'table', 'column', 'constraint', 'routine'] as const;

/** SQLSTATE and the names of the objects when it is PostgreSQL that speaks. */
function databaseNames(error: Error): string | undefined {
  if (!('severity' in error) || !('code' in error)) return undefined;
  const named: { readonly [name: string]: unknown } = { ...error };
  return [error.code, ...NAMED.flatMap((name) => named[name] ?? [])].join(' ');
}

/** The stack without its first line, which repeats the message. */
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Digits that may be a personal number, and e-mail addresses. */
function covered(text: string): string {
  return text
    .replace(/(?<!\d)(?:\d{2})?\d{6}[\s+-]?\d{4}(?!\d)/g, '••••••-••••')
    .replace(/[^\s<>"'@]{1,64}@[^\s<>"'@]{1,255}/g, '•••@•••');
}

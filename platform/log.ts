import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/**
 * The log of the house: JSON lines on standard error. Route pattern, status, milliseconds, request id and actor id;
 * never an address, a query, a body, a network address or a person's data (a test looks for canaries).
 */
export function openLog(level: string, to: DestinationStream = pino.destination({ fd: 2, sync: true })): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

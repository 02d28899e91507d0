import { resolve } from 'node:path';
import { TorgetError } from './errors.ts';

/** The environment, all of it (docs/decisions and README list the same names). Nothing else is ever read. */
const NAMES = [
  'TORGET_DATA',
  'TORGET_TOWNS',
  'TORGET_TOWN',
  'TORGET_DATABASES',
  'TORGET_ORIGIN',
  'TORGET_TRUST_PROXY',
  'TORGET_KEYS',
  'TORGET_LOG',
  'TORGET_SHARED',
  'TORGET_CHROME',
] as const;

export interface Environment {
  readonly port: number;
  readonly host: string;
  /** Whether HOST was set: an example installation listens on loopback unless it is, and then every page says so. */
  readonly hostIsSet: boolean;
  readonly data: string;
  readonly towns: string;
  readonly town: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly databases: string | undefined;
  readonly origin: string | undefined;
  readonly trustProxy: boolean;
  readonly keys: string | undefined;
  readonly log: string;
  readonly smtpUrl: string | undefined;
  readonly clamavUrl: string | undefined;
  /** A bucket for people's files; they lie in `data` otherwise (docs/decisions/0013-files-in-a-bucket.md). */
  readonly s3Url: string | undefined;
}

function refused(detail: string): TorgetError {
  return new TorgetError('environment', 500, { sv: `Miljön är fel inställd: ${detail}`, en: detail }, detail);
}

/**
 * Reads the environment once at start. An unknown `TORGET_*` is refused: a misspelt setting must not be ignored.
 * @throws TorgetError with the name of the variable
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const known: readonly string[] = NAMES;
  for (const name of Object.keys(env)) {
    if (name.startsWith('TORGET_') && !known.includes(name)) {
      throw refused(`Unknown variable ${name}. Known: ${NAMES.join(', ')}.`);
    }
  }
  const proxy = env['TORGET_TRUST_PROXY'];
  if (proxy !== undefined && proxy !== '0' && proxy !== '1') throw refused('TORGET_TRUST_PROXY must be 1 or 0.');
  const origin = env['TORGET_ORIGIN'];
  if (origin !== undefined && URL.parse(origin)?.origin !== origin)
    throw refused(`TORGET_ORIGIN must be an origin such as https://e-tjanster.ekhamn.se, not ${origin}.`);
  const port = Number(env['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw refused(`PORT must be a port number, not ${env['PORT']}.`);
  return {
    port,
    host: env['HOST'] ?? '127.0.0.1',
    hostIsSet: env['HOST'] !== undefined,
    data: resolve(env['TORGET_DATA'] ?? './data'),
    towns: resolve(env['TORGET_TOWNS'] ?? './towns'),
    town: env['TORGET_TOWN'],
    databaseUrl: env['DATABASE_URL'],
    databases: env['TORGET_DATABASES'],
    origin,
    trustProxy: proxy === '1',
    keys: env['TORGET_KEYS'],
    log: env['TORGET_LOG'] ?? 'info',
    smtpUrl: env['SMTP_URL'],
    clamavUrl: env['CLAMAV_URL'],
    s3Url: env['S3_URL'],
  };
}

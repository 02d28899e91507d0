import { request as plain } from 'node:http';
import { Agent, request as secure } from 'node:https';
import { TorgetError } from '#platform/errors.ts';

const LIMIT_MS = 10_000;
/** More than any answer of a provider holds. */
const MOST_BYTES = 100_000;

/** What a provider knows the town by: its certificate and key, and who it is itself, each in PEM. */
export interface Certificates {
  readonly cert: string;
  readonly key: string;
  /** Who has signed the provider's own certificate, where no public one has. */
  readonly ca?: string;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly location: string;
  /** The header `PaymentRequestToken`: what the person's app opens the payment with. */
  readonly token: string;
  readonly body: unknown;
}

export type Call = (method: string, url: string, body?: unknown, type?: string) => Promise<ProviderAnswer>;

/**
 * Speaks JSON to a provider, over mutual TLS where there are certificates. Follows no redirect, and waits ten seconds (`limit`, in milliseconds).
 * @throws TorgetError when the provider is away or says something that is no JSON
 */
export function caller(certificates?: Certificates, limit = LIMIT_MS): Call {
  const agent =
    certificates === undefined ? undefined : new Agent({ ...certificates, keepAlive: true, minVersion: 'TLSv1.2' });
  return async (method, url, body, type = 'application/json') => {
    const send = url.startsWith('https:') ? secure : plain;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    try {
      return await new Promise<ProviderAnswer>((resolve, reject) => {
        const asked = send(
          url,
          {
            method,
            ...(agent === undefined ? {} : { agent }),
            headers: sent === undefined ? {} : { 'content-type': type, 'content-length': `${Buffer.byteLength(sent)}` },
            signal: AbortSignal.timeout(limit),
          },
          (answer) => {
            const parts: Buffer[] = [];
            let size = 0;
            answer.on('data', (part: Buffer) => {
              size += part.length;
              if (size > MOST_BYTES) answer.destroy(new RangeError('the answer is too long'));
              else parts.push(part);
            });
            answer.on('error', reject);
            answer.on('end', () => {
              const text = Buffer.concat(parts).toString();
              const header = (name: string) => String(answer.headers[name] ?? '');
              try {
                resolve({
                  status: answer.statusCode ?? 0,
                  location: header('location'),
                  token: header('paymentrequesttoken'),
                  body: text === '' ? undefined : JSON.parse(text),
                });
              } catch (error) {
                reject(error);
              }
            });
          },
        );
        asked.on('error', reject);
        asked.end(sent);
      });
    } catch (error) {
      throw providerAway(`${method} ${new URL(url).pathname}`, error);
    }
  };
}

/** What the person is told when the provider cannot be asked, or says what nobody understands. */
export function providerAway(detail: string, cause?: unknown): TorgetError {
  return new TorgetError('payment-provider', 502, AWAY, detail, cause);
}

const AWAY = {
  sv: 'Betalningen går inte att nå just nu. Inget har dragits utan att vi vet det. Försök igen om en stund.',
  en: 'The payment cannot be reached at the moment. Nothing has been charged without our knowing. Try again in a while.',
};

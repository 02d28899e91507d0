import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificates } from './call.ts';

/** DER (X.690): a tag, the length of what follows, and that. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

const SEQUENCE = 0x30;
const ECDSA_SHA256 = der(SEQUENCE, Buffer.from('06082a8648ce3d040302', 'hex'));

/** A certificate that has signed itself (RFC 5280, version 1), for tests of TLS on this computer. */
export function selfSigned(name: string): Required<Omit<Certificates, 'ca'>> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const common = der(SEQUENCE, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name)));
  const subject = der(SEQUENCE, der(0x31, common));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const validity = der(SEQUENCE, time('250101000000Z'), time('491231235959Z'));
  const serial = der(0x02, Buffer.from([1]));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(SEQUENCE, serial, ECDSA_SHA256, subject, validity, subject, key);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  const whole = der(SEQUENCE, signed, ECDSA_SHA256, signature).toString('base64');
  const lines = whole.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface Told {
  readonly [key: string]: unknown;
}

/** What a provider of payments keeps, and lets a test change as a payer or the bank would. */
export interface MerchantBank {
  readonly base: string;
  /** What the town shows that it is itself by. */
  readonly certificates: Certificates;
  readonly payments: Map<string, { [key: string]: unknown }>;
  readonly refunds: Map<string, { [key: string]: unknown }>;
  /** Everything that was asked: `PUT /api/v2/…`. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A provider of the shape of Swish for merchants, over mutual TLS, that keeps what it is told and does nothing by itself. */
export async function merchantBank(): Promise<MerchantBank> {
  const [own, town] = [selfSigned('localhost'), selfSigned('ekhamn')];
  const [payments, refunds] = [new Map<string, { [key: string]: unknown }>(), new Map()];
  const asked: string[] = [];
  const server = createServer(
    { ...own, ca: [town.cert], requestCert: true, rejectUnauthorized: true },
    (request, reply) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        asked.push(`${request.method} ${request.url}`);
        const body = parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString()) as Told);
        const answer = answerOf({ payments, refunds }, request.method ?? '', request.url ?? '', body);
        reply.writeHead(answer.status, answer.headers);
        reply.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `https://localhost:${port}`,
    certificates: { ...town, ca: own.cert },
    ...{ payments, refunds, asked },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Said {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

function answerOf(kept: Pick<MerchantBank, 'payments' | 'refunds'>, method: string, url: string, body: Told): Said {
  const [, what = '', id = ''] = /^\/api\/v[12]\/(paymentrequests|refunds)\/([0-9A-F]{32})$/.exec(url) ?? [];
  const rows = what === 'refunds' ? kept.refunds : kept.payments;
  const row = rows.get(id);
  if (method === 'PUT') {
    if (row !== undefined) return { status: 422, body: [{ errorCode: 'RP06' }] };
    rows.set(id, { ...body, status: 'CREATED' });
    const page = body['method'] === 'card' ? 'https://kort.exempel.invalid/betala' : url;
    const app = what === 'paymentrequests' && body['payerAlias'] === undefined && body['method'] !== 'card';
    const token: Record<string, string> = app ? { PaymentRequestToken: 'c28a4061470f4af48973bd2a4642b4fa' } : {};
    return { status: 201, headers: { location: page, ...token } };
  }
  if (row === undefined) return { status: 404 };
  if (method === 'PATCH') {
    if (row['status'] !== 'CREATED') return { status: 422, body: [{ errorCode: 'RP07' }] };
    row['status'] = 'CANCELLED';
  }
  return { status: 200, body: { id, ...row } };
}

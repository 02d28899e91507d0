import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const KEY = 'TESTKEY';
const SECRET = 'hemlig/nyckel+1';
/** Few, so that lists have several pages. */
const PAGE = 3;

export interface TestBucket {
  /** `http://KEY:SECRET@127.0.0.1:port/hink`. */
  readonly url: string;
  /** How many objects lie in it. */
  readonly count: () => number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: Buffer | string;
}

/**
 * A server that speaks the part of Amazon's S3 that a store of files needs, strictly: it computes each signature anew from
 * the bytes of the request line and the headers as they came, hashes each body, and refuses what it does not know. It
 * shares no code with what it tests; that it computes signatures as Amazon does is tested by Amazon's own examples.
 */
export async function testBucket(): Promise<TestBucket> {
  const objects = new Map<string, { readonly bytes: Buffer; readonly at: string }>();
  const server = createServer((request, response) => {
    void answerTo(request, objects).then(({ status, body }) => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${KEY}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/hink`,
    count: () => objects.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerTo(
  request: IncomingMessage,
  objects: Map<string, { readonly bytes: Buffer; readonly at: string }>,
): Promise<Answer> {
  const { method = '', url = '', headers } = request;
  const body = await buffer(request);
  const signature = signatureOf({ method, url, headers }, SECRET);
  if (signature === undefined || !headers.authorization?.includes(`Credential=${KEY}/`))
    return fault(403, 'AccessDenied');
  const given = /Signature=([\da-f]{64})$/.exec(headers.authorization)?.[1] ?? '';
  if (given.length !== 64 || !timingSafeEqual(Buffer.from(given), Buffer.from(signature)))
    return fault(403, 'SignatureDoesNotMatch');
  const skew = Math.abs(Date.now() - instantOf(String(headers['x-amz-date'])));
  if (!(skew < 15 * 60_000)) return fault(403, 'RequestTimeTooSkewed');
  if (createHash('sha256').update(body).digest('hex') !== headers['x-amz-content-sha256'])
    return fault(400, 'XAmzContentSHA256Mismatch');
  if (method === 'PUT' && Number(headers['content-length']) !== body.length) return fault(411, 'MissingContentLength');
  const [path = '', query = ''] = url.split('?', 2);
  const [, bucket, ...rest] = path.split('/');
  if (bucket !== 'hink') return fault(404, 'NoSuchBucket');
  const name = decodeURIComponent(rest.join('/'));
  if (name === '') return ofBucket(new URLSearchParams(query), objects);
  const found = objects.get(name);
  if (method === 'PUT') objects.set(name, { bytes: body, at: new Date().toISOString() });
  else if (method === 'DELETE') objects.delete(name);
  else if (method !== 'GET') return fault(405, 'MethodNotAllowed');
  else return found === undefined ? fault(404, 'NoSuchKey') : part(found.bytes, headers.range);
  return { status: method === 'DELETE' ? 204 : 200 };
}

function part(bytes: Buffer, range: string | undefined): Answer {
  if (range === undefined) return { status: 200, body: bytes };
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  return start === undefined
    ? fault(416, 'InvalidRange')
    : { status: 206, body: bytes.subarray(Number(start), Number(end) + 1) };
}

function ofBucket(query: URLSearchParams, objects: ReadonlyMap<string, { readonly at: string }>): Answer {
  if (query.has('versioning')) return { status: 200, body: '<VersioningConfiguration/>' };
  if (query.get('list-type') !== '2') return fault(501, 'NotImplemented');
  const after = query.get('continuation-token') ?? '';
  const prefix = query.get('prefix') ?? '';
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  const page = names.slice(0, PAGE);
  const entries = page.map(
    (name) =>
      `<Contents><Key>${escaped(name)}</Key><LastModified>${objects.get(name)?.at}</LastModified><Size>1</Size></Contents>`,
  );
  const more =
    names.length > PAGE ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return {
    status: 200,
    body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${names.length > PAGE}</IsTruncated>${entries.join('')}${more}</ListBucketResult>`,
  };
}

function fault(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code></Error>` };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function instantOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** The signature that a request should have had, by what it says it signed; undefined when it says nothing of the kind. */
export function signatureOf(
  {
    method,
    url,
    headers,
  }: {
    readonly method: string;
    readonly url: string;
    readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  },
  secret: string,
): string | undefined {
  const said =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/((\d{8})\/([^/]+)\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=/.exec(
      String(headers['authorization']),
    );
  const [, scope, day = '', region = '', signed = ''] = said ?? [];
  const names = signed.split(';');
  const must = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  if (scope === undefined || must.some((name) => !names.includes(name))) return undefined;
  const [path = '', query = ''] = url.split('?', 2);
  const pairs = query === '' ? [] : query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('');
  const hash = String(headers['x-amz-content-sha256']);
  const canonical = `${method}\n${path}\n${pairs.sort().join('&')}\n${lines}\n${signed}\n${hash}`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  let key = Buffer.from(`AWS4${secret}`);
  for (const step of [day, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(step).digest();
  const text = `AWS4-HMAC-SHA256\n${String(headers['x-amz-date'])}\n${scope}\n${digest}`;
  return createHmac('sha256', key).update(text).digest('hex');
}

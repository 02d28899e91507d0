import { createHash, createHmac } from 'node:crypto';

/** Who signs, and for which part of the world. */
export interface Credentials {
  readonly key: string;
  readonly secret: string;
  readonly region: string;
}

/** SHA-256 of no bytes at all. */
export const NO_BYTES = createHash('sha256').digest('hex');

/**
 * AWS Signature Version 4 in the headers of a request to S3 ("Authenticating Requests: Using the Authorization Header",
 * Amazon S3 API reference): every header that is given is signed, and so is the hash of the body. The path of `url` is
 * already encoded as it is sent, each byte once: S3, unlike AWS's other services, does not encode it again.
 * @param at instant of the request, `20130524T000000Z`
 * @returns all headers to send
 */
export function signed(
  request: {
    readonly method: string;
    readonly url: URL;
    readonly headers?: { readonly [name: string]: string };
    /** SHA-256 of the body, hex. */
    readonly body: string;
  },
  { key, secret, region }: Credentials,
  at: string,
): { readonly [name: string]: string } {
  const { method, url } = request;
  const headers: { [name: string]: string } = {
    ...request.headers,
    host: url.host,
    'x-amz-content-sha256': request.body,
    'x-amz-date': at,
  };
  const names = Object.keys(headers).sort();
  const list = names.join(';');
  const canonical = [
    method,
    url.pathname,
    canonicalQuery(url),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    list,
    request.body,
  ].join('\n');
  const day = at.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const signing = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope},SignedHeaders=${list},Signature=${hmac(signing, text).toString('hex')}`,
  };
}

/** Names and values encoded as RFC 3986 has it, sorted by name as bytes. */
function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: everything but letters, digits and `-._~`. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

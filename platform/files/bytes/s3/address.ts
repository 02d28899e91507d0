import { TorgetError } from '#platform/errors.ts';
import type { Credentials } from './sign.ts';

/** A bucket, or a part of one, and how to get in. */
export interface BucketAddress extends Credentials {
  /** `https://s3.example.org/bucket`. */
  readonly bucket: string;
  /** What all names in it begin with: empty, or with a slash at the end. */
  readonly prefix: string;
}

/**
 * `https://KEY:SECRET@host[:port]/bucket[/prefix][?region=…]`: the bucket stands in the path, as every S3-compatible server
 * understands it. Unencrypted only on this machine: these are people's documents.
 * @throws TorgetError saying what is missing, without the secret
 */
export function bucketAddress(text: string): BucketAddress {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw wrong('it must be an https address');
  if (url.protocol === 'http:' && !/^(localhost$|127\.[\d.]+$|\[::1\]$)/.test(url.hostname))
    throw wrong('it must be https, except on this machine');
  const [bucket = '', ...prefix] = url.pathname.split('/').filter((part) => part !== '');
  if (bucket === '') throw wrong('it must name a bucket: https://KEY:SECRET@host/bucket');
  if (url.username === '' || url.password === '') throw wrong('it must have a key and a secret before the host');
  return {
    bucket: `${url.origin}/${bucket}`,
    prefix: prefix.map((part) => `${decodeURIComponent(part)}/`).join(''),
    key: decodeURIComponent(url.username),
    secret: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
}

function wrong(why: string): TorgetError {
  const words = { sv: 'S3_URL är fel inställd.', en: `S3_URL is wrong: ${why}.` };
  return new TorgetError('environment', 500, words, `S3_URL: ${why}`);
}

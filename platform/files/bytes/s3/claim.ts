import { createHash } from 'node:crypto';
import { TorgetError } from '#platform/errors.ts';
import { bucketAddress } from './address.ts';
import { call } from './call.ts';

/**
 * Sees at start that the bucket can be used, and that this part of it belongs to this installation: what is swept away is
 * what no row of the own database names, so two installations in one place would empty each other. `owner` is what tells
 * the database from all others. A bucket that keeps old versions is refused: what is destroyed must be gone (ArkL 10 §).
 * @throws TorgetError that says what to set right
 */
export async function claimBucket(url: string, place: string, owner: string): Promise<void> {
  const address = bucketAddress(url);
  const to = { ...address, prefix: `${address.prefix}${place}/` };
  const versions = await (await call(to, { method: 'GET', query: { versioning: '' } })).text();
  if (/<Status>Enabled<\/Status>/.test(versions))
    throw refused(
      'hinken sparar gamla versioner; det som gallras ska vara borta: stäng av versionshanteringen',
      'the bucket keeps old versions; what is destroyed must be gone: turn versioning off',
    );
  const answer = await call(to, { method: 'GET', name: 'owner' });
  const found = answer.status === 404 ? undefined : (await answer.text()).trim();
  if (found === owner) return;
  if (found !== undefined)
    throw refused(
      `${to.prefix} i hinken tillhör en annan installation: ange ett eget prefix, https://…/hink/prefix`,
      `${to.prefix} in the bucket belongs to another installation: name a prefix of your own, https://…/bucket/prefix`,
    );
  await answer.body?.cancel();
  const text = `${owner}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const put = await call(to, { method: 'PUT', name: 'owner', body: { text, sha256 } });
  if (put.status === 404) throw refused('hinken finns inte', 'there is no such bucket');
}

function refused(sv: string, en: string): TorgetError {
  return new TorgetError('environment', 500, { sv: `S3_URL: ${sv}.`, en: `S3_URL: ${en}.` }, `S3_URL: ${en}`);
}

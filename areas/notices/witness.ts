import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import type { Moment } from './announce.ts';
import { onTheBoard } from './read.ts';

const PATIENCE_MS = 20_000;

/** What a look says, as it is signed: when by both clocks, what the page answered, and the fingerprint of its bytes. */
interface Seen {
  readonly at: string;
  readonly real: string;
  readonly status: number;
  readonly sha256: string;
}

function words({ at, real, status, sha256 }: Seen): Buffer {
  return Buffer.from([at, real, status, sha256].join('\n'));
}

/** Where an announcement stands on the public page. */
export function anchorOf(announcement: string): string {
  return `anslag-${announcement}`;
}

/**
 * Asks for the public page of the board as anybody would and keeps what was seen, signed: the proof that an announcement
 * was up. Nothing is asked while the board is empty. An address that does not answer is a look that saw nothing.
 */
export async function lookAtBoard(db: Db, address: string, moment: Moment): Promise<void> {
  // What is signed is what the database keeps, to the millisecond.
  const now = { at: inMs(moment.at), real: inMs(moment.real) };
  const notices = await onTheBoard(db);
  if (notices.length === 0) return;
  const { status, text } = await ask(address);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const unseen = notices.filter(
    ({ announcement }) => status !== 200 || !text.includes(`id="${anchorOf(announcement)}"`),
  );
  const key = createPrivateKey((await keyOf(db)).private);
  const signature = sign(null, words({ ...now, status, sha256 }), key).toString('base64url');
  await transaction(db, async (tx) => {
    const id = uuidv7();
    await sql`insert into notices.probe (id, at, real_at, status, sha256, signature)
      values (${id}, ${now.at}::timestamptz, ${now.real}::timestamptz, ${status}, ${sha256}, ${signature})`.execute(tx);
    for (const { announcement } of unseen)
      await sql`insert into notices.unseen (probe_id, announcement_id) values (${id}, ${announcement})`.execute(tx);
  });
}

function inMs(instant: string): string {
  return Temporal.Instant.from(instant).toString({ fractionalSecondDigits: 3 });
}

async function ask(address: string): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    // Nobody answered: that is what was seen.
    return { status: 0, text: '' };
  }
}

interface Keys {
  /** PEM. */
  readonly private: string;
  readonly public: string;
}

/** The board's own key, made when it is first needed. */
async function keyOf(db: Db): Promise<Keys> {
  const { rows } = await sql<Keys>`select private, public from notices.key`.execute(db);
  if (rows[0] !== undefined) return rows[0];
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ format: 'pem', type: 'pkcs8' });
  const open = publicKey.export({ format: 'pem', type: 'spki' });
  await sql`insert into notices.key (private, public) values (${secret}, ${open}) on conflict do nothing`.execute(db);
  return keyOf(db);
}

/** How many looks since an instant on the wall have a signature that does not hold. */
export async function forgedLooks(db: Db, since: string): Promise<number> {
  const { rows } = await sql<Seen & { signature: string }>`select
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      to_char(real_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as real, status, sha256, signature
    from notices.probe where real_at >= ${since}::timestamptz`.execute(db);
  if (rows.length === 0) return 0;
  const key = createPublicKey((await keyOf(db)).public);
  return rows.filter((row) => !verify(null, words(row), key, Buffer.from(row.signature, 'base64url'))).length;
}

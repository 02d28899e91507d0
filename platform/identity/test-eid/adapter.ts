import { sql } from 'kysely';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { type Db, transaction } from '#platform/database/index.ts';

interface Row {
  payload: AdapterPayload;
  consumed_at: Temporal.Instant | null;
}

/**
 * Where oidc-provider keeps interactions, codes and tokens. Rows carry their end and are dead after it even before they
 * are swept. Real time: a code lives for a minute, whatever the example clock says.
 */
export function adapterFor(db: Db): (model: string) => Adapter {
  return (model) => ({
    async upsert(id, payload, expiresIn) {
      const expires = expiresIn ? Temporal.Now.instant().add({ seconds: Math.ceil(expiresIn) }) : null;
      await sql`insert into identity.oidc (model, id, payload, uid, grant_id, expires_at)
        values (${model}, ${id}, ${JSON.stringify(payload)}, ${payload.uid ?? null}, ${payload.grantId ?? null}, ${expires})
        on conflict (model, id) do update set payload = excluded.payload, uid = excluded.uid,
          grant_id = excluded.grant_id, expires_at = excluded.expires_at`.execute(db);
    },
    find: (id) => one(db, sql`model = ${model} and id = ${id}`),
    findByUid: (uid) => one(db, sql`model = ${model} and uid = ${uid}`),
    // The device flow is off: there are no user codes.
    findByUserCode: async () => undefined,
    async consume(id) {
      await sql`update identity.oidc set consumed_at = ${Temporal.Now.instant()}
        where model = ${model} and id = ${id} and consumed_at is null`.execute(db);
    },
    async destroy(id) {
      await sql`delete from identity.oidc where model = ${model} and id = ${id}`.execute(db);
    },
    async revokeByGrantId(grant) {
      await transaction(db, (tx) => sql`delete from identity.oidc where grant_id = ${grant}`.execute(tx));
    },
  });
}

async function one(db: Db, condition: ReturnType<typeof sql>): Promise<AdapterPayload | undefined> {
  const { rows } = await sql<Row>`select payload, consumed_at from identity.oidc
    where ${condition} and (expires_at is null or expires_at > ${Temporal.Now.instant()})`.execute(db);
  const row = rows[0];
  if (row === undefined) return undefined;
  return row.consumed_at === null
    ? row.payload
    : { ...row.payload, consumed: Math.floor(row.consumed_at.epochMilliseconds / 1000) };
}

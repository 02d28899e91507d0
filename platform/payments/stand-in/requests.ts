import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';

/** What the stand-in was asked to collect. */
export interface TestRequest {
  readonly id: string;
  readonly amount: string;
  readonly message: string;
  readonly callbackUrl: string;
  readonly returnUrl: string;
  readonly status: 'CREATED' | 'PAID' | 'DECLINED' | 'CANCELLED';
}

export async function findTestRequest(db: Db, id: string): Promise<TestRequest | undefined> {
  const { rows } = await sql<TestRequest>`select id, amount::text as amount, message, callback_url as "callbackUrl",
    return_url as "returnUrl", status from payments.test_request where id = ${id}`.execute(db);
  return rows[0];
}

/** Keeps a request; false when there is another one under its id already. */
export async function addTestRequest(db: Db, request: Omit<TestRequest, 'status'>): Promise<boolean> {
  await sql`insert into payments.test_request (id, amount, message, callback_url, return_url, status)
    values (${request.id}, ${request.amount}::numeric, ${request.message}, ${request.callbackUrl}, ${request.returnUrl},
      'CREATED') on conflict do nothing`.execute(db);
  return (await findTestRequest(db, request.id))?.amount === request.amount;
}

/** Ends a request that is still open; false when it was over. */
export async function endTestRequest(db: Db, id: string, status: 'PAID' | 'DECLINED' | 'CANCELLED'): Promise<boolean> {
  const { numAffectedRows } = await sql`update payments.test_request set status = ${status}
    where id = ${id} and status = 'CREATED'`.execute(db);
  return numAffectedRows === 1n;
}

/** Gives back what was paid, once under its id, never more than was paid; false when that cannot be. */
export async function refundTestRequest(db: Db, id: string, request: string, amount: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{
      room: boolean;
    }>`select status = 'PAID' and refunded + ${amount}::numeric <= amount as room
      from payments.test_request where id = ${request} for update`.execute(tx);
    const known = await sql`select from payments.test_refund where id = ${id} and request = ${request}`.execute(tx);
    if (known.rows.length > 0) return true;
    if (rows[0]?.room !== true) return false;
    await sql`insert into payments.test_refund (id, request, amount) values (${id}, ${request}, ${amount}::numeric)`.execute(
      tx,
    );
    await sql`update payments.test_request set refunded = refunded + ${amount}::numeric where id = ${request}`.execute(
      tx,
    );
    return true;
  });
}

/** What a refund gave back; undefined when there is none under this id. */
export async function findTestRefund(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ amount: string }>`select amount::text as amount from payments.test_refund
    where id = ${id}`.execute(db);
  return rows[0]?.amount;
}

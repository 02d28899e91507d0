import { sql } from 'kysely';
import { type Db, isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type Owner, ownedBy } from './draft.ts';
import { ownerOf } from './owner.ts';
import { TOKEN } from './receipt.ts';
import { receiptToken } from './secret.ts';

/** The application that a draft became, if it is the asker's own. */
export async function sentBefore(db: Db, owner: Owner, draft: string): Promise<string | undefined> {
  if (!isUuid(draft)) return undefined;
  const { rows } = await sql<{ id: string }>`select id from applications.application
    where draft_id = ${draft} and ${owner.paid === undefined ? ownedBy(owner) : sql`true`}`.execute(db);
  return rows[0]?.id;
}

/** The way to a receipt, with the capability in the address for those who have no other way to it. */
export function toReceipt(request: Request, owner: Owner, draft: string, application: string): Answer {
  const token = owner.secret === undefined ? {} : { [TOKEN]: receiptToken(owner.secret, draft) };
  return { kind: 'redirect', to: request.url('application.receipt', { application, ...token }) };
}

/** Said of every draft that is not there for whoever asks: deleted, too old, another's, or in another browser. */
const GONE = {
  sv: 'Här finns inget sparat. Det kan vara borttaget, äldre än 30 dagar eller påbörjat i en annan webbläsare. Det du har skickat finns kvar hos oss.',
  en: 'Nothing is saved here. It may have been deleted, be older than 30 days or have been begun in another browser. What you have sent is still with us.',
};

/** Where one comes with the address of a draft that is not there: to the receipt if it was sent, else nowhere. */
export async function elsewhere(request: Request): Promise<Answer> {
  const [owner, draft] = [ownerOf(request), request.params['draft'] ?? ''];
  const application = await sentBefore(request.db, owner, draft);
  if (application === undefined) throw new NotFound('no such draft of this person', GONE);
  if (request.actor.kind === 'staff' && owner.secret === undefined)
    return { kind: 'redirect', to: request.url('desk.assist', { klart: application }) };
  return toReceipt(request, owner, draft, application);
}

import { type Answer, type Request, SESSION_COOKIE } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { endSessionOf } from '../session/session.ts';

/** Ends the session in the database, so that a copied cookie is worth nothing, and takes the cookie away. */
export async function signOut(house: House, request: Request): Promise<Answer> {
  const cookie = request.cookies[SESSION_COOKIE];
  if (cookie !== undefined) await endSessionOf(house.siteOf(request.town).db, cookie);
  return {
    kind: 'redirect',
    to: request.url('signed-out'),
    cookies: [{ name: SESSION_COOKIE.slice('__Host-'.length), value: '', maxAge: 0 }],
  };
}

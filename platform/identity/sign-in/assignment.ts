import { assignmentsOf, type PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type Answer, field, type Request, SESSION_COOKIE } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { endSessionOf, readSession, startSession } from '../session/session.ts';
import { assignmentPage } from './assignment.page.tsx';
import { signedIn } from './callback.ts';
import { browserOf, homeOf } from './start.ts';
import { finishProved, provedBy } from './transaction.ts';

interface Chooser {
  readonly party: PartyId;
  readonly assurance: string;
  readonly provider: string;
  readonly returnTo: string;
  /** The sign-in that waits for the choice; null for somebody who switches. */
  readonly signIn: string | null;
  readonly now: string | null;
}

/** The page where staff with several assignments choose one, just after sign-in or later to switch. */
export async function showAssignments(house: House, request: Request): Promise<Answer> {
  const chooser = await chooserOf(house, request);
  if (chooser === null) return { kind: 'redirect', to: request.url('staff.sign-in') };
  const assignments = await assignmentsOf(house.siteOf(request.town).db, chooser.party);
  return assignmentPage(request, { assignments, now: chooser.now });
}

/** A chosen assignment is a new session, with an id of its own; the old one ends (identity.md §6). */
export async function chooseAssignment(house: House, request: Request): Promise<Answer> {
  const chooser = await chooserOf(house, request);
  if (chooser === null) return { kind: 'redirect', to: request.url('staff.sign-in') };
  return transaction(house.siteOf(request.town).db, async (tx) => {
    const wanted = field(request.fields, 'assignment');
    const held = (await assignmentsOf(tx, chooser.party)).find((each) => each.id === wanted);
    if (held === undefined) return { kind: 'redirect', to: request.url('staff.assignment') };
    if (chooser.signIn !== null && !(await finishProved(tx, chooser.signIn))) {
      return { kind: 'redirect', to: request.url('staff.sign-in') };
    }
    const old = request.cookies[SESSION_COOKIE];
    if (old !== undefined) await endSessionOf(tx, old);
    const { party, assurance, provider } = chooser;
    return signedIn(await startSession(tx, { party, assurance, provider, assignment: held.id }), chooser.returnTo);
  });
}

/** Whoever has just proved who they are in this browser, else whoever works now. */
async function chooserOf(house: House, request: Request): Promise<Chooser | null> {
  const { db } = house.siteOf(request.town);
  const browser = browserOf(request);
  const proved = browser === null ? null : await provedBy(db, browser);
  if (proved !== null) return { ...proved, signIn: proved.id, now: null };
  const cookie = request.cookies[SESSION_COOKIE];
  const session = request.actor.kind === 'staff' && cookie ? await readSession(db, cookie) : null;
  if (session === null || session.assignment === null) return null;
  const { party, assurance, provider, assignment } = session;
  return { party, assurance, provider, signIn: null, now: assignment.id, returnTo: homeOf(house, request, 'staff') };
}

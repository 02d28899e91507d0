import type { Actor, PartyId } from './actor.ts';
import { isParty } from './party.ts';

/** What a permission is asked about. What is left out is not part of the question and counts against the actor. */
export interface Subject {
  /** Everybody with a party role in the case, and for officers their kin may be added to the test by the caller. */
  readonly parties?: readonly PartyId[];
  readonly unit?: string;
  /** Some party has protected identity. */
  readonly protected?: boolean;
  /** Whose draft, letter or log it is. */
  readonly owner?: PartyId;
  /** What the service asks of the sign-in: `loa2` … `loa4`. */
  readonly assurance?: string;
  /** Parties whose cases the officer may not work: `kinOf`. */
  readonly kin?: readonly PartyId[];
}

export type Reason =
  | 'not-staff'
  | 'not-signed-in'
  | 'role'
  | 'unit'
  | 'conflict'
  | 'protected'
  | 'not-party'
  | 'assurance';

export interface Refusal {
  readonly reason: Reason;
  readonly basis: readonly string[];
}

type Check = (actor: Actor, subject: Subject) => Reason | null;

const may =
  (what: string): Check =>
  (actor) =>
    actor.kind !== 'staff' ? 'not-staff' : actor.may.includes(what) ? null : 'role';

/** Lag (2001:454) 10 §: rights limited to what the work needs. */
const ownUnit: Check = (actor, subject) => (actor.kind === 'staff' && actor.unit === subject.unit ? null : 'unit');

/** FL (2017:900) 16–17 §§: who is a party, or near one, takes no part. */
const noConflict: Check = (actor, subject) => {
  if (actor.kind !== 'staff') return 'not-staff';
  const parties = subject.parties ?? [];
  return isParty(actor, parties) || parties.some((party) => subject.kin?.includes(party)) ? 'conflict' : null;
};

/** A protected person's case is visible to a named role only (settled.md, "What counts as a look"). */
const protectedRole: Check = (actor, subject) =>
  subject.protected === false || (actor.kind === 'staff' && actor.may.includes('protected')) ? null : 'protected';

const partyOfCase: Check = (actor, subject) =>
  actor.kind !== 'citizen' ? 'not-signed-in' : subject.parties?.includes(actor.principal) ? null : 'not-party';

const owner: Check = (actor, subject) =>
  actor.kind !== 'citizen' ? 'not-signed-in' : actor.principal === subject.owner ? null : 'not-party';

const LEVELS = ['loa1', 'loa2', 'loa3', 'loa4'];

const assured: Check = (actor, subject) => {
  if (actor.kind !== 'citizen') return 'not-signed-in';
  const needed = LEVELS.indexOf(subject.assurance ?? '');
  return needed >= 0 && LEVELS.indexOf(actor.assurance) >= needed ? null : 'assurance';
};

/** Action → what must hold, in order, and the law that says so. A page asks `can`, and nobody compares roles inline. */
export const permissions = {
  'case.open': {
    checks: [may('work'), ownUnit, noConflict, protectedRole],
    basis: ['Lag (2001:454) 10 §', 'OSL 26 kap. 1 §', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  'case.work': {
    checks: [may('work'), ownUnit, noConflict, protectedRole],
    basis: ['Lag (2001:454) 10 §', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  'case.decide': {
    checks: [may('decide'), ownUnit, noConflict, protectedRole],
    basis: ['KL 6 kap. 37 §', 'KL 7 kap. 5 §', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  'case.follow': { checks: [partyOfCase], basis: ['FL 10 §', 'OSL 12 kap. 1 §'] },
  'letter.read': { checks: [owner], basis: ['FL 33 §', 'OSL 12 kap. 1 §'] },
  'draft.edit': { checks: [owner], basis: ['prop. 2016/17:180 s. 141'] },
  'application.submit': { checks: [assured], basis: ['FL 14–15 §§'] },
  // OSL 26 kap. 1 §, lag (2001:454) 10 §: a unit helps with what it works with; FL 6 §: and helps.
  'application.assist': {
    checks: [may('work'), ownUnit, noConflict, protectedRole],
    basis: ['FL 6 §', 'Lag (2001:454) 10 §', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  // Who cannot sign in, or is spoken for, has the same right; the extract is of every board, so no unit is asked for.
  'extract.make': {
    checks: [may('extract'), noConflict, protectedRole],
    basis: ['GDPR 12, 15', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  'look.read': { checks: [owner], basis: ['GDPR 15', 'OSL 12 kap. 1 §'] },
  'registry.read': { checks: [may('registry')], basis: ['OSL 5 kap. 1 §'] },
  'archive.keep': {
    checks: [may('archive')],
    basis: ['Arkivlagen (1990:782) 4, 6, 10 §§'],
  },
  // Who packs a whole case sees all of it, as whoever opens it does.
  'archive.hand-over': {
    checks: [may('archive'), noConflict, protectedRole],
    basis: ['Arkivlagen (1990:782) 4, 6 §§', 'FL 16–17 §§', 'OSL 21 kap. 3 §'],
  },
  'process.operate': { checks: [may('operate')], basis: ['Cybersäkerhetslagen (2025:1506) 2 kap. 3 §'] },
  'service.follow': { checks: [may('services')], basis: ['KL 6 kap. 6 §'] },
  // A manager sees what is late; a case of it is opened by `case.open`, as by anybody.
  'unit.lead': { checks: [may('lead')], basis: ['FL 9 §', 'KL 6 kap. 6 §'] },
  'mail.read': { checks: [may('mail')], basis: ['Exempelkommun: brev till påhittade personer'] },
  'clock.move': { checks: [may('clock')], basis: ['Exempelkommun: legal tid flyttas framåt'] },
} as const satisfies Record<string, { checks: readonly Check[]; basis: readonly string[] }>;

export type Action = keyof typeof permissions;

/** The first thing that stands against it, with the law behind the action; null when the actor may. */
export function refusal(actor: Actor, action: Action, subject: Subject = {}): Refusal | null {
  const { checks, basis } = permissions[action];
  for (const check of checks) {
    const reason = check(actor, subject);
    if (reason !== null) return { reason, basis };
  }
  return null;
}

/** Whether the actor may do this to the subject. Pure: the facts of the subject come from the caller's own query. */
export function can(actor: Actor, action: Action, subject: Subject = {}): boolean {
  return refusal(actor, action, subject) === null;
}

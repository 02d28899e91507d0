// Who may do and see what, and the log of every look.
export type { Actor, CaseId, PartyId } from './actor.ts';
export { type Assignment, assignmentsOf, syncAssignments } from './assignment.ts';
export { boardOf } from './board-of.ts';
export { mayOpen } from './condition.ts';
export { type Held, heldBy } from './held.ts';
export { logLook, logLookAlong } from './look.ts';
export { looksAt, type SeenLook } from './looks-at.ts';
export { syncNamesWithheld } from './name-withheld.ts';
export { kinOf } from './party.ts';
export { can, type Subject } from './permissions.ts';
export { syncStaff } from './staff.ts';
export { type StaffDid, staffNames, withheldAmong } from './staff-names.ts';

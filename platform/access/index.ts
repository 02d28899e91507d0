// Who may do and see what, and the log of every look.
export type { Actor, CaseId, PartyId } from './actor.ts';
export { type Assignment, assignmentsOf, syncAssignments } from './assignment.ts';
export { type CaseColumns, mayOpen } from './condition.ts';
export { type Look, logLook } from './look.ts';
export { type LooksWanted, looksAt, type SeenActor, type SeenLook } from './looks-at.ts';
export { isParty, kinOf } from './party.ts';
export { type Action, can, permissions, type Reason, type Refusal, refusal, type Subject } from './permissions.ts';

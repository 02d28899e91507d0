import type { Actor } from '#platform/access/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { Session } from './session.ts';

/** Who a session acts as. What the roles allow is read from town.yaml at every request, so a role taken away is gone. */
export function actorOf(session: Session, town: Town): Actor {
  const { party, name, assignment } = session;
  if (assignment === null) {
    return { kind: 'citizen', party, principal: party, name, assurance: session.assurance, session: session.id };
  }
  const may = town.roles.filter((role) => assignment.roles.includes(role.id)).flatMap((role) => role.may);
  return {
    kind: 'staff',
    party,
    name,
    assignment: assignment.id,
    unit: assignment.unit,
    roles: assignment.roles,
    may: [...new Set(may)],
    session: session.id,
  };
}

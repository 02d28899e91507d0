import { listHandedIn } from '../handed-in/task.ts';
import type { Doing } from './act.ts';

/** What a party asks a written decision on stands in the unit's list until it is decided or shown. */
export const listInsight = ({ tx, options, request, situation }: Doing) =>
  listHandedIn(tx, options.cases, situation.view.id, { what: 'insight', actor: request.actor });

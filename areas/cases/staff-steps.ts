import type { Node } from '@torget/process';
import type { Translated } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { HouseProcesses } from './house-process.ts';

/**
 * The steps in which a case of these services can wait for staff, by element, each with what it is called: the title of
 * its form, or its name in the model. The house's own steps are among them, as any case can come to them.
 */
export function staffSteps(services: readonly Service[], own: HouseProcesses): ReadonlyMap<string, Translated> {
  const named = services.flatMap(({ processes, taskForms }) =>
    [...processes.values()].flatMap(({ nodes }) =>
      [...nodes.values()].filter(forStaff).map((node) => {
        const title = taskForms.get(node.user?.form ?? '')?.pages[0]?.title;
        return [node.id, title ?? { sv: node.name ?? node.id, en: node.name ?? node.id }] as const;
      }),
    ),
  );
  const house = [...own.values()].flatMap(({ model, form }) =>
    [...model.nodes.values()].filter(forStaff).flatMap(({ id }) => {
      const title = form.pages[0]?.title;
      return title === undefined ? [] : [[id, title] as const];
    }),
  );
  return new Map([...house, ...named]);
}

/** A task that is not a party's; whose groups are computed may be anybody's, and is listed. */
function forStaff({ user }: Node): boolean {
  if (user === undefined) return false;
  const groups = user.candidateGroups;
  return groups === undefined || !('literal' in groups) || !/^\s*party\//.test(groups.literal);
}

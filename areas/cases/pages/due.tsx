import { DueList } from '#platform/design/index.ts';
import type { Section } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { myTasks } from '../queries/tasks.ts';
import { dueItems } from './my-pages.tsx';

const SHOWN = 4;

/** What waits for the person who is signed in, beside the question on the start page. */
export function dueSection(options: Pick<CasesOptions, 'catalogue' | 'review'>): Section<null> {
  return {
    place: 'start-due',
    order: 10,
    async load(request) {
      if (request.actor.kind !== 'citizen') return null;
      const tasks = await myTasks(request.db, request.actor);
      return tasks.length === 0 ? null : <DueList items={await dueItems(request, options, tasks.slice(0, SHOWN))} />;
    },
  };
}

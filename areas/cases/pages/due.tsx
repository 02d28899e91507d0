import { legalDay } from '#platform/calendar/index.ts';
import { DueList } from '#platform/design/index.ts';
import { daysLeft, formatDate, text } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { myTasks, type TaskRow } from '../queries/tasks.ts';
import { taskTitle } from '../task-title.ts';

const SHOWN = 4;

/** A week: from then on a date is urgent (design/screens, principle 2). */
const URGENT_DAYS = 7;

/** What waits for the person who is signed in, beside the question on the start page. */
export function dueSection(options: Pick<CasesOptions, 'catalogue' | 'own'>): Section<null> {
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

/** Tasks as what is due: the date, what to do, which service, and how long is left. */
export async function dueItems(
  request: Request,
  options: Pick<CasesOptions, 'catalogue' | 'own'>,
  tasks: readonly TaskRow[],
) {
  const { t, language, url, now } = request;
  return Promise.all(
    tasks.map(async (task) => {
      const day = legalDay(task.due ?? task.openedAt).toString();
      const service = await options.catalogue.readable(request.db, task.version);
      const left = task.due === null ? undefined : daysLeft(day, now);
      const about = service === undefined ? task.service : text(service.definition.title, language);
      const urgent = left !== undefined && left <= URGENT_DAYS;
      const words =
        left === undefined
          ? undefined
          : t('cases.mine.left', { n: left, date: (language) => formatDate(day, language) });
      return {
        date: day,
        what: await taskTitle(request, options, task),
        href: url('my-pages.task', { task: task.id }),
        // Lingon is for what presses; a date further away stands with the rest.
        about: urgent || words === undefined ? about : `${about}. ${words}`,
        left: urgent ? words : undefined,
        urgent,
      };
    }),
  );
}

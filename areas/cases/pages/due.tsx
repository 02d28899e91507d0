import { legalDay } from '#platform/calendar/index.ts';
import { type DueItem, DueList } from '#platform/design/index.ts';
import { daysLeft, formatDate, type Language, text } from '#platform/text/index.ts';
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
  const { language, url } = request;
  return Promise.all(
    tasks.map(async (task) => {
      const day = legalDay(task.due ?? task.openedAt);
      const service = await options.catalogue.readable(request.db, task.version);
      const about = service === undefined ? task.service : text(service.definition.title, language);
      return {
        ...(task.due === null ? { date: day.toString(), about } : dated(request, day, about)),
        what: await taskTitle(request, options, task),
        href: url('my-pages.task', { task: task.id }),
      };
    }),
  );
}

/** A last day and what it is about, as what is due: lingon is for what presses, a date further away stands with the rest. */
export function dated(
  { t, now }: Pick<Request, 't' | 'now'>,
  day: Temporal.PlainDate,
  about: string,
): Pick<DueItem, 'date' | 'about' | 'left' | 'urgent'> {
  const date = day.toString();
  const n = daysLeft(date, now);
  const urgent = n <= URGENT_DAYS;
  const said = { date: (language: Language) => formatDate(date, language) };
  const left = n < 0 ? t('cases.mine.over', said) : t('cases.mine.left', { n, ...said });
  return urgent ? { date, about, left, urgent } : { date, about: `${about.replace(/\.$/, '')}. ${left}`, urgent };
}

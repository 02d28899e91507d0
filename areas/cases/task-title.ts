import { text } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { taskForm } from './house-process.ts';
import type { CasesOptions } from './mount.ts';
import type { TaskRow } from './queries/tasks.ts';

/** What a task is called: the title of its form, or the element's name in the model where it has none. */
export async function taskTitle(
  request: Request,
  { catalogue, own }: Pick<CasesOptions, 'catalogue' | 'own'>,
  task: Pick<TaskRow, 'version' | 'element' | 'form'>,
): Promise<string> {
  const service = await catalogue.readable(request.db, task.version);
  const form = taskForm(service, task.form, own);
  const title = form?.pages[0]?.title;
  const name = service === undefined ? undefined : (elementOf(service, task.element)?.name ?? task.element);
  return title === undefined ? (name ?? request.t('cases.version-gone')) : text(title, request.language);
}

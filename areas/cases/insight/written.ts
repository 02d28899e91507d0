import type { Form } from '@torget/form';
import { text } from '#platform/text/index.ts';
import { elementOf, type Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { type HouseProcesses, taskForm } from '../house-process.ts';
import type { WrittenRow } from '../queries/file.ts';

/** The form of a task that has been answered, by its element: of the service, or of a process of the house. */
export function answeredForm(service: Service | undefined, element: string, own: HouseProcesses): Form | undefined {
  const form = service && elementOf(service, element)?.user?.form;
  if (form) return taskForm(service, form, own);
  return [...own.values()].find(({ model }) => model.nodes.get(element)?.user !== undefined)?.form;
}

/** What was written is called: the field by its label, a task by its form or its element. */
export function writtenTitle(
  { language }: Pick<Request, 'language'>,
  service: Service | undefined,
  own: HouseProcesses,
  { what, name }: Pick<WrittenRow, 'what' | 'name'>,
): string {
  if (what === 'field') {
    const questions = service?.staffFields?.pages.flatMap((page) => page.questions) ?? [];
    const label = questions.find(({ id }) => id === name)?.label;
    return label === undefined ? name : text(label, language);
  }
  const title = answeredForm(service, name, own)?.pages[0]?.title;
  if (title !== undefined) return text(title, language);
  return (service && elementOf(service, name)?.name) ?? name;
}

/** Each field by its last change, and every task that was answered: what a ruling is made about. */
export function ruledOn(written: readonly WrittenRow[]): readonly WrittenRow[] {
  return written.filter(
    (one, at) => one.what === 'answer' || !written.some((later, then) => then > at && sameField(later, one)),
  );
}

const sameField = (one: WrittenRow, other: WrittenRow) => one.what === 'field' && one.name === other.name;

import { type Fields, view } from '@torget/form';
import type { Client, Fill } from '../client.ts';
import { loaded, madeForm } from './made.ts';

/** The form of thirty pages. */
export const PAGES = 30;
export const PER_PAGE = 5;
export const RULES = 60;

const made = madeForm(PAGES, PER_PAGE, RULES);
const form = loaded(made);

/** What a browser sends for a page: its fields with the made answers in them. Boxes that are ticked twice are sent once. */
function fillOf(page: string): Fill {
  const drawn = view(form, page, { at: '2026-02-03T08:00:00Z', facts: {}, answers: made.answers });
  const fields: Fields = Object.assign({}, ...(drawn?.questions.map((each) => each.fields) ?? []));
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, [value = '']]) => [name, value])),
    _do: 'continue',
  };
}

const FILLS = new Map(form.pages.map(({ id }) => [id, fillOf(id)] as const));

/**
 * A person who answers page after page, each read first, with a pause before each, until the form is filled in or the
 * time is over. `saved` is told how many milliseconds each save took.
 */
export async function answerPages(
  client: Client,
  draft: string,
  pause: () => Promise<void>,
  until: number,
  saved: (ms: number) => void,
): Promise<void> {
  for (let at = `/tjanster/lang/ansok/${draft}/sida-0`; !at.endsWith('/granska') && performance.now() < until; ) {
    await pause();
    const page = await client.get(at);
    if (page.status !== 200) throw new Error(`${page.status} at ${at}`);
    const done = await client.post(page, at, FILLS.get(at.split('/').at(-1) ?? '') ?? {});
    if (done.status !== 303 || done.location === undefined || done.location === at)
      throw new Error(`${done.status} ${done.location} after ${at}`);
    saved(done.ms);
    at = done.location;
  }
}

import { type Fields, type Form, type Journey, type Page, type PrintedPage, SHOWN } from '@torget/form';
import type { Draft } from './draft.ts';

/**
 * The page of declarations that ends a form. It is no step of its own: what is declared is the answers above it, so it
 * stands under them, by the button that sends. Undefined where the form ends with anything else, and of what an officer
 * fills in, which the person confirms in other words.
 */
export function closingOf(form: Form, draft: Pick<Draft, 'assistedBy'>): Page | undefined {
  const last = form.pages.at(-1);
  if (last === undefined || form.pages.length === 1 || draft.assistedBy !== null) return undefined;
  const { when, questions, validation, eligible } = last;
  if (when !== undefined || validation.length > 0 || eligible.length > 0) return undefined;
  const always = questions.every(
    (each) =>
      each.when === undefined && (each.type === 'information' || (each.type === 'declaration' && !each.optional)),
  );
  return always && questions.some(({ type }) => type === 'declaration') ? last : undefined;
}

/** The answers, without what is declared under them. */
export function answersAbove(pages: readonly PrintedPage[], closing: Page | undefined): readonly PrintedPage[] {
  if (closing === undefined) return pages;
  const above = pages.map((each) =>
    each.page === closing.id ? { ...each, rows: each.rows.filter(({ computed }) => computed === true) } : each,
  );
  return above.filter(({ rows }) => rows.length > 0);
}

/** A journey in the steps that a person takes: without the closing page, and at the check when nothing else is missing. */
export function stepsOf(way: Journey, closing: Page | undefined): Journey {
  if (closing === undefined) return way;
  const { pages, next } = way;
  return {
    ...way,
    pages: pages.filter(({ page }) => page.id !== closing.id),
    next: 'page' in next && next.page === closing.id ? { check: true } : next,
  };
}

/** What was sent with the button of the check page, when that page asked for declarations. */
export function declaredIn(fields: Fields): Fields | undefined {
  return fields[SHOWN] === undefined ? undefined : fields;
}

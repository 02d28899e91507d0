import type { Json } from '@torget/feel';
import { type Form, isRecord, type Question, type Schema, schema } from '@torget/form';
import type { ProblemError } from '#platform/web/index.ts';

/** Answers that need the person at a page: a text to sign before their eyes. */
const AT_A_PAGE: readonly string[] = ['signature'];

function sendable(questions: readonly Question[]): readonly Question[] {
  return questions
    .filter(({ type }) => !AT_A_PAGE.includes(type))
    .map((each) => (each.questions === undefined ? each : { ...each, questions: sendable(each.questions) }));
}

/** Questions of a form that cannot be answered by a program. */
export function onlyAtAPage(form: Form): readonly Question[] {
  const asked = form.pages.flatMap((page) => page.questions.flatMap((each) => [each, ...(each.questions ?? [])]));
  return asked.filter(({ type }) => AT_A_PAGE.includes(type));
}

const schemas = new WeakMap<Form, Schema>();

/** The form's own schema without what is worked out and what only a page can take. */
export function inputSchema(form: Form): Schema {
  const made = schemas.get(form);
  if (made !== undefined) return made;
  const pages = form.pages.map((page) => ({ ...page, questions: sendable(page.questions) }));
  const { $schema: _, ...own } = schema({ ...form, pages, computed: {} });
  schemas.set(form, own);
  return own;
}

/** Deeper than this is no answer to any form: a group, its entry, a place, its points. */
const DEEPEST = 12;

const CHARACTERS = {
  sv: 'Texten innehåller tecken som inte går att spara',
  en: 'The text has characters that cannot be kept',
};
const DEEP = { sv: 'Svaret är för djupt', en: 'The answer is nested too deeply' };

/** Characters that no person types and no database keeps, and nesting without end. */
export function unkeepable(value: unknown, pointer: string, depth = 0): readonly ProblemError[] {
  if (typeof value === 'string')
    return value.includes('\u0000') || !value.isWellFormed()
      ? [{ pointer, rule: 'characters', message: CHARACTERS }]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEEPEST) return [{ pointer, rule: 'too-deep', message: DEEP }];
  return Object.entries(value).flatMap(([key, each]) => unkeepable(each, `${pointer}/${escaped(key)}`, depth + 1));
}

/** Entries that the schema does not know: nothing that was sent is dropped in silence. */
export function unknownIn(own: Schema, value: Json, pointer: string): readonly ProblemError[] {
  const { properties, items } = own;
  if (Array.isArray(value))
    return isRecord(items) ? value.flatMap((each, at) => unknownIn(items, each, `${pointer}/${at}`)) : [];
  if (!isRecord(value) || !isRecord(properties)) return [];
  return Object.entries(value).flatMap(([key, each]): readonly ProblemError[] => {
    const inner = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const at = `${pointer}/${escaped(key)}`;
    if (isRecord(inner)) return unknownIn(inner, each, at);
    const message = { sv: `${key} går inte att skicka här`, en: `${key} cannot be sent here` };
    return [{ pointer: at, rule: 'unknown', message }];
  });
}

/** A key as a part of a JSON pointer (RFC 6901, section 3). */
function escaped(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

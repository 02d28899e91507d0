import { parseExpression, Untranslatable } from '../js.ts';
import { list, record, records, type Source, word } from '../json.ts';

/** A form of the XGov format, read without trust: what is missing is empty, what is wrong is left out. */
export interface XgovForm {
  readonly name: string;
  readonly startPage: string;
  readonly pages: readonly XgovPage[];
  readonly lists: ReadonlyMap<string, XgovList>;
  readonly conditions: ReadonlyMap<string, Source>;
  readonly sections: ReadonlyMap<string, string>;
  readonly source: Source;
}

export interface XgovPage {
  readonly path: string;
  readonly title: string;
  readonly section: string;
  readonly kind: 'page' | 'start' | 'summary' | 'repeat' | 'confirm';
  readonly components: readonly Source[];
  readonly next: readonly XgovEdge[];
  readonly source: Source;
}

export interface XgovEdge {
  readonly path: string;
  readonly condition: string;
  readonly redirect: string;
}

export interface XgovList {
  readonly name: string;
  readonly items: readonly Source[];
}

/** True for JSON that has the shape of the format. */
export function isXgov(json: unknown): boolean {
  return records(formIn(json)['pages']).some((page) => word(page['path']) !== '');
}

/** The form itself: published forms stand inside an envelope with their id. */
function formIn(json: unknown): Source {
  const source = record(json);
  return Array.isArray(source['pages']) ? source : record(source['configuration']);
}

export function readXgov(json: unknown): XgovForm {
  const source = formIn(json);
  const named = (value: unknown) => records(value).map((each): [string, Source] => [word(each['name']), each]);
  return {
    name: word(source['name']),
    startPage: word(source['startPage']),
    pages: records(source['pages']).map((page, index) => readPage(page, index + 1)),
    lists: new Map(named(source['lists']).map(([name, each]) => [name, { name, items: records(each['items']) }])),
    conditions: new Map(named(source['conditions'])),
    sections: new Map(named(source['sections']).map(([name, each]) => [name, word(each['title'])])),
    source,
  };
}

function readPage(source: Source, number: number): XgovPage {
  return {
    path: word(source['path']) || `(${number})`,
    title: word(source['title']),
    section: sectionOf(source['section']),
    kind: kindOf(word(source['controller'])),
    components: records(source['components']),
    next: records(source['next']).map((edge) => ({
      path: word(edge['path']),
      condition: conditionOf(edge['condition'] ?? edge['if']),
      redirect: word(edge['redirect']),
    })),
    source,
  };
}

/** Old forms write the section out in the page. */
function sectionOf(value: unknown): string {
  return word(value) || word(record(value)['name']);
}

function conditionOf(value: unknown): string {
  return word(value) || word(record(value)['name']);
}

/** `./pages/summary.js`, `summary.ts` and `SummaryPageController` are one. */
function kindOf(controller: string): XgovPage['kind'] {
  const name = controller
    .replace(/^.*\//, '')
    .replace(/\.[jt]s$/, '')
    .toLowerCase();
  if (/^(summary|minisummary)/.test(name)) return 'summary';
  if (/^start/.test(name)) return 'start';
  if (/^confirm/.test(name)) return 'confirm';
  return /^repeat/.test(name) ? 'repeat' : 'page';
}

/** The texts of a static list inside a component, in the shape of a list's items. */
export function itemsOf(component: Source, form: XgovForm): readonly Source[] {
  const options = record(component['options']);
  const values = record(component['values']);
  for (const name of [word(component['list']), word(options['list']), word(values['list'])]) {
    const found = form.lists.get(name);
    if (found !== undefined) return found.items;
  }
  return records(values['items']).map((item) => ({ ...item, text: item['text'] ?? item['label'] }));
}

/** Whether old condition text can be read. */
export function oldCondition(value: string): ReturnType<typeof parseExpression> | undefined {
  try {
    return parseExpression(value);
  } catch (error) {
    if (error instanceof Untranslatable) return undefined;
    throw error;
  }
}

export function termsOf(condition: Source): readonly Source[] {
  const value = record(condition['value']);
  return list(value['conditions']).length > 0 ? records(value['conditions']) : records(condition['conditions']);
}

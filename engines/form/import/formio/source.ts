import { list, literalWord, record, records, type Source, word } from '../json.ts';
import type { SourceOption } from '../options.ts';

/** A component of the tree, with where its data stands: containers and grids open a level, other parents do not. */
export interface Component {
  readonly type: string;
  readonly key: string;
  readonly label: string;
  readonly source: Source;
  readonly children: readonly Component[];
  /** Keys from the root of the data, its own last; grids are levels as well. */
  readonly path: readonly string[];
  /** The innermost grid around it, and what stands between that and itself from the outside in. */
  readonly grid: Component | undefined;
  readonly parents: readonly Component[];
}

const GRIDS: readonly string[] = ['datagrid', 'editgrid', 'datatable', 'dynamicWizard'];
const LEVELS: readonly string[] = ['container', 'form', ...GRIDS];
/** Deeper trees are no forms that a person fills in. */
const DEEPEST = 30;

export function isFormio(json: unknown): boolean {
  return records(formIn(json)['components']).some((each) => word(each['type']) !== '');
}

/** The form itself: some exports hold it in an envelope. */
export function formIn(json: unknown): Source {
  const source = record(json);
  return Array.isArray(source['components']) ? source : record(source['form']);
}

export function isGrid({ type }: Component): boolean {
  return GRIDS.includes(type);
}

export function readComponents(json: unknown): readonly Component[] {
  return records(formIn(json)['components']).map((each) => readComponent(each, [], undefined, []));
}

function readComponent(
  source: Source,
  level: readonly string[],
  grid: Component | undefined,
  parents: readonly Component[],
): Component {
  const type = word(source['type']);
  const key = word(source['key']);
  const path = [...level, ...key.split('.').filter((part) => part !== '')];
  const children: Component[] = [];
  const component: Component = { type, key, label: word(source['label']), source, children, path, grid, parents };
  if (parents.length >= DEEPEST) return component;
  const inner = GRIDS.includes(type) && grid === undefined ? component : grid;
  const below = LEVELS.includes(type) ? path : level;
  for (const child of childrenOf(source)) children.push(readComponent(child, below, inner, [...parents, component]));
  return component;
}

/** Children stand in different places in different layouts. */
export function childrenOf(source: Source): readonly Source[] {
  const columns = list(source['columns']).flatMap((column) => records(record(column)['components']));
  const cells = list(source['rows']).flatMap((row) => list(row).flatMap((cell) => records(record(cell)['components'])));
  return [...records(source['components']), ...columns, ...cells];
}

/** Options of a choice, wherever the type keeps them. */
export function valuesOf({ source }: Component): readonly SourceOption[] {
  const data = record(source['data']);
  const lists = [source['values'], data['values'], data['json']].map(optionsIn);
  return lists.find((options) => options.some(({ value }) => value !== '')) ?? [];
}

/** Options as records with value and label, as bare values, or as JSON in a text. */
function optionsIn(values: unknown): readonly SourceOption[] {
  return list(typeof values === 'string' ? parsed(values) : values).map((each) => {
    const { value, label, description } = record(each);
    const own = typeof each === 'object' ? literalWord(value) : literalWord(each);
    return { value: own, label: word(label), hint: word(description) };
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return [];
  }
}

export function isRequired({ source }: Component): boolean {
  return record(source['validate'])['required'] === true || record(source['validate'])['required'] === 'true';
}

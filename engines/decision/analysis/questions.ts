import type { CompiledTable } from '../run/table.ts';
import { type Box, common, meet, meets, same } from './boxes.ts';
import { type Declared, type Grid, gridOf, type Unread } from './grid.ts';
import { Outputs, outranks } from './outputs.ts';
import { pairs } from './pairs.ts';
import { probe } from './probe.ts';
import { MAX_WORK, type Search, uncovered } from './uncovered.ts';

/** What is wrong with a table; `where` is the part of its grid in which it is so, rules count from 0. */
export type Finding =
  | { readonly kind: 'gap'; readonly where: Box }
  | {
      readonly kind: 'overlap' | 'disagree' | 'may-disagree';
      readonly rules: readonly [number, number];
      readonly where: Box;
    }
  | { readonly kind: 'masked'; readonly rule: number; readonly by: number | undefined; readonly where: Box }
  | { readonly kind: 'never'; readonly rule: number; readonly column: number | undefined }
  | { readonly kind: 'unread'; readonly cells: readonly Unread[] }
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'more'; readonly what: 'gap' | 'overlap'; readonly count: number | undefined };

export interface Analysis {
  readonly grid: Grid;
  readonly findings: readonly Finding[];
}

/** How many of each are told; the last finding says that there are more. */
export interface Most {
  readonly gaps: number;
  readonly overlaps: number;
}

/** Hit policies that gather what hits: there a rule may hit with others, and none need hit. */
const GATHERS = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];

/** Asks a table what its hit policy (DMN 1.5, 8.2.8) lets go wrong. */
export function askTable(compiled: CompiledTable, most: Most, declared: Declared = new Map()): Analysis {
  const grid = gridOf(compiled, declared);
  const { hitPolicy } = compiled.table;
  const never = neverHits(grid);
  const dead = new Set(never.flatMap((one) => (one.kind === 'never' ? [one.rule] : [])));
  const findings: Finding[] = [];
  if (hitPolicy === 'UNIQUE') findings.push(...overlaps(grid, most));
  if (hitPolicy === 'ANY') findings.push(...disagreements(grid, new Outputs(compiled), most));
  if (!GATHERS.includes(hitPolicy) && compiled.outputs.every(({ otherwise }) => otherwise === undefined)) {
    findings.push(...gaps(grid, most));
  }
  findings.push(...never);
  if (hitPolicy === 'FIRST') findings.push(...masked(grid, dead, (other, rule) => other < rule));
  if (hitPolicy === 'PRIORITY') {
    const ranks = new Outputs(compiled).ranks();
    const before = (other: number, rule: number) => {
      const [a, b] = [ranks[other], ranks[rule]];
      return a !== undefined && b !== undefined && outranks(a, b, other < rule);
    };
    findings.push(...masked(grid, dead, before));
  }
  if (grid.unread.length > 0) findings.push({ kind: 'unread', cells: grid.unread });
  return { grid, findings };
}

/** The rules of which it is certain where they hold: what is said of them does not hang on other names. */
function readRules({ unread, boxes }: Grid): Set<number> {
  const open = new Set(unread.map(({ rule }) => rule));
  return new Set([...boxes.keys()].filter((rule) => !open.has(rule)));
}

function overlapping(grid: Grid) {
  const read = readRules(grid);
  const boxes = grid.boxes.map((box, rule) => (read.has(rule) ? box : grid.space.map(() => [])));
  return pairs(boxes, grid.space.length);
}

function overlaps(grid: Grid, most: Most): Finding[] {
  const all = overlapping(grid);
  const told = all.slice(0, most.overlaps).map(({ first, second }): Finding => {
    return { kind: 'overlap', rules: [first, second], where: shared(grid, first, second) };
  });
  return [...told, ...moreThan(all.length, most.overlaps)];
}

function disagreements(grid: Grid, outputs: Outputs, most: Most): Finding[] {
  const all = overlapping(grid).flatMap(({ first, second }): Finding[] => {
    const agree = outputs.agree(first, second);
    if (agree === true) return [];
    const kind = agree === false ? 'disagree' : 'may-disagree';
    return [{ kind, rules: [first, second], where: shared(grid, first, second) }];
  });
  return [...all.slice(0, most.overlaps), ...moreThan(all.length, most.overlaps)];
}

function moreThan(count: number, most: number): Finding[] {
  return count > most ? [{ kind: 'more', what: 'overlap', count: count - most }] : [];
}

function shared({ boxes }: Grid, first: number, second: number): Box {
  return common(boxes[first] ?? [], boxes[second] ?? []) ?? [];
}

function gaps(grid: Grid, most: Most): Finding[] {
  const { found, complete }: Search = uncovered(grid.space, grid.boxes, most.gaps + 1);
  return [
    ...found.slice(0, most.gaps).map((where): Finding => ({ kind: 'gap', where })),
    ...(found.length > most.gaps ? [{ kind: 'more', what: 'gap', count: undefined } as const] : []),
    ...(complete || found.length > most.gaps ? [] : [{ kind: 'gave-up' } as const]),
  ];
}

/** Rules with a cell that holds for no value, or whose cells on one expression exclude each other. */
function neverHits({ boxes, never }: Grid): Finding[] {
  return boxes.flatMap((box, rule): Finding[] =>
    box.some((runs) => runs.length === 0)
      ? [{ kind: 'never', rule, column: never.find((cell) => cell.rule === rule)?.column }]
      : [],
  );
}

/** Rules that others always come before. A rule with unread cells may hide nothing, as it may not hold. */
function masked(grid: Grid, dead: ReadonlySet<number>, before: (other: number, rule: number) => boolean): Finding[] {
  const read = readRules(grid);
  const found: Finding[] = [];
  // One measure of work for the whole table, so that it ends in time however many rules are left in doubt.
  let work = MAX_WORK;
  for (const [rule, box] of grid.boxes.entries()) {
    if (dead.has(rule)) continue;
    const others = [...read].filter((one) => one !== rule && before(one, rule) && meets(grid.boxes[one] ?? [], box));
    const boxes = others.map((other) => grid.boxes[other] ?? []);
    if (others.length === 0 || probe(box, boxes) !== undefined) continue;
    const search = uncovered(box, boxes, 1, work);
    work -= search.work;
    if (search.found.length > 0) continue;
    if (!search.complete) return [...found, { kind: 'gave-up' }];
    const by = others.find((other) => covers(grid.boxes[other] ?? [], box));
    found.push({ kind: 'masked', rule, by, where: box });
  }
  return found;
}

function covers(outer: Box, inner: Box): boolean {
  return inner.every((runs, dimension) => same(meet(runs, outer[dimension] ?? []), runs));
}

import {
  type DecisionModel,
  type Outlined,
  outline,
  type RawTable,
  type Trace,
  type TracedDecision,
  type TracedRule,
  type Written,
} from '@torget/decision';
import { compile, decode, type FeelValue, isContext } from '@torget/feel';

/** What the rules of a case said, as its page tells it: drawn from the model of that day and the trace that was kept. */
export interface Story {
  readonly steps: readonly Step[];
  /** What the tables' columns were asked, each once, in the order in which it was first looked at. */
  readonly facts: readonly Seen[];
  readonly citations: readonly Citation[];
}

/** One decision of the requirement graph. */
export interface Step {
  /** From 1, in reading order; also its anchor `steg-3`. */
  readonly number: number;
  readonly name: string;
  readonly label: string;
  readonly kind: 'decision' | 'knowledge' | 'service';
  readonly reads: readonly Read[];
  readonly logic: Told;
  /** Undefined where it was not evaluated, or is no decision. */
  readonly value: FeelValue | undefined;
}

/** What a step requires: input data by name, or an earlier step. */
export type Read = { readonly input: string } | { readonly step: number; readonly label: string };

/** Logic as written, with what its tables saw. */
export type Told =
  | Exclude<Written, { kind: 'table' | 'entries' | 'function' | 'parts' | 'list' }>
  | { readonly kind: 'table'; readonly table: TableTold }
  | { readonly kind: 'entries'; readonly entries: readonly { name?: string; logic: Told; value?: FeelValue }[] }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly body: Told }
  | { readonly kind: 'parts'; readonly parts: readonly { readonly role: string; readonly logic: Told }[] }
  | { readonly kind: 'list'; readonly items: readonly Told[] };

export interface Seen {
  readonly label: string;
  readonly expression: string;
  /** Undefined in a table that was not asked. */
  readonly value: FeelValue | undefined;
}

export interface TableTold {
  readonly owner: string;
  readonly hitPolicy: string;
  readonly columns: readonly Seen[];
  readonly outputs: readonly { readonly label: string; readonly otherwise?: string }[];
  readonly rules: readonly RuleTold[];
  /** The table was asked; in one that was not, no rule can have hit. */
  readonly asked: boolean;
  /** The trace's own entry, to fill reason texts with its inputs. */
  readonly traced: TracedDecision | undefined;
}

export interface RuleTold {
  readonly number: number;
  readonly hit: boolean;
  readonly conditions: readonly string[];
  readonly outputs: readonly { readonly written: string; readonly value: FeelValue | undefined }[];
  readonly annotations: { readonly [name: string]: string };
  readonly traced: TracedRule | undefined;
}

/** A provision that rules which hit rest on. */
export interface Citation {
  /** As the model writes it: `SoL (2025:400) 12 kap. 7 §`. */
  readonly basis: string;
  readonly rules: readonly { readonly label: string; readonly number: number; readonly step: number }[];
}

/** Tells what a decision said. Tables are those of the model; what hit, and on what, is what the trace kept. */
export function storyOf(model: DecisionModel | undefined, decision: string, trace: Trace): Story {
  const graph = model === undefined ? [] : outline(model, decision);
  const told = graph.filter((one) => one.kind !== 'input');
  const numbers = new Map(told.map(({ id }, index) => [id, index + 1]));
  const names = new Map(graph.map(({ id, name, label }) => [id, { name, label }]));
  const steps = told.map((one, index): Step => {
    const value = valueIn(trace, one);
    return {
      number: index + 1,
      name: one.name,
      label: one.label,
      kind: one.kind === 'input' ? 'decision' : one.kind,
      reads: one.requires.map((id): Read => {
        const step = numbers.get(id);
        const known = names.get(id);
        return step === undefined ? { input: known?.name ?? id } : { step, label: known?.label ?? id };
      }),
      logic: tell(one.logic, calls(trace, one.id), value),
      value,
    };
  });
  return { steps, facts: factsOf(steps), citations: citationsOf(steps) };
}

function calls(trace: Trace, id: string): TracedDecision[] {
  return trace.filter((entry) => entry.id === id && entry.kind === 'table');
}

/** Of several entries under one id the last is the decision's own. */
function valueIn(trace: Trace, { id, kind }: Outlined): FeelValue | undefined {
  const entry = kind === 'decision' ? trace.findLast((one) => one.id === id) : undefined;
  return entry === undefined ? undefined : decode(entry.value);
}

/** `asked` holds what the trace kept of the tables in this logic, in the order in which they were asked. */
function tell(logic: Written, asked: TracedDecision[], value: FeelValue | undefined): Told {
  switch (logic.kind) {
    case 'table':
      return { kind: 'table', table: tableTold(logic.table, take(asked, logic.table)) };
    case 'entries':
      return {
        kind: 'entries',
        entries: logic.entries.map(({ name, value: inner }) => {
          const kept = name === undefined || value === undefined ? undefined : entry(value, name);
          const own = isConstant(inner) ? undefined : kept;
          return {
            ...(name === undefined ? {} : { name }),
            logic: tell(inner, asked, own),
            ...(own === undefined ? {} : { value: own }),
          };
        }),
      };
    case 'function':
      return { kind: 'function', parameters: logic.parameters, body: tell(logic.body, asked, undefined) };
    case 'parts':
      return {
        kind: 'parts',
        parts: logic.parts.map(({ role, value: part }) => ({ role, logic: tell(part, asked, undefined) })),
      };
    case 'list':
      return { kind: 'list', items: logic.items.map((item) => tell(item, asked, undefined)) };
    default:
      return logic;
  }
}

/** A formula that reads nothing is its own value. */
function isConstant(logic: Written): boolean {
  if (logic.kind !== 'expression') return false;
  const program = compile(logic.text, { scope: {} });
  return program.ok && program.value.reads.length === 0;
}

function entry(value: FeelValue, name: string): FeelValue | undefined {
  return isContext(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The first kept call of a table with these rules; each is told once. */
function take(asked: TracedDecision[], { rules }: RawTable): TracedDecision | undefined {
  const at = asked.findIndex((one) => one.rules.length === rules.length && one.rules[0]?.id === rules[0]?.id);
  return at < 0 ? undefined : asked.splice(at, 1)[0];
}

function tableTold(table: RawTable, traced: TracedDecision | undefined): TableTold {
  return {
    owner: table.owner.name,
    hitPolicy: table.hitPolicy,
    asked: traced !== undefined,
    traced,
    columns: table.inputs.map(({ label, expression }, index) => {
      const seen = traced?.inputs[index];
      return { label, expression, value: seen === undefined ? undefined : decode(seen.value) };
    }),
    outputs: table.outputs.map(({ label, otherwise }) => ({
      label,
      ...(otherwise === undefined ? {} : { otherwise }),
    })),
    rules: table.rules.map((rule, index) => {
      const kept = traced?.rules[index];
      return {
        number: rule.number,
        hit: kept?.hit === true,
        conditions: rule.conditions,
        outputs: rule.outputs.map((written, at) => {
          // By name: the database keeps the keys of an object, not their order.
          const stored = kept?.outputs[table.outputs[at]?.name ?? ''];
          return { written, value: stored === undefined ? undefined : decode(stored) };
        }),
        annotations: rule.annotations,
        traced: kept,
      };
    }),
  };
}

/** All tables of a logic, in reading order. */
export function tablesIn(logic: Told): TableTold[] {
  switch (logic.kind) {
    case 'table':
      return [logic.table];
    case 'entries':
      return logic.entries.flatMap((one) => tablesIn(one.logic));
    case 'function':
      return tablesIn(logic.body);
    case 'parts':
      return logic.parts.flatMap((one) => tablesIn(one.logic));
    case 'list':
      return logic.items.flatMap(tablesIn);
    default:
      return [];
  }
}

function factsOf(steps: readonly Step[]): Seen[] {
  const facts = new Map<string, Seen>();
  for (const column of steps.flatMap(({ logic }) => tablesIn(logic)).flatMap(({ columns }) => columns)) {
    if (column.value !== undefined && !facts.has(column.expression)) facts.set(column.expression, column);
  }
  return [...facts.values()];
}

function citationsOf(steps: readonly Step[]): Citation[] {
  const cited = new Map<string, { label: string; number: number; step: number }[]>();
  for (const { number: step, label, logic } of steps) {
    for (const rule of tablesIn(logic).flatMap(({ rules }) => rules)) {
      if (!rule.hit) continue;
      for (const basis of basesIn(rule.annotations['Lagrum'] ?? '')) {
        cited.set(basis, [...(cited.get(basis) ?? []), { label, number: rule.number, step }]);
      }
    }
  }
  return [...cited].map(([basis, rules]) => ({ basis, rules }));
}

/** Several provisions of one rule are parted by semicolons. */
export function basesIn(text: string): string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

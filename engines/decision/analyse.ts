import { type Bilingual, type EvaluateOptions, type Fault, type FeelValue, textOf } from '@torget/feel';
import { graphOf } from './load.ts';
import { OTHER_TEXT, samplesOf } from './run/samples.ts';
import { type CompiledTable, onlyInput } from './run/table.ts';
import type { DecisionModel } from './types.ts';

/** No table a person can read has more; larger ones are not analysed. */
const MAX_COMBINATIONS = 100_000;
/** One example of a gap says as much as ten. */
const MAX_GAPS = 3;

/** The analysis asks cells only, and none of them reads the clock. */
const OPTIONS: EvaluateOptions = { instant: '1970-01-01T00:00:00Z' };

/**
 * Looks through the decision tables of a model for rules of a UNIQUE table that hit together (`overlap`), for inputs no rule
 * answers (`gap`) and for rules that never decide (`unreachable`). Every finding is a warning with an example.
 * Tables whose cells read other names than their own column are left out, and so is null as an input.
 */
export function analyse(model: DecisionModel): Fault[] {
  return (graphOf(model)?.tables ?? []).flatMap(analyseTable);
}

interface Sample {
  readonly value: FeelValue;
  /** Whether each rule's cell of this column holds for the value. */
  readonly holds: readonly boolean[];
}

function analyseTable(compiled: CompiledTable): Fault[] {
  const { columns, rows } = compiled;
  const plain = rows.every((row) =>
    row.tests.every((test) => test === null || (test !== undefined && onlyInput(test))),
  );
  if (!plain || rows.length === 0) return [];
  const samples = columns.map((_, place) => columnSamples(compiled, place));
  const combinations = samples.reduce((all, one) => all * Math.max(1, one.length), 1);
  return combinations * rows.length > MAX_COMBINATIONS * 10 || combinations > MAX_COMBINATIONS
    ? []
    : findings(compiled, samples);
}

function columnSamples({ columns, rows }: CompiledTable, place: number): Sample[] {
  const column = columns[place];
  if (column === undefined) return [];
  const allowed = (value: FeelValue) =>
    value === null ||
    ((column.typed.valid?.(value, OPTIONS) ?? true) &&
      (column.allowed === undefined || column.allowed.evaluate({ '?': value }, OPTIONS).value === true));
  return samplesOf(column, place, rows)
    .filter(allowed)
    .map((value) => ({
      value,
      holds: rows.map((row) => {
        const test = row.tests[place] ?? null;
        return test === null || test.evaluate({ '?': value }, OPTIONS).value === true;
      }),
    }));
}

function findings(compiled: CompiledTable, samples: readonly (readonly Sample[])[]): Fault[] {
  const { table, rows } = compiled;
  const faults: Fault[] = [];
  const together = new Set<string>();
  const decides = new Set<number>();
  let gaps = 0;
  each(samples, [], (chosen) => {
    const hits = rows.flatMap((_, rule) => (chosen.every(({ holds }) => holds[rule] === true) ? [rule] : []));
    const example = () => exampleOf(compiled, chosen);
    const [first, second] = hits;
    for (const rule of table.hitPolicy === 'FIRST' ? hits.slice(0, 1) : hits) decides.add(rule);
    if (
      table.hitPolicy === 'UNIQUE' &&
      first !== undefined &&
      second !== undefined &&
      !together.has(`${first} ${second}`)
    ) {
      together.add(`${first} ${second}`);
      faults.push(overlap(compiled, first, second, example()));
    }
    if (first === undefined && asksForGaps(compiled) && gaps < MAX_GAPS) {
      gaps += 1;
      faults.push(gap(compiled, example()));
    }
  });
  const idle = rows.flatMap((_, rule) => (decides.has(rule) ? [] : [unreachable(compiled, rule)]));
  return [...faults, ...idle];
}

function each(
  samples: readonly (readonly Sample[])[],
  chosen: readonly Sample[],
  visit: (chosen: readonly Sample[]) => void,
): void {
  const [column, ...rest] = samples;
  if (column === undefined) visit(chosen);
  else for (const sample of column) each(rest, [...chosen, sample], visit);
}

/** A list of what hits may be empty; a default answers for the rest. */
function asksForGaps({ table }: CompiledTable): boolean {
  const many = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy);
  return !many && table.outputs.every((one) => one.otherwise === undefined);
}

/** The chosen values by their columns, as a person would say them. */
function exampleOf({ columns }: CompiledTable, chosen: readonly Sample[]): Bilingual {
  const said = (other: string) =>
    chosen
      .map(({ value }, place) => {
        const text = value === null ? '…' : value === OTHER_TEXT ? other : textOf(value);
        return `${columns[place]?.label} = ${text}`;
      })
      .join(', ');
  return { sv: said('någon annan text'), en: said('any other text') };
}

function finding(
  { table, file }: CompiledTable,
  rule: number | null,
  code: string,
  message: Bilingual,
  advice: Bilingual,
): Fault {
  const at = rule === null ? table : (table.rules[rule] ?? table);
  return { file, line: at.line, column: at.column, element: at.id, code, severity: 'warning', message, advice };
}

function overlap(compiled: CompiledTable, first: number, second: number, example: Bilingual): Fault {
  const [a, b] = [first + 1, second + 1];
  return finding(
    compiled,
    second,
    'overlap',
    {
      sv: `Regel ${a} och ${b} i »${compiled.owner}« gäller båda när ${example.sv}.`,
      en: `Rules ${a} and ${b} of “${compiled.owner}” both hit when ${example.en}.`,
    },
    {
      sv: 'Skilj reglernas villkor åt, eller välj en annan träffregel.',
      en: 'Tell their conditions apart, or choose another hit policy.',
    },
  );
}

function gap(compiled: CompiledTable, example: Bilingual): Fault {
  return finding(
    compiled,
    null,
    'gap',
    {
      sv: `Ingen regel i »${compiled.owner}« gäller när ${example.sv}.`,
      en: `No rule of “${compiled.owner}” hits when ${example.en}.`,
    },
    { sv: 'Lägg till en regel, eller ett värde som gäller annars.', en: 'Add a rule, or a default output.' },
  );
}

function unreachable(compiled: CompiledTable, rule: number): Fault {
  return finding(
    compiled,
    rule,
    'unreachable',
    {
      sv: `Regel ${rule + 1} i »${compiled.owner}« avgör aldrig.`,
      en: `Rule ${rule + 1} of “${compiled.owner}” never decides.`,
    },
    { sv: 'Ta bort regeln eller rätta dess villkor.', en: 'Remove the rule or correct its conditions.' },
  );
}

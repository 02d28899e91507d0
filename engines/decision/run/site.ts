import { compile, type Fault, type FeelType, type Program, type Scope } from '@torget/feel';
import type { Variable } from '../read/model.ts';
import type { Unit } from './graph.ts';
import type { CompiledTable } from './table.ts';
import { ANY, type Typed } from './typed.ts';

/** Where an expression is compiled: its model, the names it may use, and whose logic it is. */
export interface Site {
  readonly unit: Unit;
  readonly scope: Scope;
  readonly owner: { readonly id: string; readonly name: string };
  readonly faults: Fault[];
  /** Every table compiled, for the analysis. */
  readonly tables: CompiledTable[];
  /** Is told of every name that an expression reads and that is not in scope. */
  readonly missing?: (name: string) => void;
}

/** Where an element of the model stands, and its id where it has one. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly id?: string;
}

interface Written {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The site with more names: later entries of a context see the earlier ones. */
export function withNames(site: Site, names: { readonly [name: string]: FeelType }): Site {
  return { ...site, scope: { ...site.scope, ...names } };
}

/** Compiles one text of the model. A text that cannot be read is a fault and gives undefined. */
export function compileAt(
  site: Site,
  written: Written,
  element: string,
  tests?: { readonly input: FeelType },
): Program | undefined {
  const { text, line, column } = written;
  const result = compile(text, {
    scope: site.scope,
    types: site.unit.typeNames,
    lenient: true,
    at: { file: site.unit.definitions.file, line, column, element },
    ...(tests === undefined ? {} : { kind: 'unary-tests', input: tests.input }),
  });
  if (site.missing !== undefined) tellMissing(site, text, tests !== undefined);
  const faults = result.ok ? (result.value.faults ?? []) : result.error;
  site.faults.push(...faults.map(binding));
  return result.ok ? result.value : undefined;
}

function tellMissing({ scope, unit, missing }: Site, text: string, unary: boolean): void {
  const free = compile(text, { types: unit.typeNames, lenient: true, ...(unary ? { kind: 'unary-tests' } : {}) });
  if (!free.ok) return;
  for (const name of free.value.reads) if (name !== '?' && !Object.hasOwn(scope, name)) missing?.(name);
}

/** Operands that never fit are a doubt in an expression of its own; in a model they are a rule that never answers. */
function binding(fault: Fault): Fault {
  if (fault.code !== 'type-mismatch') return fault;
  const { severity: _, ...refusing } = fault;
  return refusing;
}

const SIMPLE: readonly string[] = [
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
];

/** Notes a value whose known type can never become the declared one (10.3.2.9.4): the result would always be null. */
export function clashAt(site: Site, made: FeelType, declared: FeelType, place: Place & { readonly id: string }): void {
  if (!SIMPLE.includes(made.kind) || !SIMPLE.includes(declared.kind) || made.kind === declared.kind) return;
  if (made.kind === 'date' && declared.kind === 'date and time') return;
  site.faults.push({
    file: site.unit.definitions.file,
    line: place.line,
    column: place.column,
    element: place.id,
    code: 'type-clash',
    message: {
      sv: `Värdet är av typen ${made.kind}, men ${declared.kind} är angivet: resultatet blir alltid null.`,
      en: `The value is of type ${made.kind} where ${declared.kind} is declared: the result is always null.`,
    },
    advice: {
      sv: 'Rätta den angivna typen, eller gör om värdet med number(…), string(…) eller date(…).',
      en: 'Correct the declared type, or convert the value with number(…), string(…) or date(…).',
    },
  });
}

/** The declared type of a variable or reference; an unknown one is a fault and counts as any. */
export function typedAt(site: Site, reference: string | undefined, place: Place): Typed {
  const typed = site.unit.types.resolve(reference);
  if (typed !== undefined) return typed;
  site.faults.push(unknownType(site.unit, reference ?? '', place));
  return ANY;
}

export function unknownType(unit: Unit, reference: string, place: Place): Fault {
  return {
    file: unit.definitions.file,
    line: place.line,
    column: place.column,
    ...(place.id === undefined ? {} : { element: place.id }),
    code: 'unknown-type',
    message: { sv: `Typen »${reference}« finns inte.`, en: `There is no type “${reference}”.` },
    advice: { sv: 'Välj en typ som modellen definierar.', en: 'Choose a type that the model defines.' },
  };
}

/** A function's parameters as the closure wants them. */
export function parametersAt(site: Site, list: readonly Variable[], place: Place) {
  return list.map(({ name, typeRef }) => {
    const { type, valid } = typedAt(site, typeRef, place);
    return { name, type, valid };
  });
}

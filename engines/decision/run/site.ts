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
  site.faults.push(...(result.ok ? (result.value.faults ?? []) : result.error));
  return result.ok ? result.value : undefined;
}

/** The declared type of a variable or reference; an unknown one is a fault and counts as any. */
export function typedAt(site: Site, reference: string | undefined, place: { line: number; column: number }): Typed {
  const typed = site.unit.types.resolve(reference);
  if (typed !== undefined) return typed;
  site.faults.push(unknownType(site.unit, reference ?? '', place));
  return ANY;
}

export function unknownType(unit: Unit, reference: string, place: { line: number; column: number }): Fault {
  return {
    file: unit.definitions.file,
    line: place.line,
    column: place.column,
    code: 'unknown-type',
    message: { sv: `Typen »${reference}« finns inte.`, en: `There is no type “${reference}”.` },
    advice: { sv: 'Välj en typ som modellen definierar.', en: 'Choose a type that the model defines.' },
  };
}

/** A function's parameters as the closure wants them. */
export function parametersAt(site: Site, list: readonly Variable[], place: { line: number; column: number }) {
  return list.map(({ name, typeRef }) => {
    const { type, valid } = typedAt(site, typeRef, place);
    return { name, type, valid };
  });
}

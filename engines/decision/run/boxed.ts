import {
  Closure,
  contextOf,
  external,
  type FeelContext,
  type FeelType,
  type FeelValue,
  invokeWith,
  isContext,
  join,
  kindOf,
} from '@torget/feel';
import type { Boxed } from '../read/model.ts';
import { compileLoop } from './loop.ts';
import type { Code, Session } from './session.ts';
import { clashAt, compileAt, parametersAt, type Site, typedAt, withNames } from './site.ts';
import { compileTable } from './table.ts';
import { conform } from './typed.ts';

/** A boxed expression's code with its static type. */
export interface Compiled {
  readonly code: Code;
  readonly type: FeelType;
}

const ANY: FeelType = { kind: 'any' };
const NOTHING: Compiled = { code: () => null, type: { kind: 'null' } };

/** Compiles a boxed expression (DMN 1.5, 10.2). A part that cannot be read is null, its fault stands in the site. */
export function compileBoxed(boxed: Boxed | undefined, site: Site): Compiled {
  if (boxed === undefined) return NOTHING;
  const compiled = kindCode(boxed, site);
  if (boxed.typeRef === undefined || boxed.kind === 'table') return compiled;
  const typed = typedAt(site, boxed.typeRef, boxed);
  clashAt(site, compiled.type, typed.type, boxed);
  const code: Code = (globals, session) => {
    const value = compiled.code(globals, session);
    const conformed = conform(value, typed, session.shared.options);
    return conformed === undefined
      ? session.warn(boxed.id, 'type', `${kindOf(value)} is not of the declared type`)
      : conformed;
  };
  return { code, type: typed.type.kind === 'any' ? compiled.type : typed.type };
}

function kindCode(boxed: Boxed, site: Site): Compiled {
  switch (boxed.kind) {
    case 'literal':
      return literal(boxed, site);
    case 'table':
      return compileTable(boxed.table, site);
    case 'context':
      return context(boxed, site);
    case 'invocation':
      return invocation(boxed, site);
    case 'function':
      return functionCode(boxed, site);
    case 'list':
      return list(boxed.items, site);
    case 'relation':
      return relation(boxed, site);
    case 'conditional':
      return conditional(boxed, site);
    default:
      return compileLoop(boxed, site, compileBoxed);
  }
}

function literal(boxed: Boxed & { kind: 'literal' }, site: Site): Compiled {
  if (boxed.text.trim() === '') return NOTHING;
  const program = compileAt(site, boxed, boxed.id);
  if (program === undefined) {
    return {
      code: (_globals, session) => session.warn(boxed.id, 'syntax', 'the expression cannot be read'),
      type: ANY,
    };
  }
  return { code: (globals, session) => session.run(program, globals, boxed.id), type: program.type };
}

function context(boxed: Boxed & { kind: 'context' }, site: Site): Compiled {
  let inner = site;
  const entries: { readonly name: string | undefined; readonly code: Code }[] = [];
  const types: { [name: string]: FeelType } = {};
  let result: FeelType | undefined;
  for (const { variable, value } of boxed.entries) {
    const typed = typedAt(site, variable?.typeRef, boxed);
    // A function may call itself by the name of its entry.
    const own = variable !== undefined && value?.kind === 'function' ? { [variable.name]: ANY } : {};
    const compiled = compileBoxed(value, withNames(inner, own));
    const declared = typed.type.kind !== 'any';
    clashAt(site, compiled.type, typed.type, value ?? boxed);
    const code: Code = !declared
      ? compiled.code
      : (globals, session) => {
          const made = compiled.code(globals, session);
          const conformed = conform(made, typed, session.shared.options);
          return conformed === undefined
            ? session.warn(boxed.id, 'type', `"${variable?.name}" is not of its type`)
            : conformed;
        };
    entries.push({ name: variable?.name, code });
    const type = declared ? typed.type : compiled.type;
    if (variable === undefined) result = type;
    else {
      types[variable.name] = type;
      inner = withNames(inner, { [variable.name]: type });
    }
  }
  const code: Code = (globals, session) => {
    const seen = { ...globals };
    const made: [string, FeelValue][] = [];
    for (const entry of entries) {
      const value = entry.code(seen, session);
      if (entry.name === undefined) return value;
      seen[entry.name] = value;
      made.push([entry.name, value]);
    }
    return contextOf(made);
  };
  return { code, type: result ?? { kind: 'context', entries: types } };
}

function invocation(boxed: Boxed & { kind: 'invocation' }, site: Site): Compiled {
  const called = compileBoxed(boxed.called, site);
  const bindings = boxed.bindings.map(({ parameter, value }) => ({ parameter, code: compileBoxed(value, site).code }));
  const code: Code = (globals, session) => {
    const target = called.code(globals, session);
    const names = bindings.map(({ parameter }) => parameter);
    const values = bindings.map((binding) => binding.code(globals, session));
    return call(target, { names, values }, boxed.id, session);
  };
  return { code, type: called.type.kind === 'function' ? called.type.result : ANY };
}

function call(
  target: FeelValue,
  given: { names: string[]; values: FeelValue[] },
  element: string,
  session: Session,
): FeelValue {
  const { value, warnings } = invokeWith(target, given, session.shared.options);
  for (const warning of warnings) session.warn(element, warning.code, warning.message);
  return value;
}

function functionCode(boxed: Boxed & { kind: 'function' }, site: Site): Compiled {
  const parameters = parametersAt(site, boxed.parameters, boxed);
  const scope = Object.fromEntries(parameters.map(({ name, type }) => [name, type]));
  const body = compileBoxed(boxed.body, withNames(site, scope));
  const type: FeelType = { kind: 'function', parameters: parameters.map((one) => one.type), result: body.type };
  if (boxed.language.toUpperCase() === 'JAVA') return { code: foreign(body.code, parameters), type };
  if (boxed.language.toUpperCase() !== 'FEEL') {
    return {
      code: (_globals, session) => session.warn(boxed.id, 'external', `${boxed.language} functions are not called`),
      type,
    };
  }
  const code: Code = (globals, session) =>
    new Closure(parameters, (args) => body.code({ ...globals, ...bound(parameters, args) }, session));
  return { code, type };
}

/** Parameter names with the values of a call. */
function bound(parameters: readonly { readonly name: string }[], args: readonly FeelValue[]): FeelContext {
  return Object.fromEntries(parameters.map(({ name }, index) => [name, args[index] ?? null]));
}

/** `kind="Java"`: the body names a class and a method; a fixed table of pure functions answers. */
function foreign(body: Code, parameters: readonly { readonly name: string; readonly type: FeelType }[]): Code {
  return (globals, session) => {
    const names = body(globals, session);
    return isContext(names) ? external(parameters, names) : null;
  };
}

function list(items: readonly Boxed[], site: Site): Compiled {
  const codes = items.map((item) => compileBoxed(item, site));
  return {
    code: (globals, session) => codes.map(({ code }) => code(globals, session)),
    type: { kind: 'list', of: codes.map(({ type }) => type).reduce(join, { kind: 'null' }) },
  };
}

function relation(boxed: Boxed & { kind: 'relation' }, site: Site): Compiled {
  const columns = boxed.columns.map(({ name, typeRef }) => ({ name, typed: typedAt(site, typeRef, boxed) }));
  const rows = boxed.rows.map((row) => row.map((cell) => compileBoxed(cell, site).code));
  const code: Code = (globals, session) =>
    rows.map((row) =>
      contextOf(
        columns.map(({ name, typed }, index) => {
          const value = row[index]?.(globals, session) ?? null;
          const conformed = conform(value, typed, session.shared.options);
          return [
            name,
            conformed ?? (value === null ? null : session.warn(boxed.id, 'type', `"${name}" is not of its type`)),
          ] as const;
        }),
      ),
    );
  const entries = Object.fromEntries(columns.map(({ name, typed }) => [name, typed.type]));
  return { code, type: { kind: 'list', of: { kind: 'context', entries } } };
}

function conditional(boxed: Boxed & { kind: 'conditional' }, site: Site): Compiled {
  const [test, yes, no] = [compileBoxed(boxed.test, site), compileBoxed(boxed.yes, site), compileBoxed(boxed.no, site)];
  const code: Code = (globals, session) => {
    const hit = test.code(globals, session);
    if (hit !== null && typeof hit !== 'boolean')
      return session.warn(boxed.id, 'condition', `${kindOf(hit)} is no condition`);
    return hit === true ? yes.code(globals, session) : no.code(globals, session);
  };
  return { code, type: join(yes.type, no.type) };
}

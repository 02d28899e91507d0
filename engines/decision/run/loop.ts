import { Closure, compile, type FeelType, isContext, type Program } from '@torget/feel';
import type { Boxed } from '../read/model.ts';
import type { Compiled } from './boxed.ts';
import type { Code } from './session.ts';
import { type Site, withNames } from './site.ts';

/**
 * Boxed `for`, `some`, `every` and `filter` mean what FEEL's own forms mean (DMN 1.5, 10.2.2.9 to 10.2.2.11): the loop
 * itself runs as FEEL over a source and a body that is given to it as a function.
 */
type Loop = Boxed & { kind: 'for' | 'some' | 'every' | 'filter' };

const TEXTS = {
  for: 'for x in source return body(x, null)',
  partial: 'for x in source return body(x, partial)',
  some: 'some x in source satisfies body(x, null)',
  every: 'every x in source satisfies body(x, null)',
  filter: 'source[body(item, null)]',
} as const;

const PARAMETERS = [{ name: 'x' }, { name: 'partial' }];

/** `partial` costs: a loop whose body never says the word goes without. */
function programOf(boxed: Loop): Program | undefined {
  const says = boxed.kind === 'for' && JSON.stringify(boxed.body).includes('partial');
  const compiled = compile(TEXTS[says ? 'partial' : boxed.kind]);
  return compiled.ok ? compiled.value : undefined;
}

function elementOf(type: FeelType): FeelType {
  return type.kind === 'list' || type.kind === 'range' ? type.of : type;
}

export function compileLoop(boxed: Loop, site: Site, inner: (boxed: Boxed, site: Site) => Compiled): Compiled {
  const source = inner(boxed.source, site);
  const of = elementOf(source.type);
  const name = boxed.kind === 'filter' ? 'item' : boxed.iterator;
  const names = { ...(boxed.kind === 'filter' ? keysOf(of) : { partial: { kind: 'any' } as const }), [name]: of };
  const body = inner(boxed.kind === 'filter' ? boxed.match : boxed.body, withNames(site, names));
  const program = programOf(boxed);
  const code: Code = (globals, session) => {
    if (program === undefined) return null;
    let broken = false;
    const call = new Closure(PARAMETERS, ([x = null, partial = null]) => {
      const seen = boxed.kind === 'filter' && isContext(x) ? { ...globals, ...x } : { ...globals };
      const value = body.code({ ...seen, partial, [name]: x }, session);
      if (boxed.kind === 'for' || typeof value === 'boolean') return value;
      broken ||= boxed.kind === 'filter' || value !== null;
      return null;
    });
    const value = session.run(program, { source: source.code(globals, session), body: call }, boxed.id);
    // Stricter than FEEL's own forms: an answer that is no truth value makes the whole expression null (10.2.2.10).
    return broken ? session.warn(boxed.id, 'condition', 'the condition must answer true or false') : value;
  };
  const result: FeelType = boxed.kind === 'for' ? { kind: 'list', of: body.type } : { kind: 'boolean' };
  return { code, type: boxed.kind === 'filter' ? { kind: 'list', of } : result };
}

function keysOf(type: FeelType): { readonly [name: string]: FeelType } {
  return type.kind === 'context' ? type.entries : {};
}

import type { FeelContext, FeelValue } from '../types.ts';
import { Closure, type Parameter, type Span } from '../values/function.ts';
import { entryOf, isContext, isList } from '../values/kinds.ts';
import { Decimal, decimal, isNumber } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import type { Run } from './run.ts';

/**
 * External functions of kind Java (DMN 1.5, 10.3.2.13.3) without a JVM: a fixed table of pure functions keyed by class
 * and signature. Nothing a model names is ever loaded; what is not in the table is null with a warning.
 */
type Pure = (...args: readonly FeelValue[]) => FeelValue | undefined;

function max(fits: (value: Decimal) => boolean): Pure {
  return (a = null, b = null) => (isNumber(a) && isNumber(b) && fits(a) && fits(b) ? Decimal.max(a, b) : undefined);
}

function within(bits: number): (value: Decimal) => boolean {
  const limit = new Decimal(2).pow(bits - 1);
  return (value) => value.isInteger() && value.gte(limit.neg()) && value.lt(limit);
}

function same(fits: (value: Decimal) => boolean): Pure {
  return (value = null) => (isNumber(value) && fits(value) ? value : undefined);
}

function parsed(fits: (value: Decimal) => boolean): Pure {
  return (text = null) => {
    const value = typeof text === 'string' ? decimal(text.trim()) : null;
    return value !== null && fits(value) ? value : undefined;
  };
}

/** `%s` and `%d` take the next argument, `%%` is a percent sign; every other directive is unknown here. */
function format(pattern: FeelValue = null, ...rest: readonly FeelValue[]): FeelValue | undefined {
  if (typeof pattern !== 'string') return undefined;
  const [first = null] = rest;
  const values = rest.length === 1 && isList(first) ? first : rest;
  let next = 0;
  let known = true;
  const text = pattern.replace(/%(.)/g, (_all, directive: string) => {
    if (directive === '%') return '%';
    const value = values[next] ?? null;
    if (!['s', 'd'].includes(directive) || next >= values.length || (directive === 'd' && !isNumber(value)))
      known = false;
    next += 1;
    return textOf(value);
  });
  return known ? text : undefined;
}

const any = () => true;

const FUNCTIONS: { readonly [signature: string]: Pure } = {
  'java.lang.Math.cos(double)': (n = null) => (isNumber(n) ? n.cos() : undefined),
  'java.lang.Math.max(double,double)': max(any),
  'java.lang.Math.max(float,float)': max(any),
  'java.lang.Math.max(int,int)': max(within(32)),
  'java.lang.Math.max(long,long)': max(within(64)),
  'java.lang.Short.valueOf(short)': same(within(16)),
  'java.lang.Byte.valueOf(byte)': same(within(8)),
  'java.lang.String.valueOf(char)': (text = null) =>
    typeof text === 'string' && [...text].length === 1 ? text : undefined,
  'java.lang.Integer.valueOf(java.lang.String)': parsed(within(32)),
  'java.lang.Float.valueOf(java.lang.String)': parsed(any),
  'java.lang.Double.valueOf(java.lang.String)': parsed(any),
  'java.lang.String.format(java.lang.String,[Ljava.lang.Object;)': format,
};

function signatureOf(definition: FeelContext): string {
  const java = entryOf(definition, 'java') ?? null;
  const source = isContext(java) ? java : definition;
  const text = (key: string) => String(entryOf(source, key) ?? '').replace(/\s/g, '');
  return `${text('class')}.${text('method signature')}`;
}

/** The function an external definition names; calling an unknown one is null with a warning. */
export function external(parameters: readonly Parameter[], definition: FeelContext): Closure {
  const signature = signatureOf(definition);
  const pure = Object.hasOwn(FUNCTIONS, signature) ? FUNCTIONS[signature] : undefined;
  return new Closure(parameters, (args: readonly FeelValue[], run: Run, at: Span) => {
    if (pure === undefined) return run.warn('external', `there is no external function ${signature}`, at);
    const value = pure(...args);
    return value === undefined ? run.warn('external', `${signature} does not take these arguments`, at) : value;
  });
}

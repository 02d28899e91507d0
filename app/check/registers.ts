import {
  date,
  decimal,
  type FeelContext,
  type FeelType,
  type FeelValue,
  fromJson,
  isContext,
  type Json,
} from '@torget/feel';
import { type FactOptions, type Registers, registerType, type Town } from '#platform/town/index.ts';

type Overrides = { readonly [fact: string]: Json };

/** Keys under which facts name people. */
const PEOPLE = ['ref', 'annan_vardnadshavare', 'vem'];

const NOBODY: Registers = {
  people: [],
  staff: [],
  person: () => undefined,
  ref: (number) => number,
  byRef: () => undefined,
  childrenOf: () => [],
  fact: () => null,
};

/**
 * The town as an example sees it: what stands under `registers:` is answered in place of what the stand-ins say, key by
 * key, and null is a register that knows nothing.
 */
export function townFor(town: Town, overrides: Overrides): Town {
  if (Object.keys(overrides).length === 0) return town;
  const registers = town.registers ?? NOBODY;
  const fact: Registers['fact'] = (name, number, at, options = {}) => {
    const known = registers.fact(name, number, at, options);
    const given = overrides[name];
    if (given === undefined) return known;
    const type = registerType([name]);
    const value = asType(given, type.kind === 'context' ? type.entries[name] : undefined, options);
    if (!isContext(value)) return null;
    return { source: 'examples', at: date(at.slice(0, 10)), ...known, ...value };
  };
  return { ...town, registers: { ...registers, fact } };
}

/** JSON of the example as the register would answer it: dates and numbers by the fact's type, people by their `ref`. */
function asType(value: Json, type: FeelType | undefined, options: FactOptions, key = ''): FeelValue {
  if (Array.isArray(value)) {
    return value.map((item) => asType(item, type?.kind === 'list' ? type.of : undefined, options));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = type?.kind === 'context' ? type.entries : {};
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, asType(item, entries[name], options, name)]),
    ) as FeelContext;
  }
  if (typeof value === 'string' && /^\d{12}$/.test(value) && PEOPLE.includes(key)) return options.ref?.(value) ?? value;
  if (typeof value === 'string' && type?.kind === 'date') return date(value);
  if (typeof value === 'string' && type?.kind === 'number') return decimal(value);
  return fromJson(value);
}

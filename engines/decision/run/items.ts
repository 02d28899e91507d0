import { compile, type Fault, type FeelType, isContext, isList, type Program, typeNamed } from '@torget/feel';
import type { Definitions, Item, Text } from '../read/model.ts';
import { ANY, type Typed } from './typed.ts';

/** The named types of one model and, under `import.name`, of the models it imports (DMN 1.5, 7.3.3). */
export class Types {
  readonly faults: Fault[] = [];
  readonly #definitions: Definitions;
  readonly #imported: ReadonlyMap<string, Types>;
  readonly #known = new Map<string, Typed>();
  readonly #open = new Set<string>();

  constructor(definitions: Definitions, imported: ReadonlyMap<string, Types>) {
    this.#definitions = definitions;
    this.#imported = imported;
  }

  /** The type of a reference, undefined when the model has none of that name. `undefined` refers to any. */
  resolve(reference: string | undefined): Typed | undefined {
    if (reference === undefined || reference.trim() === '') return ANY;
    const name = reference.trim();
    const local = this.#named(name);
    if (local !== undefined) return local;
    const dot = name.indexOf('.');
    if (dot > 0) {
      const imported = this.#imported.get(name.slice(0, dot));
      if (imported !== undefined) return imported.resolve(name.slice(dot + 1));
    }
    // 1.1 writes a QName: `feel:number`, `tns:tPerson`.
    const colon = name.indexOf(':');
    if (colon > 0) return this.resolve(name.slice(colon + 1));
    const merged = this.#imported.get('')?.resolve(name);
    return merged ?? builtin(name);
  }

  /** All names with their FEEL types, for `instance of` and parameters in expressions. */
  names(): { [name: string]: FeelType } {
    const own = this.#definitions.items.map(({ name }) => [name, this.resolve(name)?.type ?? ANY.type] as const);
    const others = [...this.#imported].flatMap(([prefix, types]) =>
      Object.entries(types.names()).map(([name, type]) => [prefix === '' ? name : `${prefix}.${name}`, type] as const),
    );
    return Object.fromEntries([...others, ...own]);
  }

  #named(name: string): Typed | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const item = this.#definitions.items.find((one) => one.name === name);
    if (item === undefined) return undefined;
    if (this.#open.has(name)) {
      this.#fault(item, 'cyclic-type', {
        sv: `Typen »${name}« innehåller sig själv.`,
        en: `The type “${name}” contains itself.`,
      });
      return ANY;
    }
    this.#open.add(name);
    const typed = this.#item(item);
    this.#open.delete(name);
    this.#known.set(name, typed);
    return typed;
  }

  #item(item: Item): Typed {
    const element = this.#constrained(this.#element(item), item.allowed);
    if (!item.collection) return this.#constrained(element, item.constraint);
    const { valid } = element;
    const list: Typed = {
      type: { kind: 'list', of: element.type },
      valid:
        valid === undefined
          ? undefined
          : (value, options) => !isList(value) || value.every((one) => one === null || valid(one, options)),
    };
    return this.#constrained(list, item.constraint);
  }

  #element(item: Item): Typed {
    if (item.components.length > 0) return this.#context(item);
    if (item.function !== undefined) {
      const parameters = item.function.parameters.map((one) => this.resolve(one.typeRef)?.type ?? ANY.type);
      return { type: { kind: 'function', parameters, result: this.resolve(item.function.result)?.type ?? ANY.type } };
    }
    const typed = this.resolve(item.typeRef);
    if (typed !== undefined) return typed;
    const ref = item.typeRef ?? '';
    this.#fault(item, 'unknown-type', { sv: `Typen »${ref}« finns inte.`, en: `There is no type “${ref}”.` });
    return ANY;
  }

  #context(item: Item): Typed {
    const components = item.components.map((one) => [one.name, this.#item(one)] as const);
    return {
      parts: new Map(components),
      type: { kind: 'context', entries: Object.fromEntries(components.map(([name, { type }]) => [name, type])) },
      valid: (value, options) =>
        !isContext(value) ||
        components.every(([name, { valid }]) => {
          const part = value[name] ?? null;
          return valid === undefined || part === null || valid(part, options);
        }),
    };
  }

  #constrained(typed: Typed, text: Text | undefined): Typed {
    const tests = text === undefined ? undefined : this.#tests(text, typed.type);
    if (tests === undefined) return typed;
    const { valid } = typed;
    return {
      type: typed.type,
      allowed: tests,
      allowedText: text?.text,
      valid: (value, options) =>
        (valid === undefined || valid(value, options)) && tests.evaluate({ '?': value }, options).value === true,
    };
  }

  #tests({ text, line, column }: Text, input: FeelType): Program | undefined {
    const at = { file: this.#definitions.file, line, column };
    const program = compile(text, { kind: 'unary-tests', scope: {}, input, at });
    if (program.ok) return program.value;
    this.faults.push(...program.error);
    return undefined;
  }

  #fault(item: Item, code: string, message: Fault['message']): void {
    const advice = { sv: 'Rätta typen i modellens datatyper.', en: "Correct it in the model's data types." };
    this.faults.push({ file: this.#definitions.file, line: item.line, column: item.column, code, message, advice });
  }
}

/** What tools for Camunda 7 write for numbers, beside the standard's own names. */
const NUMBERS: readonly string[] = ['integer', 'long', 'double'];

function builtin(name: string): Typed | undefined {
  const type = typeNamed(NUMBERS.includes(name) ? 'number' : name);
  return type === undefined ? undefined : { type };
}

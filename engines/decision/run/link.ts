import type { Fault, FeelType } from '@torget/feel';
import type { Definitions, Import, Named } from '../read/model.ts';
import { compileBoxed } from './boxed.ts';
import {
  type DecisionNode,
  type GraphNode,
  nameOf,
  prefixOf,
  type ServiceNode,
  typeOfNode,
  type Unit,
} from './graph.ts';
import { Types } from './items.ts';
import { serviceCycles } from './service-cycles.ts';
import { clashAt, parametersAt, type Site, unknownType } from './site.ts';
import type { CompiledTable } from './table.ts';
import { ANY, type Typed } from './typed.ts';

/** A load with every reference resolved and every expression compiled. */
export interface Linked {
  readonly units: readonly Unit[];
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly faults: readonly Fault[];
  readonly tables: readonly CompiledTable[];
}

/** Resolves and compiles files that were read (DMN 1.5, 6.3). Cyclic requirements of decisions are faults. */
export function link(files: readonly Definitions[]): Linked {
  return new Linker(files).link();
}

class Linker {
  readonly #files: readonly Definitions[];
  readonly #faults: Fault[] = [];
  readonly #tables: CompiledTable[] = [];
  readonly #nodes = new Map<string, GraphNode>();
  readonly #units = new Map<string, Unit>();
  readonly #done = new Set<string>();
  readonly #open = new Set<string>();

  constructor(files: readonly Definitions[]) {
    this.#files = files;
  }

  link(): Linked {
    for (const file of this.#files) this.#unit(file, []);
    for (const unit of this.#units.values()) this.#declare(unit);
    for (const node of this.#nodes.values()) this.#require(node);
    for (const { decision, service } of serviceCycles(this.#nodes.values())) this.#cycle(decision, service);
    for (const node of this.#nodes.values()) this.#compile(node);
    for (const { types } of this.#units.values()) this.#faults.push(...types.faults);
    return { units: [...this.#units.values()], nodes: this.#nodes, faults: this.#faults, tables: this.#tables };
  }

  #unit(definitions: Definitions, path: readonly string[]): Unit | undefined {
    const { namespace } = definitions;
    const known = this.#units.get(namespace);
    if (known !== undefined || path.includes(namespace)) return known;
    const imported = new Map<string, Types>();
    for (const one of definitions.imports) {
      const file = this.#files.find((other) => other.namespace === one.namespace);
      if (file === undefined && isModel(one)) this.#missing(definitions, one);
      const unit = file === undefined ? undefined : this.#unit(file, [...path, namespace]);
      if (unit !== undefined) imported.set(one.name, unit.types);
    }
    const types = new Types(definitions, imported);
    const importedAs = this.#files.flatMap(({ imports }) =>
      imports.filter((one) => one.namespace === namespace).map(({ name }) => name),
    );
    const unit = { definitions, types, typeNames: types.names(), importedAs };
    this.#units.set(namespace, unit);
    return unit;
  }

  #missing({ file }: Definitions, { line, column, name, namespace }: Import): void {
    const message = {
      sv: `Modellen ${namespace}, som importeras som »${name}«, finns inte bland filerna.`,
      en: `The model ${namespace}, imported as “${name}”, is not among the files.`,
    };
    const advice = { sv: 'Lägg dess fil bredvid modellen.', en: 'Put its file beside the model.' };
    this.#faults.push({ file, line, column, code: 'unknown-import', message, advice });
  }

  #declare(unit: Unit): void {
    const { namespace, inputs, decisions, knowledge, services } = unit.definitions;
    const key = (one: Named) => `${namespace}#${one.id}`;
    for (const source of inputs)
      this.#add({ kind: 'input', key: key(source), unit, source, typed: this.#typed(unit, source) });
    for (const source of decisions) {
      const typed = this.#typed(unit, source);
      const logic =
        source.logic?.kind === 'table'
          ? 'table'
          : source.logic?.kind === 'literal'
            ? 'expression'
            : source.logic?.kind === 'context'
              ? 'context'
              : 'other';
      this.#add({
        kind: 'decision',
        key: key(source),
        unit,
        source,
        typed,
        requires: [],
        code: undefined,
        type: ANY.type,
        logic,
      });
    }
    for (const source of knowledge) {
      const typed = this.#typed(unit, source);
      const declared = typed.type;
      const list = source.logic?.kind === 'function' ? source.logic.parameters : [];
      const parameters = parametersAt(this.#site(unit, source), list, source);
      // The variable of knowledge may name its result (1.1) or the function itself (1.2 on).
      const result = declared.kind === 'function' ? declared.result : declared;
      const type: FeelType = { kind: 'function', parameters: parameters.map((one) => one.type), result };
      this.#add({
        kind: 'knowledge',
        key: key(source),
        unit,
        source,
        typed: declared.kind === 'function' ? ANY : typed,
        requires: [],
        type,
        parameters,
        result,
        code: undefined,
      });
    }
    for (const source of services) {
      const declared = this.#typed(unit, source);
      const typed: Typed = declared.type.kind === 'function' ? { type: declared.type.result } : declared;
      this.#add({ kind: 'service', key: key(source), unit, source, typed, outputs: [], parameters: [] });
    }
  }

  #add(node: GraphNode): void {
    if (this.#nodes.has(node.key)) {
      this.#fault(node.unit, node.source, 'duplicate-id', {
        sv: `Id »${node.source.id}« finns två gånger.`,
        en: `The id “${node.source.id}” occurs twice.`,
      });
    }
    this.#nodes.set(node.key, node);
  }

  #typed(unit: Unit, source: Named): Typed {
    const typed = unit.types.resolve(source.variable.typeRef);
    if (typed !== undefined) return typed;
    this.#faults.push(unknownType(unit, source.variable.typeRef ?? '', source));
    return ANY;
  }

  #site(unit: Unit, owner: Named, scope: Site['scope'] = {}): Site {
    return { unit, scope, owner: { id: owner.id, name: owner.name }, faults: this.#faults, tables: this.#tables };
  }

  #require(node: GraphNode): void {
    if (node.kind === 'input') return;
    if (node.kind !== 'service') {
      for (const href of node.source.requires) {
        const found = this.#find(node, href);
        if (found !== undefined) node.requires.push(found);
      }
      return;
    }
    this.#requireService(node);
  }

  #requireService(node: ServiceNode): void {
    for (const href of node.source.outputs) {
      const found = this.#find(node, href);
      if (found?.kind === 'decision') node.outputs.push(found);
    }
    // Parameters stand in this order: input data, then input decisions (DMN 1.5, 10.4).
    for (const href of [...node.source.inputData, ...node.source.inputDecisions]) {
      const found = this.#find(node, href);
      if (found?.kind === 'decision' || found?.kind === 'input') node.parameters.push(found);
    }
  }

  #find(node: GraphNode, href: string): GraphNode | undefined {
    const { namespace } = node.unit.definitions;
    const hash = href.indexOf('#');
    const key = hash > 0 ? href : `${namespace}${hash === 0 ? href : `#${href}`}`;
    const found = this.#nodes.get(key);
    if (found === undefined) {
      this.#fault(node.unit, node.source, 'unknown-reference', {
        sv: `»${node.source.name}« kräver ${href}, som inte finns.`,
        en: `“${node.source.name}” requires ${href}, which does not exist.`,
      });
    }
    return found;
  }

  #compile(node: GraphNode): void {
    if (node.kind === 'input' || node.kind === 'service' || this.#done.has(node.key)) return;
    if (this.#open.has(node.key)) {
      if (node.kind === 'decision') this.#cycle(node);
      return;
    }
    this.#open.add(node.key);
    for (const one of node.requires) this.#compile(one);
    this.#open.delete(node.key);
    this.#done.add(node.key);
    if (node.kind === 'decision' && node.unit.definitions.impliesInputs) this.#implyInputs(node);
    const site = this.#site(node.unit, node.source, this.#scope(node.unit, node));
    if (node.kind === 'decision') {
      if (node.source.logic === undefined) return;
      const { code, type } = compileBoxed(node.source.logic, site);
      node.code = code;
      node.type = type;
      clashAt(site, type, node.typed.type, node.source);
      return;
    }
    const { logic } = node.source;
    const parameters = Object.fromEntries(node.parameters.map(({ name, type }) => [name, type ?? ANY.type]));
    const inner = { ...site, scope: { ...site.scope, ...parameters } };
    if (logic?.kind === 'function') node.code = this.#body(logic, inner);
  }

  /** Gives a decision the inputs that its expressions name and that nobody declares; each is a warning. */
  #implyInputs(node: DecisionNode): void {
    const { logic } = node.source;
    if (logic === undefined) return;
    const missing = new Set<string>();
    const site = this.#site(node.unit, node.source, this.#scope(node.unit, node));
    compileBoxed(logic, { ...site, faults: [], tables: [], missing: (name) => missing.add(name) });
    for (const name of missing) {
      node.requires.push(this.#impliedInput(node, name));
      this.#faults.push(impliedInput(node, name));
    }
  }

  #impliedInput({ unit, source }: DecisionNode, name: string): GraphNode {
    const key = `${unit.definitions.namespace}#?${name}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const { line, column } = source;
    const variable = { name, typeRef: undefined };
    const input: GraphNode = {
      kind: 'input',
      key,
      unit,
      source: { kind: 'input', id: `?${name}`, name, label: undefined, variable, line, column },
      typed: ANY,
    };
    this.#nodes.set(key, input);
    return input;
  }

  #body(logic: NonNullable<DecisionNode['source']['logic']> & { kind: 'function' }, site: Site) {
    if (logic.language.toUpperCase() !== 'FEEL') return compileBoxed({ ...logic, parameters: [] }, site).code;
    return logic.body === undefined ? undefined : compileBoxed(logic.body, site).code;
  }

  /** Cuts the cycle, so that what is kept all the same can be walked. */
  #cycle(node: DecisionNode, through?: ServiceNode): void {
    const way = through === undefined ? '' : ` (${through.source.name})`;
    this.#fault(node.unit, node.source, 'cycle', {
      sv: `Beslutet »${node.source.name}« kräver sig självt${way}.`,
      en: `The decision “${node.source.name}” requires itself${way}.`,
    });
    node.requires.length = 0;
  }

  /** The names a node's logic may use: what it requires, by name or under its import's name. */
  #scope(unit: Unit, node: GraphNode & { kind: 'decision' | 'knowledge' }): { [name: string]: FeelType } {
    const scope: { [name: string]: FeelType } = {};
    const nested: { [prefix: string]: { [name: string]: FeelType } } = {};
    const seen = node.kind === 'knowledge' ? [...node.requires, node] : node.requires;
    for (const one of seen) {
      const prefix = prefixOf(unit, one);
      if (prefix === undefined) scope[nameOf(one)] = typeOfNode(one);
      else nested[prefix] = { ...nested[prefix], [nameOf(one)]: typeOfNode(one) };
    }
    for (const one of node.requires) {
      if (one.kind !== 'decision' || one.source.logic?.kind !== 'table') continue;
      for (const { name } of one.source.logic.table.outputs) {
        if (name !== undefined && !Object.hasOwn(scope, name)) scope[name] = ANY.type;
      }
    }
    for (const [prefix, entries] of Object.entries(nested)) scope[prefix] = { kind: 'context', entries };
    return scope;
  }

  #fault(
    unit: Unit,
    place: { line: number; column: number; id?: string },
    code: string,
    message: Fault['message'],
  ): void {
    const advice = { sv: 'Rätta modellens beroenden.', en: "Correct the model's requirements." };
    const element = place.id === undefined ? {} : { element: place.id };
    this.#faults.push({
      file: unit.definitions.file,
      line: place.line,
      column: place.column,
      ...element,
      code,
      message,
      advice,
    });
  }
}

function impliedInput({ unit, source }: DecisionNode, name: string): Fault {
  return {
    file: unit.definitions.file,
    line: source.line,
    column: source.column,
    element: source.id,
    code: 'implied-input',
    severity: 'warning',
    message: {
      sv: `»${source.name}« läser »${name}«, som ingen indata har. Det tas som en processvariabel.`,
      en: `“${source.name}” reads “${name}”, which no input data declares. It is taken as a process variable.`,
    },
    advice: {
      sv: 'Rita det som indata, så kan även andra verktyg läsa modellen.',
      en: 'Draw it as input data, and other tools can read the model as well.',
    },
  };
}

/** PMML and XML schemas can be imported too; nothing here reads them. */
function isModel({ type }: Import): boolean {
  return type === '' || /spec\/DMN\//i.test(type);
}

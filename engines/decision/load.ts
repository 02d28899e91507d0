import type { Fault, Result } from '@torget/feel';
import { readDefinitions } from './read/definitions.ts';
import type { Definitions } from './read/model.ts';
import { nameOf } from './run/graph.ts';
import { type Linked, link } from './run/link.ts';
import type { DecisionModel } from './types.ts';

const linked = new WeakMap<DecisionModel, Linked>();

/** The compiled graph behind a model; undefined for an object that `load` did not make. */
export function graphOf(model: DecisionModel): Linked | undefined {
  return linked.get(model);
}

export interface LoadOptions {
  /**
   * `refuse` (default): an expression that cannot be read or names what is not there refuses the whole model.
   * `keep`: the model loads, such an expression is null with a warning, and its fault stands in `model.warnings`.
   */
  readonly faults?: 'refuse' | 'keep';
}

/**
 * Loads DMN files of any version from 1.1 to 1.5 as one model: the first file is the model, the others are what it may
 * import. All faults come at once, with file, line and column of the expression they concern. Nothing is thrown.
 */
export function load(
  files: readonly { readonly file: string; readonly xml: string }[],
  options: LoadOptions = {},
): Result<DecisionModel> {
  const faults: Fault[] = [];
  const read: Definitions[] = [];
  for (const { file, xml } of files) {
    const one = readDefinitions(file, xml);
    if (one.ok) read.push(one.value);
    else faults.push(...one.error);
  }
  const [first] = read;
  if (first === undefined || faults.length > 0) return { ok: false, error: faults.length > 0 ? faults : [nothing()] };
  const graph = linkedOf(read);
  if (!graph.ok) return graph;
  const { value: linkedGraph } = graph;
  const refused = linkedGraph.faults.some(({ severity }) => severity !== 'warning');
  if (refused && options.faults !== 'keep') return { ok: false, error: [...linkedGraph.faults] };
  const model: DecisionModel = {
    namespace: first.namespace,
    name: first.name,
    decisions: first.decisions.map(({ id, name }) => ({ id, name })),
    services: servicesOf(first, linkedGraph),
    inputs: inputsOf(linkedGraph),
    warnings: linkedGraph.faults,
  };
  linked.set(model, linkedGraph);
  return { ok: true, value: model };
}

/** A chain of requirements longer than the stack is deep ends here; nothing is thrown. */
function linkedOf(files: readonly Definitions[]): Result<Linked, Fault[]> {
  try {
    return { ok: true, value: link(files) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const file = files[0]?.file ?? '';
    const message = { sv: 'Modellens delar hänger ihop för djupt.', en: 'The parts of the model depend too deeply.' };
    const advice = { sv: 'Dela modellen i flera.', en: 'Split the model.' };
    return { ok: false, error: [{ file, line: 1, column: 1, code: 'too-deep', message, advice }] };
  }
}

function inputsOf({ nodes }: Linked): string[] {
  return [
    ...new Set([...nodes.values()].flatMap((node) => (node.kind === 'input' ? [node.source.variable.name] : []))),
  ];
}

function servicesOf({ namespace, services }: Definitions, graph: Linked): DecisionModel['services'] {
  return services.map(({ id, name }) => {
    const node = graph.nodes.get(`${namespace}#${id}`);
    return { id, name, outputs: node?.kind === 'service' ? node.outputs.map(nameOf) : [] };
  });
}

function nothing(): Fault {
  return {
    file: '',
    line: 1,
    column: 1,
    code: 'empty',
    message: { sv: 'Ingen modell gavs.', en: 'No model was given.' },
    advice: { sv: 'Ange minst en DMN-fil.', en: 'Give at least one DMN file.' },
  };
}

import { type DecisionModel, evaluate, load } from '@torget/decision';
import { decode, type FeelContext, type FeelValue } from '@torget/feel';
import { type Decision, type ReadDecisions, StepRefused } from '@torget/process/scenarios';
import { readable } from './dmn-import.ts';

/** DMN files for processes that are played: each decision by its id, evaluated by the decision engine. */
export const readDecisions: ReadDecisions = (files) => {
  const read = files.map(({ name, text }) => ({ file: name, ...readable(text) }));
  const loaded = load(read.map(({ file, xml }) => ({ file, xml })));
  if (!loaded.ok) {
    const words = loaded.error.map((fault) => `${fault.element ?? fault.file}: ${fault.message.en}`);
    throw new StepRefused(words.join('; '));
  }
  const tags = new Map(read.flatMap((one) => [...one.tags]));
  return loaded.value.decisions.map(({ id }) => decision(loaded.value, id, tags.get(id)));
};

function decision(model: DecisionModel, id: string, versionTag: string | undefined): Decision {
  return {
    id,
    versionTag,
    evaluate(variables, at) {
      const result = evaluate(model, id, variables, { instant: at });
      return { value: result.value, rows: rowsOf(result) };
    },
  };
}

/** One context for each rule that hit, as Camunda 7 gives them: a cell without an entry is left out. */
function rowsOf({ value, trace }: ReturnType<typeof evaluate>): FeelValue {
  const asked = trace.at(-1);
  if (asked === undefined) return [];
  // An aggregation, like an expression, gives one value, whatever rules hit.
  if (asked.kind !== 'table' || AGGREGATES.test(asked.hitPolicy ?? '')) {
    return value === null ? [] : [{ [asked.name]: value }];
  }
  return asked.rules
    .filter(({ hit }) => hit)
    .map(({ outputs }) => {
      const cells = Object.entries(outputs).map(([name, stored]) => [name, decode(stored)] as const);
      return Object.fromEntries(cells.filter(([, cell]) => cell !== null)) as FeelContext;
    });
}

const AGGREGATES = /^C[+<>#]|SUM|MIN|MAX|COUNT/;

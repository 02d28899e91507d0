import { type DecisionModel, evaluate, load } from '@torget/decision';
import { type Decision, type ReadDecisions, StepRefused } from '@torget/process/scenarios';
import { rowsOf } from '#platform/runtime/index.ts';
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

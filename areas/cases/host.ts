import { encode } from '@torget/feel';
import type { ProcessModel } from '@torget/process';
import { sql } from 'kysely';
import type { Catalogue } from '#areas/catalogue/index.ts';
import { pipelined, uuidv7 } from '#platform/database/index.ts';
import type { Host } from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';
import { assignsByRule } from './assigning.ts';
import { addStatus } from './blocks.ts';
import { CaseFacts, readFacts } from './facts.ts';
import { type HouseProcesses, modelOf } from './house-process.ts';
import { legalStep } from './legal-steps.ts';

/** What the runtime asks of the case file: the model, the facts, and where to write down what happened. */
export function caseHost(town: Town, catalogue: Catalogue, own: HouseProcesses): Host {
  const opened = assignsByRule(town);
  return {
    ...(opened === undefined ? {} : { opened }),
    service: (db, version) => catalogue.version(db, version),
    model: (service, process) => modelOf(service, process, own),
    facts: (db, caseId, service) => readFacts(db, town, caseId, service),
    legalStep: (id, { definition }) => legalStep(id, definition.grounds),
    watchesFacts: (service) =>
      [...own.values()].some(({ model }) => model.conditional) ||
      [...service.processes.values()].some(({ conditional }) => conditional),
    // A case stays on the version that it started on: whatever binding, what is called is of the same one.
    async called(_, { instance, process, binding }) {
      const { service } = instance;
      const model = service.processes.get(process) ?? own.get(process)?.model;
      const fits = binding.kind !== 'versionTag' || binding.value === model?.versionTag;
      return model === undefined || !fits || binding.kind === 'version' ? undefined : { service, model };
    },
    async progressed(db, { instance, model, steps, at }) {
      const rows = steps.flatMap(({ element, what }) => {
        const step = stepOf(model, element);
        return step === undefined ? [] : [{ step, what }];
      });
      if (rows.length > 0) await addStatus(db, instance.businessKey, rows, at);
    },
    async evaluated(db, { instance, facts, element, decision, result, at }) {
      const stored = encode(result.value);
      const rates = facts instanceof CaseFacts ? facts.rates : [];
      await pipelined(
        db,
        sql`insert into cases.evaluation (id, case_id, element, decision, value, marks, trace, warnings, rates, version, at)
        values (${uuidv7()}, ${instance.businessKey}, ${element}, ${decision}, ${JSON.stringify(stored.value)}::jsonb,
          ${stored.marks ? JSON.stringify(stored.marks) : null}::jsonb, ${JSON.stringify(result.trace)}::jsonb,
          ${JSON.stringify(result.warnings)}::jsonb, ${[...rates]}::text[], ${instance.service.hash}, ${at}::timestamptz)`,
      );
    },
  };
}

/** `zeebe:property name="citizen-step"`: the text id of the step that an element stands for. */
function stepOf(process: ProcessModel, element: string): string | undefined {
  return process.nodes.get(element)?.properties['citizen-step'];
}

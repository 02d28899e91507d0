import type { ProcessModel } from '@torget/process';
import { type Definitions, NOTHING, newestStarts, resolve } from '@torget/process/scenarios';
import { uuidv7 } from '#platform/database/index.ts';
import type { Facts, Host } from '#platform/runtime/index.ts';
import type { Service } from '#platform/town/types.ts';

/** Deployed files as the runtime's versions: each deployment is one, and there is no case file around them. */
export class Deployments {
  definitions: Definitions = NOTHING;
  /** The clock that first times of starting timers are counted from. */
  at: () => string = () => '';

  /** What the runtime knows of a deployment: processes bring everything else themselves. */
  version(deployment: number): Service {
    const process = [...this.definitions.processes.values()].flat().find((one) => one.deployment === deployment)?.of;
    return { id: 'scenario', hash: String(deployment), process } as unknown as Service;
  }

  /** The deployment of the newest version of a process. */
  newest(process: string): number {
    return resolve(this.definitions.processes, process, undefined, 0).deployment;
  }

  model(deployment: number, process: string): ProcessModel {
    return resolve(this.definitions.processes, process, { kind: 'deployment' }, deployment).of;
  }

  readonly host: Host = {
    service: async (_, version) => this.version(Number(version)),
    model: (service, process) => this.model(Number(service.hash), process),
    facts: async () => noFacts(),
    progressed: async () => {},
    evaluated: async () => {},
    called: async (_, { instance, process, binding }) => {
      const found = resolve(this.definitions.processes, process, binding, Number(instance.service.hash));
      return { service: this.version(found.deployment), model: found.of };
    },
    starts: async () =>
      newestStarts(this.definitions, this.at()).map(({ version, start }) => ({
        service: this.version(version.deployment),
        process: version.of.id,
        start,
      })),
    newCase: async () => uuidv7(),
    decided: async (_, { instance, effect, at }) => {
      const { decision, binding, variables } = effect;
      const found = resolve(this.definitions.decisions, decision, binding, Number(instance.service.hash));
      return found.of.evaluate(variables, at);
    },
  };
}

function noFacts(): Facts {
  return { context: {}, last: undefined, set: () => {} };
}

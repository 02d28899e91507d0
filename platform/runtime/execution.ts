import type { FeelContext } from '@torget/feel';
import type { ProcessModel } from '@torget/process';
import type { Facts, InstanceInfo } from './host.ts';

/** The business key as models see it: the id of the case unless another one was given, or none. */
export function labelOf({ label, businessKey }: Pick<InstanceInfo, 'label' | 'businessKey'>): string | null {
  return label === null ? businessKey : label === '' ? null : label;
}

/** What expressions read beside variables. Models of the import dialect also read what Camunda calls the execution. */
export function factsWith(facts: Facts, info: InstanceInfo, model: ProcessModel): FeelContext {
  if (model.dialect !== 'camunda') return facts.context;
  const businessKey = labelOf(info);
  const execution = { processInstanceId: info.id, businessKey, processBusinessKey: businessKey };
  // The facts are made when they are first read: copied as they are defined, not as they are.
  return Object.defineProperties({ execution }, Object.getOwnPropertyDescriptors(facts.context)) as FeelContext;
}

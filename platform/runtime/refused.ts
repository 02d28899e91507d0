import type { Bilingual } from '@torget/feel';
import { TorgetError } from '#platform/errors.ts';
import type { InstanceInfo } from './host.ts';

/** The engine refused: a fault of the model or its data. The transaction rolls back to the last wait state. */
export class ProcessRefused extends TorgetError {
  readonly element: string | undefined;
  /** What the engine said, for those who keep processes running; a citizen is told that it stands still. */
  readonly why: Bilingual;
  constructor(
    instance: Pick<InstanceInfo, 'id'>,
    refusal: { readonly code: string; readonly element?: string; readonly message: Bilingual },
  ) {
    super(
      `process-${refusal.code}`,
      500,
      {
        sv: 'Ärendet kunde inte gå vidare just nu. Vi har fått veta det.',
        en: 'The case could not go on just now. We have been told.',
      },
      `instance ${instance.id} element ${refusal.element ?? '-'}: ${refusal.message.en}`,
    );
    this.element = refusal.element;
    this.why = refusal.message;
  }
}

export function tooDeep(instance: Pick<InstanceInfo, 'id'>, most: number): ProcessRefused {
  return new ProcessRefused(instance, {
    code: 'call-depth',
    message: {
      sv: `Fler än ${most} processer anropar varandra.`,
      en: `More than ${most} processes call each other.`,
    },
  });
}

export function suspended(instance: string): TorgetError {
  return new TorgetError(
    'instance-suspended',
    409,
    {
      sv: 'Ärendet är pausat av en handläggare. Inget händer förrän det återupptas.',
      en: 'The case is suspended by staff. Nothing happens until it is resumed.',
    },
    `instance ${instance} is suspended`,
  );
}

/** A listener of a task denies at once what a person asks. */
export function denied({ element, reason }: { readonly element: string; readonly reason?: string }): TorgetError {
  const [sv, en] = reason === undefined ? ['en kontroll nekade det.', 'a check denied it.'] : [reason, reason];
  return new TorgetError(
    'task-denied',
    409,
    { sv: `Det gick inte: ${sv}`, en: `That was not possible: ${en}` },
    `a listener of ${element} denies: ${reason ?? 'no reason given'}`,
  );
}

/** What listens to a cancelled task has failed with an error of the model: nothing in the model can take it. */
export function listenerFailed(instance: Pick<InstanceInfo, 'id'>, element: string, message: string): ProcessRefused {
  return new ProcessRefused(instance, {
    code: 'task-listener',
    element,
    message: {
      sv: `Lyssnaren på ${element} gav ett fel: ${message}`,
      en: `The listener of ${element} failed: ${message}`,
    },
  });
}

/** Something else is being done with the task, and its listeners have not answered. */
export function busy(task: string): TorgetError {
  return new TorgetError(
    'task-busy',
    409,
    {
      sv: 'Uppgiften väntar på en kontroll. Försök igen om en stund.',
      en: 'The task waits for a check. Try again in a moment.',
    },
    `the listeners of task ${task} have not answered`,
  );
}

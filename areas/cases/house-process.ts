import { readFile } from 'node:fs/promises';
import { type Form, load as loadForm } from '@torget/form';
import { load, type ProcessModel } from '@torget/process';
import { TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';

/** A process of the house itself, which any case may start beside the service's own: review of an automated decision. */
export interface HouseProcess {
  readonly model: ProcessModel;
  readonly form: Form;
}

/** Id of the process and of its one form. */
export const REVIEW = 'omprovning';

async function read(file: string): Promise<string> {
  return readFile(new URL(`./processes/${file}`, import.meta.url), 'utf8');
}

/** Reads the review process; a fault in it is a fault of the program. */
export async function loadReview(): Promise<HouseProcess> {
  const model = await load(await read(`${REVIEW}.bpmn`), { file: `${REVIEW}.bpmn` });
  const form = loadForm(await read(`${REVIEW}.yaml`), { file: `${REVIEW}.yaml` });
  const first = model.ok ? model.value[0] : undefined;
  if (first === undefined || !form.ok) {
    const faults = [...(model.ok ? [] : model.error), ...(form.ok ? [] : form.error)];
    throw new TorgetError(
      'house-process',
      500,
      { sv: 'Husets egen process är trasig.', en: "The house's own process is broken." },
      faults.map((fault) => fault.message.en).join('; '),
    );
  }
  return { model: first, form: form.value };
}

/** The model that an instance runs on: one of the service's, or one of the house's. */
export function modelOf(service: Service, process: string, review: HouseProcess): ProcessModel {
  return process === REVIEW ? review.model : (service.processes.get(process) ?? service.process);
}

/** The form of a task: the service's own, or one of the house's. */
export function taskForm(service: Service, form: string | null, review: HouseProcess): Form | undefined {
  if (form === null) return undefined;
  return form === REVIEW ? review.form : service.taskForms.get(form);
}

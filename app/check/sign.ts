import { signFor, signTaskFor } from '#areas/applications/index.ts';
import type { ExampleStep } from '#platform/town/index.ts';
import { payFee } from './fill-in.ts';
import { type Mismatch, stuck } from './mismatch.ts';
import { citizen } from './people.ts';
import type { Path } from './places.ts';
import type { Stage } from './stage.ts';

type SignStep = Extract<ExampleStep, { readonly kind: 'sign' }>;

/**
 * Signs as somebody: the application before it is sent, or the task that the same person has just answered. What was
 * cancelled or failed leaves everything as it was. Where nobody is asked to sign, the press of the button is what the
 * applicant's own `sign` stands for.
 */
export async function sign(stage: Stage, step: SignStep, at: Path): Promise<readonly Mismatch[]> {
  const { example, db, town, clock } = stage;
  const by = step.by ?? example.person;
  if (stage.unsigned?.by === by) return signTask(stage, step);
  if (stage.round === undefined) {
    const pressed = stage.caseId !== undefined && at[1] === 0 && step.result === 'ok' && by === example.person;
    return pressed ? [] : [notAsked(at, { sv: 'underskrift', en: 'signature' })];
  }
  if (step.result !== 'ok') return [];
  if (by === undefined) return [notAsked(at, { sv: 'underskrift av ingen', en: 'signature of nobody' })];
  const actor = await citizen(db, town, by, clock.now());
  const signed = await signFor(stage.sender(actor), stage.house.applications, stage.round);
  if (signed.kind === 'refused') {
    const sv = `Underskriften av ${by} togs inte emot (${signed.why}).`;
    return [stuck(at, 'example-sign', { sv, en: `The signature of ${by} was not taken (${signed.why}).` })];
  }
  if (signed.kind === 'pay') {
    stage.round = undefined;
    return payFee(stage, stage.sender(await citizen(db, town, example.person ?? by, clock.now())), signed.payment);
  }
  if (signed.kind === 'sent') {
    stage.caseId = signed.caseId;
    stage.round = undefined;
    await stage.settle();
  }
  return [];
}

/** The answer of the task goes on with the signature; without it the task stays open. */
async function signTask(stage: Stage, { result }: SignStep): Promise<readonly Mismatch[]> {
  const { unsigned, caseId } = stage;
  stage.unsigned = undefined;
  if (result !== 'ok' || unsigned === undefined || caseId === undefined) return [];
  await signTaskFor(stage.sender(unsigned.actor), caseId, unsigned.task);
  await unsigned.complete();
  return [];
}

/** A step that the service does not ask for. */
export function notAsked(at: Path, what: { sv: string; en: string }): Mismatch {
  return stuck(
    at,
    'example-step',
    { sv: `Tjänsten begär ingen ${what.sv}.`, en: `The service asks for no ${what.en}.` },
    { sv: 'Ta bort steget.', en: 'Remove the step.' },
  );
}

import { caseHead, closeCase, recordDecision } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, type BlockCall, either, fields, textField } from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';
import { loadLetters, writeLetter } from './letters.ts';

/**
 * The building block that ends a withdrawn case: the decision to write it off, the letters that tell it, and the closure,
 * in the transaction of the task. A person decides it, since what goes to laglighetsprövning is never decided by a
 * function (KL 6 kap. 38 §).
 */
export function writeOff(town: Town, send: SendOptions): Block {
  return {
    type: 'case.write-off',
    kind: 'inline',
    writes: true,
    legalStep: 'fl-31',
    about: {
      sv: 'Avskriver ett återkallat ärende: beslutet, brevet till parterna och avslutet.',
      en: 'Writes off a withdrawn case: the decision, the letter to the parties and the closure.',
    },
    input: fields({}, { reasons: either(textField({ maxLength: 4000 }), { type: 'null' }) }),
    output: fields({}),
    run: (call) => run(call, town, send),
  };
}

async function run({ db, instance, actor, element, input, at }: BlockCall, town: Town, send: SendOptions) {
  const { service, businessKey: caseId } = instance;
  const ground = service.definition.grounds.find(({ regime }) => regime !== 'none');
  const head = await caseHead(db, caseId);
  if (ground === undefined || head === undefined) {
    const [sv, en] = ['Det finns inget att avskriva.', 'There is nothing to write off.'];
    throw new TorgetError('nothing-to-write-off', 409, { sv, en }, `case ${caseId} of ${service.id}`);
  }
  const reasons = typeof input['reasons'] === 'string' ? input['reasons'].trim() : '';
  const outcome = 'closed-without-decision';
  const by = { db, caseId, service, actor, automated: false, element };
  const decision = await recordDecision({ ...by, ground: ground.id, outcome, reasons, at }, town);
  const writing = {
    tx: db,
    town,
    now: at,
    send,
    letters: await loadLetters(),
    service,
    actor,
    about: { ...head, id: caseId },
  };
  const says = { skal: reasons };
  await writeLetter(writing, { letter: 'avskrivning', says, decision: { id: String(decision['id']), ground } });
  await closeCase(db, caseId, at);
  return { output: {} };
}

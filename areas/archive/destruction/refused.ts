import { TorgetError } from '#platform/errors.ts';
import type { Verdict } from '../retention/retention.ts';

/** A case must be kept: the sentence names it and the rule. */
export function mustBeKept(number: string, { basis }: Pick<Verdict, 'basis'>): TorgetError {
  const rules = basis.join('; ');
  return new TorgetError(
    'must-be-kept',
    409,
    {
      sv: `${number} får inte gallras. ${rules}. Inget har gallrats.`,
      en: `${number} may not be destroyed. ${rules}. Nothing has been destroyed.`,
    },
    `${number} must be kept: ${rules}`,
  );
}

export function twoPersons(detail: string): TorgetError {
  return new TorgetError(
    'two-persons',
    409,
    {
      sv: 'Den som har föreslagit en gallring kan inte godkänna den. Någon annan ska läsa förslaget (Arkivlagen 10 §).',
      en: 'Who has proposed a destruction cannot approve it. Somebody else must read the proposal (Archives Act 10 §).',
    },
    detail,
  );
}

export function alreadyEnded(id: string): TorgetError {
  return new TorgetError(
    'proposal-ended',
    409,
    { sv: 'Förslaget är redan avgjort.', en: 'The proposal has already been settled.' },
    `proposal ${id} has an end`,
  );
}

export function alreadyProposed(number: string): TorgetError {
  return new TorgetError(
    'already-proposed',
    409,
    {
      sv: `${number} står redan i ett förslag som väntar på någon annan. Läs det i stället. Inget nytt förslag är gjort.`,
      en: `${number} is already in a proposal that waits for somebody else. Read that one. No new proposal has been made.`,
    },
    `${number} is proposed already`,
  );
}

export function nothingToDestroy(detail: string): TorgetError {
  return new TorgetError(
    'nothing-to-destroy',
    409,
    { sv: 'Välj minst ett ärende som ska gallras.', en: 'Choose at least one case to destroy.' },
    detail,
  );
}

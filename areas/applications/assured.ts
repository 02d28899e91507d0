import { type Actor, can } from '#platform/access/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';

/**
 * Holds a person to what the service asks of a sign-in: an e-ID of a lower level, or a coordination number with an
 * uncertain identity, opens no service that needs more. Services without sign-in ask for nothing.
 * @throws TorgetError that says what to do instead
 */
export function mustBeAssured(actor: Actor, { definition }: Service): void {
  if (actor.kind !== 'citizen' || definition.signIn === 'none') return;
  if (can(actor, 'application.submit', { assurance: definition.assurance })) return;
  throw new TorgetError(
    'assurance',
    403,
    {
      sv: 'Tjänsten kräver en säkrare inloggning än den du har gjort. Logga in med en annan e-legitimation, eller ring oss så hjälper vi dig på ett annat sätt.',
      en: 'The service needs a safer sign-in than the one you made. Sign in with another e-ID, or call us and we will help you in another way.',
    },
    `${definition.id} needs ${definition.assurance}, the session has ${actor.assurance}`,
  );
}

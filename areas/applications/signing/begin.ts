import type { Journey } from '@torget/form';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';
import { type Draft, registerOf, touchDraft } from '../draft.ts';
import type { Frozen } from '../freeze.tsx';
import type { ApplicationsOptions } from '../mount.ts';
import type { Sender } from '../sender.ts';
import { documentHash } from './document.ts';
import { anyProtected, beginRound } from './rounds.ts';
import { signersOf } from './signers.ts';

export interface ToSign {
  readonly draft: Draft;
  readonly service: Service;
  readonly way: Journey;
  readonly frozen: Frozen;
  readonly htmlHash: string;
}

/**
 * Begins the round of signatures that the service asks for; undefined where it asks for none. The draft lives as long as
 * the round.
 * @throws TorgetError when the applicant may not sign, or when people would see each other's address who must not
 */
export async function askToSign(
  tx: Db,
  { actor, language, now }: Sender,
  options: ApplicationsOptions,
  { draft, service, way, frozen, htmlHash }: ToSign,
): Promise<string | undefined> {
  const rule = service.definition.signature;
  if (rule === undefined || actor.kind !== 'citizen') return undefined;
  const asked = { service, way, register: registerOf(draft), applicant: actor.party, now };
  const found = await signersOf(tx, asked, options.signing ?? { signatories: async () => undefined });
  if (found === 'nobody') return undefined;
  if (found === 'not-signatory') throw notSignatory(service.id);
  if (found.others.length > 0 && (await anyProtected(tx, [actor.party, ...found.others]))) throw protectedParty();
  const hash = await documentHash(tx, frozen, htmlHash);
  await touchDraft(tx, draft.id, now);
  return beginRound(tx, { draft, actor, frozen, htmlHash, hash, language, rule, ...found, now });
}

function notSignatory(service: string): TorgetError {
  return new TorgetError(
    'not-signatory',
    403,
    {
      sv: 'Enligt Bolagsverket får du inte skriva under för företaget. Låt en firmatecknare göra ansökan, eller kontakta Bolagsverket om uppgiften är fel.',
      en: 'According to the companies register you may not sign for the company. Let a signatory apply, or contact the register if this is wrong.',
    },
    `${service}: the applicant is no signatory`,
  );
}

/** A text that several sign is read by all of them; addresses of people who hide never cross (law.md, row 53). */
function protectedParty(): TorgetError {
  return new TorgetError(
    'protected-signer',
    403,
    {
      sv: 'Den här ansökan ska skrivas under av flera, och det kan ni inte göra här. Ring oss, så hjälper vi er på ett annat sätt. Dina svar är sparade.',
      en: 'This application must be signed by several people, and that cannot be done here. Call us and we will help you in another way. Your answers are saved.',
    },
    'a signer is protected',
  );
}

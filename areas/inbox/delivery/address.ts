import { isContext, textOf } from '@torget/feel';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  type IdentityNumber,
  numbersOf,
  type PostalLines,
  registeredAddress,
  writtenAddresses,
} from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { ToPost } from './rows.ts';

/** Where a letter goes: lines of an envelope, the name first; or nowhere that anybody knows. */
export type Address =
  | { readonly kind: 'known'; readonly lines: readonly string[] }
  | { readonly kind: 'nowhere'; readonly party: PartyId };

/**
 * Name and address of each letter, by its id, as the registers have them on the day of printing, of people or of companies;
 * of an organisation that no register has, as an officer has written it; of somebody who is no party, as it was left. No
 * address of a protected person exists, and of who left none none is known: an officer writes it by hand.
 */
export async function addressesOf(request: Request, letters: readonly ToPost[]): Promise<ReadonlyMap<string, Address>> {
  const { db, town, now } = request;
  const parties = letters.flatMap(({ party }) => party ?? []);
  const [numbers, written] = await Promise.all([numbersOf(db, parties), writtenAddresses(db, parties)]);
  const day = legalDay(now).toString();
  return new Map(
    letters.map((one) => {
      const number = one.party === null ? undefined : numbers.get(one.party);
      return [
        one.letter,
        addressOf(town, one, { number, day, written: one.party ? written.get(one.party) : undefined }),
      ];
    }),
  );
}

function addressOf(
  town: Town,
  { model, party, way }: ToPost,
  known: {
    readonly number: IdentityNumber | undefined;
    readonly day: string;
    readonly written: PostalLines | undefined;
  },
): Address {
  const name = model.recipient?.name ?? '';
  const at = (lines: readonly string[]) => ({ kind: 'known', lines: [name, ...lines] }) as const;
  if (way === 'forwarding') return at([]);
  if (party === null) return at(model.recipient?.address ?? []);
  const { number } = known;
  if (number?.type === 'orgnr') {
    const lines = registeredAddress(town, number, known.day) ?? known.written;
    return lines === undefined ? { kind: 'nowhere', party } : at(lines);
  }
  const person = number === undefined ? null : (town.registers?.fact('person', number.value, known.day) ?? null);
  // Nothing to go by but the letter itself: whoever is in the register without an address has a reason for it.
  if (person === null) return at(model.recipient?.address ?? []);
  const address = person['adress'] ?? null;
  if (address === null || !isContext(address)) return at([]);
  const line = (part: string) => textOf(address[part] ?? '');
  return at([line('gata'), `${line('postnummer')} ${line('ort')}`]);
}

/** @throws TorgetError where nobody knows of an address: an envelope without one is not printed */
export async function linesOf(request: Request, one: ToPost): Promise<readonly string[]> {
  const address = (await addressesOf(request, [one])).get(one.letter);
  if (address?.kind === 'known') return address.lines;
  throw new TorgetError(
    'no-postal-address',
    409,
    {
      sv: 'Ingen adress är känd, så brevet kan inte skrivas ut för posten. Skriv adressen under Att posta först.',
      en: 'No address is known, so the letter cannot be printed for the post. Write the address under To post first.',
    },
    `letter ${one.letter} has no postal address`,
  );
}

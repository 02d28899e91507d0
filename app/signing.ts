import type { News, SigningPorts } from '#areas/applications/index.ts';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { ensureParty } from '#platform/identity/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';

export interface SigningParts {
  readonly town: Town;
  readonly texts: TextCatalogue;
  /** The address of Mina sidor, for mails. */
  readonly link: string;
  readonly sign: SigningPorts['sign'];
}

/** Gives the applications area what signing needs: the e-ID, the companies register, and the words of mails. */
export function signingPorts({ town, texts, link, sign }: SigningParts): SigningPorts {
  return {
    sign,
    signatories: (tx, number, now) => signatoriesOf(tx, town, number, now),
    words: (news) => words(texts, town, link, news),
  };
}

async function signatoriesOf(tx: Db, town: Town, number: string, now: string) {
  const found = town.lookUps?.signatories?.(number);
  if (found === undefined) return undefined;
  const parties: PartyId[] = [];
  for (const each of found.numbers) parties.push(await ensureParty(tx, town, each, Temporal.Instant.from(now)));
  return { parties, jointly: found.jointly };
}

/** One mail in both languages: whom it reaches has not said which she reads. */
function words(texts: TextCatalogue, town: Town, link: string, news: News) {
  const values = { town: town.name, link };
  const bodies = (['sv', 'en'] as const).map((language) =>
    texts.for(language)(`applications.sign.mail.${news}.body`, values),
  );
  return { subject: texts.for('sv')(`applications.sign.mail.${news}.subject`), body: bodies.join('\n\n') };
}

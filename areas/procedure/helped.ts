import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { Help, Helping } from '#areas/applications/index.ts';
import { caseHead, partiesOf } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import type { Actor } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { LetterModel } from '#platform/letters/index.ts';
import { formatDate, houseLanguage, text } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { letterModel, loadLetters, writeLetter } from './letters.ts';

/** The letter names the unit; who helped stands in the case. */
const SYSTEM: Actor = { kind: 'system', function: 'helped' };

/** What an officer has sent for somebody: in which case, and how she helped. */
export interface Helped {
  readonly caseId: string;
  readonly service: Service;
  readonly help: Help;
  /** Legal time, RFC 3339. */
  readonly now: string;
}

/**
 * The letter that the person will get when it is sent: the same words. The case's number and the address are not known
 * before.
 */
export async function helpedLetter(db: Db, town: Town, send: SendOptions, what: Helping): Promise<LetterModel> {
  const { service, now, language } = what;
  const { board, unit } = service.definition.owner;
  const about = { number: '', language, board, unit };
  const writing = { tx: db, town, now, send, letters: await loadLetters(), service, actor: SYSTEM, about };
  const { rows } = await sql<{ name: string }>`select name from identity.party where id = ${what.person}`.execute(db);
  const letter = { letter: 'ifyllt', says: saysOf(town, send, what) } as const;
  return letterModel(writing, letter, { name: rows[0]?.name ?? '' }, {});
}

/** What the letter says of the help. */
function saysOf(
  town: Town,
  send: SendOptions,
  { help, language: spoken }: Pick<Helping, 'help' | 'language'>,
): FeelContext {
  const language = houseLanguage(spoken);
  const t = send.texts.for(language);
  const unit = town.units.find(({ id }) => id === help.unit);
  return {
    enhet: unit === undefined ? help.unit : text(unit.title, language),
    satt: t(`procedure.helped.${help.channel}`, {
      day: (language) => formatDate(help.letter?.arrived ?? '', language),
    }),
    bekraftat: t(`procedure.helped.${help.confirmed.how}`),
  };
}

/** She sends what was handed over to her herself, and needs no letter. */
function isForHer(help: Help): help is Helping['help'] {
  return help.confirmed.how !== 'my-pages';
}

/** Tells the person by letter that an application was filled in and sent for her, in the transaction that sends it. */
export async function tellHelped(tx: Db, town: Town, send: SendOptions, helped: Helped): Promise<void> {
  const { caseId, service, help, now } = helped;
  const head = await caseHead(tx, caseId);
  if (head === undefined || !isForHer(help)) return;
  const says = saysOf(town, send, { help, language: head.language });
  const writing = {
    tx,
    town,
    now,
    send,
    letters: await loadLetters(),
    service,
    actor: SYSTEM,
    about: { ...head, id: caseId },
  };
  const applicant = (await partiesOf(tx, caseId, ['applicant']))[0]?.party ?? null;
  await writeLetter(writing, { letter: 'ifyllt', to: applicant, says });
}

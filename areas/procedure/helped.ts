import type { Help } from '#areas/applications/index.ts';
import { caseHead, partiesOf } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import type { Actor } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { houseLanguage, text } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { loadLetters, writeLetter } from './letters.ts';

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

/** Tells the person by letter that an application was filled in and sent for her, in the transaction that sends it. */
export async function tellHelped(tx: Db, town: Town, send: SendOptions, helped: Helped): Promise<void> {
  const { caseId, service, help, now } = helped;
  const head = await caseHead(tx, caseId);
  if (head === undefined || help.confirmed.how === 'my-pages') return;
  const language = houseLanguage(head.language);
  const t = send.texts.for(language);
  const unit = town.units.find(({ id }) => id === help.unit);
  const says = {
    enhet: unit === undefined ? help.unit : text(unit.title, language),
    satt: t(`procedure.helped.${help.channel}`),
    bekraftat: t(`procedure.helped.${help.confirmed.how}`),
  };
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

import { draftsAmong, sweepDrafts, sweepSignings } from '#areas/applications/index.ts';
import { fillGrounds, sweepComments, sweepUnread } from '#areas/cases/index.ts';
import { sweepConfirmations, sweepLinks } from '#areas/inbox/index.ts';
import { selectLooks } from '#areas/insight/index.ts';
import { tendBoard } from '#areas/notices/index.ts';
import {
  sweepDelays,
  sweepHandedIn,
  sweepTranslations,
  sweepUnanswered,
  sweepUnexecuted,
} from '#areas/procedure/index.ts';
import { openFile, sweepFiles, sweepWaiting } from '#platform/files/index.ts';
import { sweepIdentity } from '#platform/identity/index.ts';
import type { Logger } from '#platform/log.ts';
import { deliverOutbox, type Transport } from '#platform/messages/index.ts';
import { openAmong, sweepMessages } from '#platform/runtime/index.ts';
import { type House, houseAddresses } from './house.ts';

const EVERY_MS = 10 * 60_000;
/** What `torget publish` has published from another process is offered this soon. */
const OFFER_MS = 5000;
/** What happened in forms is written this often, and when the house stops. */
const COUNT_MS = 5000;

/** The notice board as anybody sees it, by the town's own address. */
function tendNotices({ site, catalogue }: House): Promise<void> {
  const { db, town, origin } = site;
  const address = `${origin}${houseAddresses.url('notices')}`;
  return tendBoard(db, { town, catalogue, address }, { at: site.now(), real: Temporal.Now.instant().toString() });
}

/**
 * What a town needs now and then: sessions that are over, drafts that nobody has touched for thirty days with their
 * files, comments in closed cases, messages and appeals of cases that are in nobody's list, answers whose last day has
 * passed, cases that take longer than promised, kept messages and links whose time is over, and mail that waited for a
 * mail server. Each on its own, so that one that fails does not stop the others.
 */
export function startUpkeep(house: House, transport: Transport | undefined, log: Logger): { stop(): Promise<void> } {
  const { db, now } = house.site;
  const { files } = house;
  const tasks: readonly (() => Promise<unknown>)[] = [
    () => sweepIdentity(db),
    () => fillGrounds(db, house.catalogue),
    () => sweepDrafts(db, now()),
    () => sweepSignings(db, house.applications, now()),
    () => sweepComments(db, now()),
    () => sweepUnread(db, house),
    () => sweepHandedIn(db, house),
    () => sweepUnanswered(db, house, now()),
    () => sweepDelays(db, house, now()),
    () => sweepUnexecuted(db, house, now()),
    () => sweepTranslations(db, house),
    () => sweepConfirmations(db, house.mailbox),
    () => sweepLinks(db, Temporal.Now.instant().toString()),
    () => sweepMessages(db, now()),
    () =>
      sweepWaiting(db, now(), async (ids) => new Set([...(await draftsAmong(db, ids)), ...(await openAmong(db, ids))])),
    () => sweepFiles(db, house.files, Date.now()),
    () => tendNotices(house),
    () => selectLooks(db, house.site.town, now()),
    () => house.catalogue.uses.write(db, now()),
    async () =>
      transport &&
      deliverOutbox(db, transport, Temporal.Now.instant().toString(), {
        open: ({ sha256 }) => openFile(files, sha256),
      }),
  ];
  const run = () => {
    for (const task of tasks) task().catch((error: unknown) => log.error({ err: error }, 'upkeep failed'));
  };
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  const offer = setInterval(() => {
    house.catalogue.refresh(db).catch((error: unknown) => log.error({ err: error }, 'services not read again'));
  }, OFFER_MS);
  offer.unref();
  const write = () => house.events.write(db);
  const count = setInterval(() => {
    write().catch((error: unknown) => log.error({ err: error }, 'form events not written'));
  }, COUNT_MS);
  count.unref();
  return {
    async stop() {
      clearInterval(timer);
      clearInterval(offer);
      clearInterval(count);
      transport?.close();
      await write().catch((error: unknown) => log.error({ err: error }, 'form events not written'));
    },
  };
}

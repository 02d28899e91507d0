import {
  type Applications,
  type ApplicationsOptions,
  formViews,
  mountApplications,
  type Paying,
  readMap,
  type SigningPorts,
} from '#areas/applications/index.ts';
import { addSubject, fetchFacts, openCase, progressOf } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { FormEvents } from '#areas/feedback/index.ts';
import { type Helped, receiptActs } from '#areas/procedure/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { Runtime } from '#platform/runtime/index.ts';
import type { LookUps, Town } from '#platform/town/index.ts';

export interface ApplicationsParts {
  readonly town: Town;
  readonly catalogue: Catalogue;
  readonly runtime: Runtime;
  readonly files: FileStore;
  readonly signing?: SigningPorts;
  readonly paying: Paying | undefined;
  readonly events: FormEvents;
  readonly mailLink: ApplicationsOptions['mailLink'];
  /** Tells a person that an officer has sent something for her. */
  helped(tx: Db, helped: Helped): Promise<void>;
  /** The letter that says so, before it is sent. */
  helpedLetter: NonNullable<ApplicationsOptions['helpedLetter']>;
}

/** Gives the applications area what it needs of the case file and the registers. */
export async function applicationsOf({
  town,
  catalogue,
  runtime,
  files,
  signing,
  paying,
  events,
  mailLink,
  helped,
  helpedLetter,
}: ApplicationsParts): Promise<
  Applications & { readonly forms: ReturnType<typeof formViews>; readonly options: ApplicationsOptions }
> {
  const options: ApplicationsOptions = {
    catalogue,
    files,
    ...(paying === undefined ? {} : { paying }),
    map: await readMap(town.folder),
    progress: progressOf,
    receiptActs,
    helpedLetter,
    happened: (event, at) => events.count(event, legalDay(Temporal.Instant.from(at)).toString()),
    async openCase(tx, _town, application) {
      const opened = await openCase(tx, town, runtime, application);
      const { service, help, subject: words, enteredAt: now } = application;
      if (help !== undefined && words !== undefined)
        await addSubject(tx, { caseId: opened.caseId, words, by: help.by, unit: help.unit, at: now });
      if (help !== undefined) await helped(tx, { caseId: opened.caseId, service, help, now });
      return opened;
    },
    ...(town.lookUps === undefined ? {} : { lookUp: lookUpOf(town.lookUps) }),
    ...(signing === undefined ? {} : { signing }),
    ...(mailLink === undefined ? {} : { mailLink }),
    facts: (tx, { now, actor }, party, names) => fetchFacts(tx, town, party, names, { at: now, actor }),
  };
  return { ...mountApplications(options), forms: formViews(options), options };
}

/** The town's registers as the forms ask them: a production port answers over the network, so that asking may take time. */
function lookUpOf({ names, answers }: LookUps): NonNullable<ApplicationsOptions['lookUp']> {
  return { names, ask: async (name, key, at) => answers[name](key, legalDay(Temporal.Instant.from(at)).toString()) };
}

import type { Json } from '@torget/feel';
import {
  type ApplicationsOptions,
  type Paying,
  paymentRefund,
  roundSigned,
  SIGNED_KIND,
  type SigningPorts,
  signingInCase,
  sweepSignings,
} from '#areas/applications/index.ts';
import { archiveRoutes } from '#areas/archive/index.ts';
import {
  type CasesOptions,
  caseBlocks,
  caseHost,
  casesRoutes,
  dueSection,
  type Finance,
  fillGrounds,
  type HouseProcesses,
  loadHouseProcesses,
  markSection,
  sweepUnread,
  TASK_SIGNED,
  taskSigned,
} from '#areas/cases/index.ts';
import { Catalogue, catalogueRoutes } from '#areas/catalogue/index.ts';
import { disclosureRelease, disclosureRoutes, maskSection, REQUEST_SERVICE } from '#areas/disclosure/index.ts';
import { FormEvents, feedbackRoutes, feedbackSections } from '#areas/feedback/index.ts';
import {
  DELIVER,
  type DeliverOptions,
  deliverJob,
  deliverLater,
  inboxRoutes,
  letterSections,
  letterSend,
  lettersOfCase,
  noticeJob,
  pdfJob,
  type SendOptions,
  sweepConfirmations,
  unreadAlong,
  unreadCount,
} from '#areas/inbox/index.ts';
import { insightRoutes } from '#areas/insight/index.ts';
import { noticesRoutes } from '#areas/notices/index.ts';
import { operationsRoutes } from '#areas/operations/index.ts';
import {
  appealDueSections,
  askedSections,
  dealtWithSections,
  delayTell,
  handedInDealtWith,
  heardInCase,
  helpedLetter,
  lateAnswerSections,
  loadActForms,
  loadLetters,
  messageSections,
  opinionSections,
  procedureRoutes,
  procedureSections,
  reviewAnswer,
  sweepDelays,
  sweepHandedIn,
  sweepTranslations,
  sweepUnanswered,
  sweepUnexecuted,
  tellHelped,
  toldInLetter,
  translationSend,
  unansweredSections,
  unexecutedReport,
  writeOff,
} from '#areas/procedure/index.ts';
import type { Db, Mode } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type FileStore, openFile as openBytes } from '#platform/files/index.ts';
import { lapsedView, type Proof, refreshNamesWithheld, sessionView } from '#platform/identity/index.ts';
import { letterPdf, type PdfTheme } from '#platform/letters/index.ts';
import type { Logger } from '#platform/log.ts';
import type { Mailbox, Transport } from '#platform/messages/index.ts';
import { REFUND_JOB, refundJob } from '#platform/payments/index.ts';
import { BlockRegistry, type Clock, DatabaseClock, Runtime, Worker } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { Addresses, type Answer, type ApiRoute, type Request, type Route, type Site } from '#platform/web/index.ts';
import { applicationsOf } from './applications.ts';
import { publishedSchemas } from './archive/schemas.ts';
import { openCaseFile, scanJobs, scanned, telling, townFiles } from './files.ts';
import { mailLinkOf } from './mail-link.ts';
import { giveBackWith } from './payments.ts';
import { signingPorts } from './signing.ts';
import { addresses } from './urls.ts';

/** Pages of other areas that tell a person how many letters are unread, and open none: it is read along with the session. */
const TELL_UNREAD: readonly string[] = ['start', 'service', 'application.receipt', 'my-pages', 'my-pages.case'];

function withUnread(route: Route): Route {
  return route.method === 'GET' && TELL_UNREAD.includes(route.name) ? { ...route, along: unreadAlong } : route;
}

export interface HouseOptions {
  readonly town: Town;
  readonly db: Db;
  readonly mode: Mode;
  readonly clock: Clock;
  /** Public origin: `https://e-tjanster.ekhamn.se`. */
  readonly origin: string;
  readonly data: string;
  readonly texts: TextCatalogue;
  readonly log: Logger;
  /** Where mail goes; undefined in a real town without a mail server. */
  readonly transport: Transport | undefined;
  /** Who takes payments; nobody when not said, and then no service can have a fee. */
  readonly paying?: (handOver: (jobs: readonly string[]) => void) => Paying;
  /** A ClamAV daemon that looks through what people send; nothing is when not said. */
  readonly clamavUrl?: string;
  /** The bucket for people's files; they lie in `data` when not said. */
  readonly s3Url?: string;
  /** Sends a person to the e-ID to sign; without it nobody can. */
  readonly sign?: SigningPorts['sign'];
  /** Compiled versions to share with other houses of the town. */
  readonly catalogue?: Catalogue;
  /** How many jobs run at once. */
  readonly jobsAtOnce?: number;
  /** Whether many wait for pages just now: what nobody waits for is left until then. */
  readonly crowded?: () => boolean;
  /** Told what a letter could not say; the log otherwise. */
  readonly letterWarning?: SendOptions['warn'];
  /** Mina meddelanden; without it nobody is reached by it. */
  readonly mailbox?: Mailbox;
  /** The finance system; a stand-in that takes every order otherwise. */
  readonly finance?: Finance;
}

/** One town with everything that stands on its database: areas, runtime and worker, put together. */
export interface House {
  readonly site: Site;
  readonly catalogue: Catalogue;
  readonly runtime: Runtime;
  readonly worker: Worker;
  readonly files: FileStore;
  readonly routes: readonly Route[];
  /** The same for programs. */
  readonly api: readonly ApiRoute[];
  /** What happens in forms, counted in memory until it is written. */
  readonly events: FormEvents;
  /** What sending an application takes, also without a browser. */
  readonly applications: ApplicationsOptions;
  readonly own: HouseProcesses;
  readonly mailbox: Mailbox | undefined;
  /** What a signature of the e-ID was for. */
  signed(tx: Db, request: Request, proof: Proof, memo: Json): Promise<Answer>;
  /** What falls due by the clock and is no job: reminders and ends of signatures. */
  runDue(): Promise<void>;
}

export const houseAddresses = new Addresses(addresses);

/** The building blocks of all areas; what `torget blocks` lists. */
export function houseBlocks(
  options: Pick<HouseOptions, 'town' | 'texts' | 'origin' | 'finance'>,
  tell: Pick<SendOptions, 'handOver' | 'warn'>,
): BlockRegistry {
  return new BlockRegistry([
    ...caseBlocks(options.town, {
      heard: heardInCase,
      handOver: tell.handOver,
      ...(options.finance === undefined ? {} : { finance: options.finance }),
    }),
    paymentRefund(giveBackWith(tell.handOver)),
    letterSend({ ...sending(options, tell), told: toldInLetter }),
    writeOff(options.town, sending(options, tell)),
    delayTell(sending(options, tell)),
    unexecutedReport(),
    handedInDealtWith(),
    disclosureRelease(),
    translationSend(sending(options, tell)),
    reviewAnswer(sending(options, tell)),
  ]);
}

/** What sending a letter takes. */
function sending(
  { town, texts, origin }: Pick<HouseOptions, 'town' | 'texts' | 'origin'>,
  tell: Pick<SendOptions, 'handOver' | 'warn'>,
): SendOptions {
  return {
    town,
    texts,
    ...tell,
    inboxUrl: `${origin}${houseAddresses.url('inbox')}`,
    reviewPath: (caseId, language) => houseAddresses.url('my-pages.review', { case: caseId }, language),
  };
}

/** Who sends letters out of the house, and how. */
function delivering({ town, clock, mailbox }: HouseOptions): DeliverOptions {
  const { number } = town.contact;
  const sender = { number: number ?? '', name: town.title.sv };
  return { mailbox: number === undefined ? undefined : mailbox, sender, now: () => clock.now() };
}

/** Puts a town together. Nothing runs yet: the caller starts the worker and serves the routes. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { town, db, mode, clock, origin, texts, log } = options;
  const catalogue =
    options.catalogue ??
    new Catalogue(town, (detail) => log.error({ detail }, 'a version of a service cannot be read'));
  await catalogue.refresh(db);
  await catalogue.index(db);
  await fillGrounds(db, catalogue);
  await refreshNamesWithheld(db, town, Temporal.Instant.from(clock.now()));
  let runtime: Runtime | undefined;
  const handOver = (jobs: readonly string[]) => runtime?.handOver(jobs);
  const tell: Pick<SendOptions, 'handOver' | 'warn'> = {
    handOver,
    warn: options.letterWarning ?? ((letter, warning) => log.warn({ ...letter, ...warning }, 'letter not whole')),
  };
  const paying = options.paying?.(handOver);
  const store = await townFiles(db, { data: options.data, town: town.id, s3Url: options.s3Url });
  const files = telling(scanned(store, options.clamavUrl, handOver), log);
  const blocks = houseBlocks(options, tell);
  const own = await loadHouseProcesses();
  runtime = new Runtime({ host: caseHost(town, catalogue, own), blocks, clock });
  const delivery = delivering(options);
  // Of letters: one, so that what is shown before is what is sent.
  const theme: PdfTheme = {};
  const handlers = {
    'letter.pdf': pdfJob(texts, origin, theme, (tx, letter) => deliverLater(tx, letter, delivery, handOver)),
    [DELIVER]: deliverJob(delivery),
    'mail.notice': noticeJob(options.transport, {
      texts,
      now: () => clock.now(),
      open: ({ sha256 }) => openBytes(files, sha256),
      linkUrl: (secret, language) => `${origin}${houseAddresses.url('released', { secret }, language)}`,
    }),
    ...scanJobs(files, options.clamavUrl, runtime, catalogue),
    ...(paying === undefined ? {} : { [REFUND_JOB]: refundJob(paying.provider, () => clock.now()) }),
  };
  const worker = new Worker({
    db,
    runtime,
    handlers,
    log,
    ...(options.jobsAtOnce === undefined ? {} : { concurrency: options.jobsAtOnce }),
    ...(options.crowded === undefined ? {} : { crowded: options.crowded }),
  });
  const sign = options.sign ?? (() => Promise.reject(new NotFound('no e-ID to sign with')));
  const signing = signingPorts({ town, texts, link: `${origin}${houseAddresses.url('my-pages')}`, sign });
  const events = new FormEvents();
  const helped: Parameters<typeof applicationsOf>[0]['helped'] = (tx, what) =>
    tellHelped(tx, town, sending(options, tell), what);
  const letterOfHelp: Parameters<typeof applicationsOf>[0]['helpedLetter'] = async (tx, what) => {
    const model = await helpedLetter(tx, town, sending(options, tell), what);
    return { model, t: texts.for(model.language) };
  };
  const mailLink = mailLinkOf({ db, origin, texts, log, transport: options.transport });
  const applications = await applicationsOf({
    town,
    catalogue,
    runtime,
    files,
    paying,
    signing,
    events,
    mailLink,
    helped,
    helpedLetter: letterOfHelp,
  });
  const runDue = async () => {
    await worker.poll();
    await sweepSignings(db, applications.options, clock.now());
    await sweepDelays(db, { catalogue, runtime }, clock.now());
    await sweepUnexecuted(db, { catalogue, runtime }, clock.now());
    await sweepTranslations(db, { catalogue, runtime });
    await sweepUnread(db, { catalogue, runtime });
    await sweepHandedIn(db, { catalogue, runtime });
    await sweepUnanswered(db, { catalogue, runtime }, clock.now());
    await sweepConfirmations(db, delivery.mailbox);
  };
  const asked = askedSections({ catalogue });
  const cases: CasesOptions = {
    catalogue,
    runtime,
    forms: applications.forms,
    own,
    clock: clock instanceof DatabaseClock && mode === 'example' ? clock : undefined,
    sections: [
      ...letterSections,
      ...appealDueSections,
      ...feedbackSections,
      ...applications.sections,
      ...procedureSections,
      ...asked,
      ...messageSections,
      ...opinionSections,
      ...unansweredSections,
      ...dealtWithSections,
      ...lateAnswerSections,
      markSection,
      maskSection,
    ],
    runDue,
    askService: REQUEST_SERVICE,
    letters: {
      lettersOf: lettersOfCase,
      pdf: (model) => letterPdf(model, { t: texts.for(model.language), origin, theme }),
      texts: (language) => texts.for(language),
      blocks: new Set(blocks.list().flatMap(({ type, writes }) => (writes ? [type] : []))),
    },
    signing: signingInCase(applications.options, signing),
  };
  const site: Site = {
    town,
    db,
    mode,
    origin,
    now: () => clock.now(),
    readSession: (cookie, how) => sessionView(db, town, cookie, how),
    readLapsed: (cookie) => lapsedView(db, town, cookie),
    waiting: unreadCount,
  };
  const openFile: Parameters<typeof casesRoutes>[1] = (request, caseId, id, picture) =>
    openCaseFile(files, request, caseId, id, picture);
  const routes: readonly Route[] = [
    ...catalogueRoutes(
      catalogue,
      [dueSection(cases), ...[...asked, ...appealDueSections].filter(({ place }) => place === 'start-due')],
      origin,
    ),
    ...applications.routes,
    ...feedbackRoutes({ catalogue }),
    ...casesRoutes(cases, openFile),
    ...inboxRoutes(texts, { catalogue, files }, origin),
    ...procedureRoutes({
      cases,
      send: sending(options, tell),
      letters: await loadLetters(),
      files,
      forms: await loadActForms(),
      giveBack: giveBackWith(handOver),
    }),
    ...operationsRoutes({ catalogue, runtime }),
    ...archiveRoutes({ catalogue, texts, files, schemas: publishedSchemas }),
    ...noticesRoutes(),
    ...disclosureRoutes({
      ...{ town, catalogue, texts, files, openFile },
      outside: {
        blocks: blocks.list().filter(({ kind }) => kind === 'outside'),
        mailbox: delivery.mailbox !== undefined,
      },
    }),
    ...insightRoutes({ catalogue, files }),
  ];
  return {
    ...{
      site,
      api: applications.api,
      events,
      catalogue,
      runtime,
      worker,
      files,
      routes: routes.map(withUnread),
      applications: applications.options,
      own,
      mailbox: delivery.mailbox,
      runDue,
    },
    async signed(tx, request, proof, memo) {
      switch (proof.signed.kind) {
        case SIGNED_KIND:
          return roundSigned(tx, request, applications.options, proof);
        case TASK_SIGNED:
          return taskSigned(tx, request, cases, proof, memo);
        default:
          throw new NotFound(`nothing is signed as ${proof.signed.kind}`);
      }
    },
  };
}

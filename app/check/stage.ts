import type { Sender } from '#areas/applications/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { SentLetter } from '#areas/inbox/index.ts';
import type { Actor, CaseId } from '#platform/access/index.ts';
import type { OpenDatabase } from '#platform/database/index.ts';
import type { LetterWarning } from '#platform/letters/index.ts';
import { openLog } from '#platform/log.ts';
import { StandingClock } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Example, Service, Town } from '#platform/town/index.ts';
import { type House, openHouse } from '../house.ts';
import { examplePaying } from './paying.ts';
import { townFor } from './registers.ts';

const ZONE = 'Europe/Stockholm';
/** Examples begin at eight in the morning. */
const MORNING = '08:00';

/** A job that failed: what it was and what the log says of it. */
export interface FailedJob {
  readonly element: string | null;
  readonly type: string;
  readonly detail: string;
}

/** What an example needs that all examples share. */
export interface Props {
  readonly town: Town;
  readonly texts: TextCatalogue;
  readonly catalogue: Catalogue;
  readonly data: string;
}

/** A whole house on a database of its own, whose clock stands where the example puts it. */
export class Stage {
  readonly house: House;
  readonly clock: StandingClock;
  readonly service: Service;
  readonly example: Example;
  /** The service's folder. */
  readonly folder: string;
  readonly letterWarnings: { readonly letter: SentLetter; readonly warning: LetterWarning }[] = [];
  readonly failedJobs: FailedJob[] = [];
  /** How many payments have been ordered: the `pay` steps answer them in their order, and those beyond are taken. */
  payments = 0;
  caseId: CaseId | undefined;
  /** The signatures that the application waits for before it is sent. */
  round: string | undefined;
  /** A task that is answered and waits for the signature of who answered it. */
  unsigned:
    | { readonly by: string; readonly actor: Actor; readonly task: string; complete(): Promise<void> }
    | undefined;
  readonly #props: Props;

  private constructor(house: House, clock: StandingClock, props: Props, part: Part) {
    this.house = house;
    this.clock = clock;
    this.#props = props;
    this.service = part.service;
    this.example = part.example;
    this.folder = part.folder.path;
  }

  static async open(database: OpenDatabase, props: Props, part: Part): Promise<Stage> {
    const clock = new StandingClock(
      Temporal.PlainDate.from(part.example.on)
        .toZonedDateTime({ timeZone: ZONE, plainTime: MORNING })
        .toInstant()
        .toString(),
    );
    const told: { stage?: Stage } = {};
    const house = await openHouse({
      town: townFor(props.town, part.example.registers),
      db: database.db,
      mode: 'example',
      clock,
      origin: 'http://localhost',
      data: props.data,
      texts: props.texts,
      log: openLog('warn', { write: (line) => told.stage?.hear(line) }),
      transport: undefined,
      catalogue: props.catalogue,
      jobsAtOnce: 1,
      finance: async () => told.stage?.pay() ?? 'received',
      paying: (handOver) => examplePaying(props, handOver, () => told.stage?.pay() ?? 'received'),
      letterWarning: (letter, warning) => told.stage?.letterWarnings.push({ letter, warning }),
    });
    // Jobs run when the example has them run, one by one: then it comes out the same every time.
    house.runtime.onJobs(() => {});
    const stage = new Stage(house, clock, props, part);
    told.stage = stage;
    return stage;
  }

  pay(): 'received' | { readonly refused: string } {
    const answers = this.example.steps.filter((step) => step.kind === 'pay');
    const answer = answers[this.payments++];
    return answer?.result === 'refused' ? { refused: 'examples' } : 'received';
  }

  /** A line of the house's log: what the worker says of a job that failed. */
  hear(line: string): void {
    const said = JSON.parse(line) as { msg?: string; element?: string | null; type?: string; detail?: string };
    if (said.msg !== 'job failed') return;
    this.failedJobs.push({ element: said.element ?? null, type: said.type ?? '', detail: said.detail ?? '' });
  }

  get db() {
    return this.house.site.db;
  }

  get town(): Town {
    return this.house.site.town;
  }

  /** What sending takes of a request. Examples are written in Swedish. */
  sender(actor: Actor): Sender {
    const { db, town } = this;
    return { db, town, actor, language: 'sv', t: this.#props.texts.for('sv'), now: this.clock.now() };
  }

  /** Runs what is due now: timers, and the jobs that steps have left. */
  async settle(): Promise<void> {
    await this.house.worker.poll();
  }

  /** Moves the clock on. What falls due meanwhile happens in its order, each with the clock at its due time. */
  async advance(by: string): Promise<void> {
    const { runtime } = this.house;
    const goal = Temporal.Instant.from(this.clock.now()).toZonedDateTimeISO(ZONE).add(by).toInstant();
    for (;;) {
      const due = await runtime.nextDue(this.db);
      if (due === null || Temporal.Instant.compare(due, goal) > 0) break;
      if (Temporal.Instant.compare(due, Temporal.Instant.from(this.clock.now())) > 0) this.clock.set(due.toString());
      await this.settle();
    }
    this.clock.set(goal.toString());
    await this.settle();
  }
}

interface Part {
  readonly folder: { readonly path: string };
  readonly service: Service;
  readonly example: Example;
}

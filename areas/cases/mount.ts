import type { Catalogue } from '#areas/catalogue/index.ts';
import type { DatabaseClock, Runtime } from '#platform/runtime/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import type { FormViews } from './forms.ts';
import type { HouseProcesses } from './house-process.ts';
import type { LetterPort } from './letters/rehearsal.ts';
import type { CaseView } from './queries/mine.ts';
import type { TaskSigning } from './task-signing.ts';

/** What another area adds to Mina sidor, to the case page of a citizen, and to the desk. */
export interface CaseSubject {
  readonly view: CaseView;
  /** Undefined where the version that the case follows cannot be read: then the file is shown, and nothing is done. */
  readonly service: Service | undefined;
  /** What a party has typed that came too late to be taken, in words. */
  readonly typed?: string;
}

export interface CasesOptions {
  readonly catalogue: Catalogue;
  readonly runtime: Runtime;
  readonly forms: FormViews;
  readonly own: HouseProcesses;
  readonly clock: DatabaseClock | undefined;
  readonly sections: readonly Section<CaseSubject | null>[];
  /** Runs what has become due after the example town's clock was moved. */
  runDue(): Promise<void>;
  /** Shows officers the letters of a step before they are sent. */
  readonly letters: LetterPort;
  /** Id of the service with which anybody asks for a document (TF 2 kap. 15 §). */
  readonly askService?: string;
  /** For tasks in which a party signs the application. */
  readonly signing?: TaskSigning;
}

/** The parts that other areas add to a place, in their order. */
export async function partsAt(
  options: CasesOptions,
  request: Request,
  place: Section<null>['place'],
  subject: CaseSubject | null,
) {
  const wanted = options.sections.filter((section) => section.place === place).sort((a, b) => a.order - b.order);
  return (await Promise.all(wanted.map((section) => section.load(request, subject)))).filter((part) => part !== null);
}

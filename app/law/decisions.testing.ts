import type { Town } from '#platform/town/index.ts';
import type { Visitor } from '../security/testing.ts';
import type { LawTown } from './testing.ts';

/** What the tests of decisions share: one town, its declarations, and a case of Sara's that Maryam may decide. */
export interface DecisionScene {
  readonly town: LawTown;
  readonly data: Town;
  readonly sara: Visitor;
  readonly maryam: Visitor;
  readonly caseId: string;
}

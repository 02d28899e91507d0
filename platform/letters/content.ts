import type { Trace } from '@torget/decision';
import type { FeelContext } from '@torget/feel';
import type { Exact } from '#platform/text/index.ts';
import type { Ground } from '#platform/town/types.ts';

/** What the building blocks of a letter are filled with. A block whose content is missing is left out and reported. */
export interface BlockContent {
  readonly reasons?: ReasonsContent;
  readonly appeal?: AppealContent;
  readonly automated?: AutomatedContent;
  readonly building?: BuildingContent;
  readonly computation?: SumsContent;
  readonly outcome?: SumsContent;
  readonly signature?: SignatureContent;
}

/**
 * Reasons of a decision (FL 32 §: which provisions, which circumstances). The officer's own text comes first, then a
 * paragraph for each rule of the trace that hit and has a reason text. Give no trace when the officer went another way.
 */
export interface ReasonsContent {
  readonly trace?: Trace;
  /** Names that the reason texts may use besides the letter's own: facts and inputs of the decision. */
  readonly facts?: FeelContext;
  /** The officer's words, paragraphs parted by an empty line. */
  readonly text?: string;
  /** Legal basis of the ground, printed at the end when no paragraph has named a provision. */
  readonly basis?: readonly string[];
}

export interface AppealContent {
  readonly ground: Ground;
  /** The deciding board in running text: `socialnämnden`. */
  readonly board: string;
  /** Where an appeal may be sent on paper, one line. */
  readonly address?: string;
  readonly phone?: string;
  /** Whether this party can appeal on Mina sidor: the letter promises only what there is. */
  readonly online?: boolean;
  /** It is written to who speaks for a party (FL 14 §): the time runs from the day that the party got the decision (FL 44 §). */
  readonly toAgent?: boolean;
}

/** What an applicant for a building permit is told when the application has come in (PBL 9:100). */
export interface BuildingContent {
  /** The day the application came in, `YYYY-MM-DD`. */
  readonly arrived: string;
  /** Who tries an appeal; absent when the ground names nobody. */
  readonly appealTo?: string;
}

/** What FL 28 § and KL 6:37 ask of the letter of an automated decision. */
export interface AutomatedContent {
  /** The deciding function as the delegation names it. */
  readonly function: string;
  /** Version of the rules: the service version's short hash or number. */
  readonly rules: string;
  readonly delegation: string;
  /** Path of the page where the party asks for an officer (GDPR 22). */
  readonly review: string;
}

export interface SumsContent {
  readonly caption?: string;
  readonly rows: readonly { readonly label: string; readonly amount: Exact; readonly total?: boolean }[];
}

/** Who signs a letter: a decision's decider, with who presented and who took part (FL 31 §), or whoever writes; and where to turn. */
export interface SignatureContent {
  readonly decided?: DecidedContent;
  /** Who writes a letter that tells no officer's decision. */
  readonly writer?: Signatory;
  readonly contact?: ContactContent;
  /** Small print: versions, document number, check sum. */
  readonly stamp?: readonly string[];
}

export type DecidedContent =
  | {
      readonly by: Signatory;
      readonly board: string;
      readonly delegation?: string;
      readonly presenter?: Signatory;
      readonly participants?: readonly Signatory[];
      /** FL 30 §: who of them would have had it otherwise, and how. */
      readonly dissent?: { readonly by: Signatory; readonly words: string };
      /** Whether FL 33 § applies to the decision: where it does, it is what lets a name be left out. */
      readonly fl33: boolean;
    }
  /** FL 28 §, KL 6:37: the function that decided, as the delegation names it. */
  | { readonly function: string; readonly board: string; readonly delegation: string };

/** Somebody as a letter names them: by name and title, or by title alone where the name is left out (FL 33 § st. 4). */
export interface Signatory {
  readonly name?: string;
  /** As it stands in a sentence: `socialsekreterare`. */
  readonly title?: string;
}

/** The unit that answers questions about the letter. */
export interface ContactContent {
  readonly unit: string;
  readonly phone?: string;
  readonly email?: string;
  /** As it stands in a sentence: `måndag–fredag 9–11`. */
  readonly hours?: string;
}

import type { documentName } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { TextKey, Texts, Translated } from '#platform/text/index.ts';
import { citedUnder, type SeparateDecision, type Town } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Asking } from '../asked/asked.ts';
import type { ProcedureOptions } from '../mount.ts';
import { groundsOf, type Situation } from '../situation.ts';

/** What can be done in a case beside its own process. */
export const ACT_NAMES = [
  'request-completion',
  'answer-completion',
  'dismiss',
  'dismiss-untried',
  'write-off',
  'communicate',
  'leave-out',
  'answer-communication',
  'tell-delay',
  'request-decision',
  'refuse-request',
  'ask-opinion',
  'register-opinion',
  'end-opinion',
  'register-sent',
  'record-service',
  'appeal',
  'register-appeal',
  'withdraw-appeal',
  'register-withdrawn-appeal',
  'dismiss-appeal',
  'hand-over',
  'send-withdrawal',
  'court-decided',
  'decide-anew',
  'change-decision',
  'take-up',
  'correct-slip',
  'board-decision',
  'chair-decision',
  'dissent',
  'dispatch',
  'report-conflict',
  'report-other',
  'decide-conflict',
  'clear-conflict',
  'supplement',
  'withdraw',
  'repay-fee',
  'carried-out',
  'not-carried-out',
  'interrupted',
  'add-party',
  'end-party',
  'note-mandate',
  'withhold',
  'request-insight',
  'refuse-insight',
  'show-party',
  'add-document',
  'register-in',
  'register-out',
  'hand-to-unit',
  'pause',
  'resume',
  'language-need',
  'order-translation',
  'write-party',
  'write',
] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** Why something may not be done: the rule, and the reason in words. */
export interface Refusal {
  /** As it is printed: `FL 20 §`; empty where no paragraph says it. */
  readonly basis: string;
  readonly text: TextKey;
  /** Days in the text, `YYYY-MM-DD`. */
  readonly days?: { readonly [name: string]: string };
}

/** One thing to fill in. All are asked for unless `optional`; texts hold at most `TEXT_LIMIT` characters. */
export type ActField =
  | {
      readonly name: string;
      readonly kind: 'text';
      readonly label: TextKey;
      readonly hint?: TextKey;
      readonly optional?: true;
    }
  /** A number or a name, on one line. */
  | {
      readonly name: string;
      readonly kind: 'line';
      readonly label: TextKey;
      readonly hint?: TextKey;
      readonly optional?: true;
    }
  /** A day after today; a day until today. */
  | {
      readonly name: string;
      readonly kind: 'coming-day' | 'past-day';
      readonly label: TextKey;
      readonly hint?: TextKey;
    }
  /** A working day after today: a day that a party is told to expect something on. */
  | {
      readonly name: string;
      readonly kind: 'working-day';
      readonly label: TextKey;
      readonly hint?: TextKey;
    }
  /** The last day to answer, which the house sets: a working day after today; so many days from now is proposed. */
  | {
      readonly name: string;
      readonly kind: 'answer-day';
      readonly label: TextKey;
      readonly hint?: TextKey;
      readonly days: number;
    }
  | {
      readonly name: string;
      readonly kind: 'choice';
      readonly label: TextKey;
      readonly hint?: TextKey;
      /** Chosen from a list that begins with these words, not among buttons: there are many. */
      readonly list?: TextKey;
      readonly options: readonly Choice[];
    }
  /** Any number of them, none too; given as their values with a space between. */
  | {
      readonly name: string;
      readonly kind: 'several';
      readonly label: TextKey;
      readonly hint?: TextKey;
      readonly options: readonly Choice[];
    };

/** One answer to choose: its words, with names and days to put into them. */
export interface Choice {
  readonly value: string;
  readonly text: TextKey;
  readonly values?: { readonly [name: string]: string };
  /** Days in the text, `YYYY-MM-DD`. */
  readonly days?: { readonly [name: string]: string };
  /** Words of the town in the text, in the reader's language. */
  readonly titles?: { readonly [name: string]: Translated };
  /** A document that the text names as `title`, as it is called on the page. */
  readonly document?: Parameters<typeof documentName>[1];
}

export const TEXT_LIMIT = 4000;

/** What was filled in, by name; days as `YYYY-MM-DD`. */
export type Given = { readonly [name: string]: string };

/** A moment in which an act is done: everything in one transaction. */
export interface Doing {
  readonly tx: Db;
  readonly request: Request;
  readonly options: ProcedureOptions;
  readonly situation: Situation;
  readonly given: Given;
  /** The token of what was confirmed before it is done. */
  readonly confirmed?: string;
  /** What came with a form. */
  readonly files: readonly { readonly id: string; readonly title: string }[];
}

/** Words to read before an act is done; the token is what is done with. */
export type ToConfirm = Omit<Choice, 'value'> & { readonly token: string };

/** What is wrong in one field. */
export interface Mended {
  readonly field: string;
  readonly text: TextKey;
  readonly values?: { readonly [name: string]: string };
}

/** One row of the table of what may be done: who, when, on which law, and how. */
export interface Act {
  /** Last part of its address. */
  readonly path: string;
  readonly who: 'staff' | 'citizen';
  /** Who has done it does not come back to the case. */
  readonly leaves?: true;
  /** Whoever has done it gets a page that says so; others go back to the case. */
  readonly confirms?: true;
  /** Led to from its own place on the case page, not from the list of acts. */
  readonly beside?: true;
  /** Done also by whoever has nothing but the receipt of an application without a name. */
  readonly receipt?: true;
  /** A form of the house in place of `fields`: its text answers are `given`. */
  readonly form?: keyof ProcedureOptions['forms'];
  /** What of ours it answers: that stands above its form, with the last day and what happens otherwise. */
  readonly answers?: Asking;
  /** It writes letters: staff can read them before they send them. */
  readonly writes?: true;
  /** It is a decision of its own: who does it says who presented the case and who else took part (FL 31 §). */
  readonly handled?: true;
  /** It enters what somebody else has decided: who presented it is proposed from the history of the case. */
  readonly entered?: true;
  /** It is a decision: who does it must be allowed to decide. */
  readonly decides?: true;
  /** It is a decision beside the one that settles the case: the register must let who does it make it. */
  readonly separate?: SeparateDecision;
  /** What its form chooses among, by question: `options-from: register.<question>`. */
  choices?(situation: Situation): { readonly [question: string]: readonly Choice[] };
  /** The provision that it is done under; where it depends on the case's regime, a function of it (`inPlaceOf`). */
  readonly basis: string | ((situation: Situation) => string);
  /** The section of Förvaltningslagen that it is done under: where FL 2 § switches that off it is refused. */
  readonly needs?: number;
  /** What it is about, where the regime makes it something else than `procedure.act.<name>.about`. */
  about?(situation: Situation): TextKey | null;
  /** What is asked; where it depends on the case or the town, a function of them. */
  readonly fields: readonly ActField[] | ((situation: Situation, town: Town) => readonly ActField[]);
  /** What stands in its fields before anything is typed. */
  proposed?(situation: Situation): Given;
  /** What it is about, said above the form: the appeal that is next, for instance. */
  told?(situation: Situation): Omit<Choice, 'value'> | null;
  /** Whether it is any of the case's concern; where it is none, nobody is told of it. Every case's when left out. */
  concerns?(situation: Situation): boolean;
  /** Null when it may be done now. */
  refused(situation: Situation): Refusal | null;
  /** What is wrong in what was filled in, beside what every field asks; by field. */
  mend?(situation: Situation, given: Given, t: Texts): Mended | null;
  /** What is wrong in it that only what is stored can tell; asked when `mend` finds nothing. */
  checks?(asking: Pick<Doing, 'request' | 'situation' | 'given'>): Promise<Mended | null>;
  /** Fields that suffice to show what is to be confirmed: who it is can be looked up before the others are filled in. */
  looksUp?(town: Town): readonly ActField[];
  /** What the officer must see and confirm before it is done: who it is, for instance; or what is wrong with it. */
  confirm?(asking: Pick<Doing, 'request' | 'situation' | 'given'>): Promise<ToConfirm | Mended>;
  /** What stands out in what was filled in and may yet be right: it is done when the officer has read it and presses again. */
  warns?(situation: Situation, given: Given): ToConfirm | null;
  perform(doing: Doing): Promise<void>;
}

/** The provision that an act is done under in this case. */
export function basisOf({ basis }: Pick<Act, 'basis'>, situation: Situation): string {
  return typeof basis === 'function' ? basis(situation) : basis;
}

/** What is cited in this case of Förvaltningslagen, or in place of a section that its regime switches off (FL 2 §). */
export function inPlaceOf(situation: Situation, section: number, cited: string, instead: string): string {
  return citedUnder(groundsOf(situation), section, cited, instead);
}

/** What an act asks in this case. */
export function fieldsOf({ fields }: Pick<Act, 'fields'>, situation: Situation, town: Town): readonly ActField[] {
  return typeof fields === 'function' ? fields(situation, town) : fields;
}

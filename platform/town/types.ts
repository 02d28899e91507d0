import type { DecisionModel } from '@torget/decision';
import type { Bilingual, Fault, FeelContext } from '@torget/feel';
import type { Form, Text } from '@torget/form';
import type { ProcessModel } from '@torget/process';
import type { TranslatedList } from '#platform/text/index.ts';
import type { Guide } from './guides.ts';

export type Regime = 'forvaltningsbesvar' | 'laglighetsprovning' | 'laglighetsprovning-social' | 'none';
/** Outcome codes of decisions, as files, code and database have them. */
export const OUTCOMES = ['approved', 'partly-approved', 'rejected', 'dismissed', 'closed-without-decision'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who a service is for, as `who-may-apply` says it. */
export const APPLICANTS = ['self', 'guardian', 'all-guardians', 'company-signatory', 'anyone', 'agent'] as const;
export type Applicant = (typeof APPLICANTS)[number];

/** A ground that a decision may cite; it settles regime, appeal and automation (law.md, section 2). */
export interface Ground {
  readonly id: string;
  readonly basis: readonly string[];
  readonly regime: Regime;
  readonly appealTo?: string;
  /** `at-once` or `when-final`. */
  readonly inForce?: 'at-once' | 'when-final';
  /** What KL 6 kap. 38 § st. 2 keeps from an automated function besides what its regime does. */
  readonly matter?: 'procurement' | 'choice-system';
  readonly automated?: { readonly outcomes: readonly Outcome[]; readonly delegation: string };
  /** A favourable decision that is not carried out in three months is reported, then each quarter (SoL (2025:400) 34 kap. 1 §). */
  readonly unexecuted?: 'reported';
  /** The kind of support that a decision on it gives, as reports name it (SoL (2025:400) 34 kap. 1, 3 §§); the service's title otherwise. */
  readonly kind?: Text;
}

/** service.yaml, read and checked. Field names are those of the file in camelCase. */
export interface ServiceDefinition {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly audience: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly keywords: readonly string[];
  readonly owner: { readonly board: string; readonly unit: string };
  readonly signIn: 'required' | 'optional' | 'none';
  readonly assurance: 'loa2' | 'loa3' | 'loa4';
  readonly anonymous: boolean;
  readonly whoMayApply: readonly Applicant[];
  readonly grounds: readonly Ground[];
  readonly secrecy: readonly string[];
  readonly register: 'diarium' | 'akt' | 'none';
  readonly ratesDate?: string;
  readonly promise: { readonly decisionWithin?: string; readonly usually?: string; readonly text?: Text };
  readonly cost: { readonly text: Text };
  /** What is paid before the application is sent. */
  readonly fee?: Fee;
  readonly beforeYouStart: TranslatedList;
  readonly whatHappens?: TranslatedList;
  readonly emergency?: Text;
  readonly otherWays: Text;
  readonly page?: StartPage;
  /** What the registers are asked for before the form starts: names under `register`. */
  readonly facts: readonly string[];
  /** Text ids for `citizen-step` and `case.status`. */
  readonly steps: { readonly [id: string]: Text };
  readonly retention: Retention;
  /** Who signs with the e-ID; without it pressing "send" is enough. */
  readonly signature?: SignatureRule;
  /** Roles that may change the staff fields of a case; whoever works it when not said. */
  readonly staffFields?: { readonly edit: readonly string[] };
  /** How letters reach who is no party and has left no e-mail address; nobody is written to when not said. */
  readonly contact?: Contact;
  /** Id of the question whose answer says what it is about: what a registrar begins from (OSL 5 kap. 2 §). */
  readonly subject?: string;
  /** What is special about an application on paper. */
  readonly onPaper?: OnPaper;
}

/** `on-paper` of service.yaml. */
export interface OnPaper {
  /** Id of the question that asks for files: the scan is the answer to it, and nothing of it is copied out. */
  readonly scan: string;
}

/** `contact` of service.yaml. */
export interface Contact {
  /** Id of the question whose answer is a postal address: letters go there on paper. */
  readonly address?: string;
  /** Id of the question whose answer is who writes, for the registry (OSL 5 kap. 2 §), where nobody has signed in. */
  readonly name?: string;
  /** Without any address a letter waits at the unit, and is handed over to who asks for it. */
  readonly handOver: boolean;
}

/** `signature` of service.yaml. The applicant signs first, whoever the others are. */
export interface SignatureRule {
  readonly by: 'applicant' | 'all-guardians' | 'company-signatories' | 'co-applicant';
  /** `in-the-case`: the case is opened with the applicant's signature and its process asks the others. */
  readonly others: 'before-sending' | 'in-the-case';
  readonly order: 'parallel' | 'sequence';
  /** Durations: after the first the draft goes back to the applicant; after the second those who are missing are reminded. */
  readonly within: string;
  readonly remindAfter: string;
  /** FEEL over `register` and the answers: when it is asked for at all. */
  readonly when?: string;
}

/** Who may sign for a company (firmateckning), by personal number; `jointly` is how many of them together. */
export interface Signatories {
  readonly numbers: readonly string[];
  readonly jointly: number;
}

/** A fee: FEEL over `application`, `register` and `rates` gives kronor; 0 is nothing to pay, null refuses. */
export interface Fee {
  readonly amount: string;
  /** What the person reads that they pay for, at the provider too. */
  readonly text: Text;
  /** How long an order can be paid, an ISO 8601 duration; PT30M when not said. */
  readonly within?: string;
}

/** When the documents of a case go, by the outcome of its decision; `default` for what has no rule of its own. */
export interface Retention {
  /** The class in KLASSA or in the town's own plan: "3.5.1 Ekonomiskt bistånd". */
  readonly klassa: string;
  readonly outcome: { readonly [outcome: string]: RetentionRule };
}

/** Kept for ever, or destroyed so long after a day (ISO 8601 duration of whole days). */
export interface RetentionRule {
  readonly preserve: boolean;
  readonly destroyAfter?: string;
  readonly from?: RetentionStart;
  /** What other law adds: a research selection, a child that must have grown up. */
  readonly rules: readonly RetentionLaw[];
}

export const RETENTION_STARTS = ['last-entry', 'closed', 'decided', 'expires'] as const;
export type RetentionStart = (typeof RETENTION_STARTS)[number];

/** SoL (2025:400) 16 kap.: 1 and 4 §§, 2 § (never), 2 a § (until the child is 30), 3 § (until 18). */
export const RETENTION_LAWS = ['sol-16', 'sol-16-2', 'sol-16-2a', 'sol-16-3'] as const;
export type RetentionLaw = (typeof RETENTION_LAWS)[number];

/** What a start page says beside what every service says; each part stands only where the service has it. */
export interface StartPage {
  /** The words of the start button, when "start" is not what one does. */
  readonly startButton?: Text;
  /** Where the person goes on when another's system takes over: "Bolagsverkets webbplats". */
  readonly continuesOn?: Text;
  readonly moreInformation?: Text;
  /** A time when the service is closed: shown from a week before until it is over. Instants, RFC 3339. */
  readonly downtime?: { readonly from: string; readonly to: string; readonly text: Text };
  readonly links: readonly { readonly text: Text; readonly href: string }[];
  /** Services for nearly the same: "is it the first time?". */
  readonly variants: readonly { readonly title: Text; readonly about: Text; readonly service: string }[];
  /** The day when somebody last went through the page. */
  readonly reviewed?: string;
}

export interface LetterTemplate {
  readonly id: string;
  readonly kind: 'decision' | 'request' | 'information' | 'receipt';
  readonly to: string;
  readonly subject: Text;
  /** Markdown with placeholders, by language. */
  readonly body: { readonly sv: string; readonly en?: string };
}

/** A published version of a service: immutable, compiled once and kept by its content hash. */
export interface Service {
  readonly id: string;
  /** SHA-256 over the folder without `examples/`, hex. */
  readonly hash: string;
  readonly definition: ServiceDefinition;
  readonly form: Form;
  /** Forms of tasks, `forms/<id>.yaml`: one page each, same format as form.yaml. */
  readonly taskForms: ReadonlyMap<string, Form>;
  /** What staff keep about a case, `staff.yaml`: typed fields on one page. */
  readonly staffFields?: Form;
  /** The process that an application starts. */
  readonly process: ProcessModel;
  /** Every process of the folder by its id, that one too: what call activities call. */
  readonly processes: ReadonlyMap<string, ProcessModel>;
  readonly decisions?: DecisionModel;
  readonly letters: ReadonlyMap<string, LetterTemplate>;
}

export interface Board {
  readonly id: string;
  /** Prefix of case numbers: `SN`. */
  readonly prefix: string;
  readonly title: Text;
  /** How staff are shown to parties and the public, on pages. */
  readonly showsStaffAs: 'unit-and-role' | 'name';
}

/**
 * Rules by which a unit gives out a task when it opens. `same-officer`: to who has the case, or the person's last open
 * case in the unit. `fewest-tasks`: to who has the fewest open tasks there.
 */
export const ASSIGN = ['same-officer', 'fewest-tasks'] as const;

export interface Unit {
  readonly id: string;
  readonly board: string;
  readonly title: Text;
  readonly phone?: string;
  readonly email?: string;
  readonly hours?: Text;
  /** Rules tried one after the other until one finds somebody; without them nobody is given a task. */
  readonly assign?: readonly (typeof ASSIGN)[number][];
}

/** What a role may do. `work`: open and work the unit's cases; `decide`; `registry`; `operate`; `protected`; `mail`; `check-log`; `services`: follow services and try their forms; `lead`: see what is late in the units of the board, and why; `extract`: make the register extract (GDPR 15) for those who cannot themselves. */
export interface Role {
  readonly id: string;
  readonly title: Text;
  readonly may: readonly (
    | 'work'
    | 'decide'
    | 'registry'
    | 'archive'
    | 'operate'
    | 'protected'
    | 'mail'
    | 'clock'
    | 'check-log'
    | 'services'
    | 'lead'
    | 'extract'
  )[];
}

/**
 * Decisions beside the one that settles a case: the refusal of a request for a decision (FL 12 §), the dismissal of a late
 * appeal (FL 45 §), a fee given back, the correction of a slip (FL 36 §), that somebody is partial, or is not (FL 18 §), that
 * what was not tried is tried after all (FL 37 §).
 */
export const SEPARATE_DECISIONS = [
  'refuse-request',
  'dismiss-appeal',
  'repay-fee',
  'correct-slip',
  'decide-conflict',
  'clear-conflict',
  'refuse-insight',
  'take-up',
] as const;
export type SeparateDecision = (typeof SEPARATE_DECISIONS)[number];

export interface Delegation {
  readonly id: string;
  readonly board: string;
  readonly matter: Text;
  /** `automated` is KL 6 kap. 37 § "automatiserad beslutsfunktion", `chair` KL 6 kap. 39 §; otherwise a role id. */
  readonly delegate: 'automated' | 'chair' | string;
  /** Limits of the group of matters: grounds and outcomes it is about; all when absent. */
  readonly grounds?: readonly string[];
  readonly outcomes?: readonly Outcome[];
  /** It is about these decisions and no others; without it a row is about what settles a case, and not about these. */
  readonly separate?: readonly SeparateDecision[];
  readonly basis: string;
  readonly from: string;
  readonly to?: string;
  /**
   * KL 6 kap. 40 §: whether decisions under it are reported to the board. Those that are not, and go to
   * laglighetsprövning, are minuted by themselves and announced.
   */
  readonly reported: boolean;
}

/** An OpenID provider that the person may choose (identity.md, section 7). */
export interface Provider {
  readonly id: string;
  readonly title: Text;
  readonly protocol: 'oidc';
  /** Absent for the built-in test e-ID, whose issuer is the town's own origin + `/test-eid`. */
  readonly issuer?: string;
  readonly builtIn?: 'test-eid';
  readonly clientId?: string;
  readonly loa: readonly string[];
  readonly for: readonly ('person' | 'staff' | 'foreign')[];
  readonly order: number;
}

/** Who takes a real town's payments, in the shape of Swish for merchants. An example has a stand-in of its own. */
export interface Payments {
  readonly protocol: 'swish';
  /** The provider's address before `/api`. */
  readonly base: string;
  /** The town's number there. */
  readonly payee: string;
  readonly methods: readonly ('swish' | 'card')[];
}

export interface LifeEvent {
  readonly id: string;
  readonly title: Text;
  readonly about: Text;
}

/** A service that people look for here and that is no folder of the town: somebody else's, or not an e-service yet. */
export interface Listing {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  /** Hidden search words. */
  readonly keywords: readonly string[];
  readonly lifeEvents: readonly string[];
  /** Who runs the service, and where (https), when it is not the town. */
  readonly provider?: Text;
  readonly link?: string;
  /** How one does it, for instance whom to call. */
  readonly how?: Text;
}

/** One dated row of a rates table. `missing` is a gap that the owner knows of and explains in `source`. */
export interface RateRow {
  readonly from: string;
  readonly to: string;
  readonly status: 'verified' | 'derived' | 'unverified' | 'missing';
  readonly source: string;
  /** Absent on a gap. */
  readonly values?: FeelContext;
  /** SHA-256 of the row as it stands, hex: what a decision stores. */
  readonly hash: string;
}

export interface RateTable {
  readonly id: string;
  readonly unit: string;
  readonly rows: readonly RateRow[];
}

export interface Rates {
  readonly tables: readonly RateTable[];
  /**
   * The `rates` context for the day (YYYY-MM-DD) or month (YYYY-MM) a benefit concerns: table id → values with `from`,
   * `to`, `status` and `source` of the row; a table without a row for it is null (`no-rate`).
   */
  on(date: string): {
    readonly context: FeelContext;
    readonly missing: readonly string[];
    readonly hashes: readonly string[];
  };
}

export interface Person {
  readonly number: string;
  readonly kind: 'pnr' | 'samnr' | 'prid';
  readonly level?: 'confirmed' | 'probable' | 'uncertain';
  /** The coordination number that the person had before a personnummer; `previous` in the register's file. */
  readonly previousCoordinationNumber?: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate?: string;
  readonly address?: { readonly street: string; readonly postcode: string; readonly place: string };
  readonly protected: boolean;
  /** Opaque: the same for people at the same address, and nothing of the address in it. */
  readonly household?: string;
  readonly partner?: string;
  readonly guardians: readonly string[];
  /** Goes to upper secondary school and lives at home: counted as a child up to 20 (riksnorm, column 19–20). */
  readonly upperSecondary: boolean;
  readonly email?: string;
  readonly phone?: string;
  /** A sentence for the sign-in page of the example town: who this is and what to try. */
  readonly about?: Text;
}

/** That a name is not told for a board, because of a risk of threats (FL 33 § st. 4). */
export interface NameWithheld {
  readonly board: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** What was decided, by whom. */
  readonly grounds: string;
}

export interface StaffPerson {
  readonly number: string;
  readonly name: string;
  readonly assignments: readonly {
    readonly id: string;
    readonly unit: string;
    readonly roles: readonly string[];
    /** As letters write it in a sentence: `socialsekreterare`. */
    readonly title?: Text;
  }[];
  /** For which boards, when and on which grounds the name is not told to parties and the public. */
  readonly namesWithheld: readonly NameWithheld[];
  readonly about?: Text;
}

/** Stand-ins for the registers of an example town. A real town has the production ports behind the same shape. */
export interface Registers {
  readonly people: readonly Person[];
  readonly staff: readonly StaffPerson[];
  person(number: string): Person | undefined;
  /** The opaque id that facts use for a person (`ref`): the same for the same person of the same town, never the number. */
  ref(number: string): string;
  /** Who a `ref` is. */
  byRef(ref: string): Person | undefined;
  /** Whose guardian the person is: children under 18 on the day. */
  childrenOf(number: string, at: string): readonly Person[];
  /**
   * Facts for `register.<name>` about a person on a day (RFC 3339 instant or date), each with `source` and `at`; null
   * when the register knows nothing. `month` (YYYY-MM) is the month applied for; without it the month of `at`.
   */
  fact(name: string, number: string, at: string, options?: FactOptions): FeelContext | null;
}

/** Registers that are asked by a key that people write while they fill in a form. */
export const LOOK_UPS = ['company', 'address', 'property', 'calendar'] as const;
export type LookUpName = (typeof LOOK_UPS)[number];

/**
 * Stand-ins of an example town, behind the shape that production ports have too: by organisation number (Bolagsverket),
 * by the beginning of an address or by a designation (Lantmäteriet), by the name of a calendar. Each row has `source` and
 * `at`, the day (YYYY-MM-DD) it was asked for; nothing found is an empty list.
 */
export interface LookUps {
  /** Those that this town has. */
  readonly names: readonly LookUpName[];
  readonly answers: {
    readonly [name in LookUpName]: (key: string, day: string) => readonly FeelContext[];
  };
  /** Who signs for an organisation; undefined when the register does not know it. Never shown in a form. */
  signatories?(number: string): Signatories | undefined;
}

export interface FactOptions {
  readonly month?: string;
  /** True hides addresses although the person is not protected in the register. */
  readonly protect?: boolean;
  /** Ids of the caller's own instead of `Registers.ref`, for instance party ids. */
  readonly ref?: (number: string) => string;
}

/** The names `fact` answers. */
export const FACTS = ['person', 'household', 'children', 'income', 'assistance', 'childcare'] as const;
export type FactName = (typeof FACTS)[number];

/** What a form may ask for before it starts: what registers answer, and the number that the person signed in with. */
export const FORM_FACTS = [...FACTS, 'identity'] as const;

/** Lag (2009:724) 6 §: Finnish, Meänkieli, and South, North and Lule Sámi (ISO 639-3). */
export const MINORITY_LANGUAGES = ['fi', 'fit', 'sma', 'sme', 'smj'] as const;

/** How hard a provision holds: absolute; secret unless it is clear that nobody is harmed; or open unless somebody is. */
export type Strength = 'absolute' | 'reverse' | 'straight';

/** A provision of secrecy that officers mark, withhold and refuse under. */
export interface Provision {
  /** As it is kept and printed. */
  readonly basis: string;
  readonly strength: Strength;
  /** Years that it holds at most for a public document; none where the section names no time. */
  readonly years?: number;
  /** What it is about, in a few words. */
  readonly about: Text;
  /** Whom or what it protects. */
  readonly protects: Text;
}

export interface Town {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  readonly title: Text;
  readonly code: string;
  readonly languages: readonly string[];
  /** Languages of whose administrative area the municipality is (lag 2009:724 6–7 §§); empty outside all. */
  readonly minorityLanguages: readonly (typeof MINORITY_LANGUAGES)[number][];
  readonly boards: readonly Board[];
  readonly units: readonly Unit[];
  readonly roles: readonly Role[];
  readonly delegations: readonly Delegation[];
  readonly providers: readonly Provider[];
  readonly lifeEvents: readonly LifeEvent[];
  readonly contact: {
    readonly phone: string;
    readonly email: string;
    readonly address: string;
    readonly hours: Text;
    /** Ten digits: the sender in Mina meddelanden, which cannot be used without. */
    readonly number?: string;
    /** The lines of the address where letters to people with protected identity go (Skatteverkets förmedlingsuppdrag). */
    readonly forwarding?: readonly string[];
  };
  readonly theme: { readonly [token: string]: string };
  readonly mark?: string;
  /** Other people search for … */
  readonly popular: readonly { readonly text: Text; readonly service: string }[];
  /** Services elsewhere, and those of the town that are no e-services yet; from listings.yaml. */
  readonly listings: readonly Listing[];
  /** Provisions of secrecy that come with the house, and those of provisions.yaml, in the order of the act. */
  readonly provisions: readonly Provision[];
  /** Step by step across services; from guides.yaml. */
  readonly guides: readonly Guide[];
  readonly news: readonly { readonly date: string; readonly text: Text }[];
  readonly exampleClock?: string;
  readonly calendar: { readonly zone: string; readonly closed: readonly string[] };
  readonly payments?: Payments;
  readonly rates: Rates;
  readonly registers?: Registers;
  readonly lookUps?: LookUps;
}

/** The files of a service folder by path inside it; what is published and hashed. */
export type Folder = ReadonlyMap<string, Uint8Array>;

export interface CompiledService {
  readonly service?: Service;
  readonly faults: readonly Fault[];
}

export type { Bilingual, Fault };

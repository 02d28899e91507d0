import type { FeelContext, Json } from '@torget/feel';
import type { FormEvent } from '#areas/feedback/index.ts';
import type { Actor, CaseId, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { ActionItem } from '#platform/design/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { Document } from '#platform/identity/index.ts';
import type { LetterModel } from '#platform/letters/index.ts';
import type { PaymentMethod, PaymentProvider } from '#platform/payments/index.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Help } from './assist/assist.ts';
import type { LookUp } from './look-ups.ts';
import type { TownMap } from './map/map.ts';
import type { Sender } from './sender.ts';
import type { SignerSource } from './signing/signers.ts';
import type { News } from './signing/tell.ts';

/** An application as it is handed to the case: what was sent, by whom, and when it arrived. */
export interface SubmittedApplication {
  readonly applicationId: string;
  readonly service: Service;
  readonly actor: Actor;
  /** Whose it is, where an officer sends it for her. */
  readonly applicant?: PartyId;
  readonly help?: Help;
  /** What the officer who registers it says that it is about, for the registry (OSL 5 kap. 2 §). */
  readonly subject?: string;
  /** Those who apply together with the applicant: where the service asks for their signature, by what the registers say. */
  readonly coApplicants: readonly PartyId[];
  /** The frozen answers with computed values, in the shape of `schema(service.form)`. */
  readonly data: Json;
  /** What the registers said when the form was filled in: the entries of `register`. */
  readonly register: FeelContext;
  readonly files: readonly { readonly id: string; readonly title: string }[];
  readonly language: string;
  /**
   * The press of the button (RFC 3339), and the legal day it falls on; of a paper application, the day of its arrival and
   * the beginning of that (FL 22 §).
   */
  readonly receivedAt: string;
  readonly arrivalDay: string;
  /** The press of the button also of a paper application. */
  readonly enteredAt: string;
}

/** Opens and registers the case of an application and starts its process, all in the transaction it is given. */
export type OpenCase = (
  tx: Db,
  town: Town,
  application: SubmittedApplication,
) => Promise<{ readonly caseId: CaseId; readonly caseNumber: string }>;

/** What an officer is about to send for somebody, with how it was confirmed. */
export interface Helping {
  readonly service: Service;
  readonly help: Help & { readonly confirmed: { readonly how: Exclude<Help['confirmed']['how'], 'my-pages'> } };
  readonly person: PartyId;
  readonly language: string;
  readonly now: string;
}

/** A letter before it is sent, and the words around it in its language. */
export interface HelpLetter {
  readonly model: LetterModel;
  readonly t: Texts;
}

/** What is paid before an application is sent; without it a service with a fee cannot be. */
export interface Paying {
  readonly provider: PaymentProvider;
  /** How one can pay, the usual way first. */
  readonly methods: readonly PaymentMethod[];
  /** Kronor with two decimals; null when nothing is to be paid. Throws (503) where nobody knows what it costs. */
  fee(unsent: {
    readonly service: Service;
    readonly data: Json;
    readonly register: FeelContext;
    readonly at: string;
  }): string | null;
  /** Writes the job that gives a payment back. */
  giveBack(tx: Db, payment: string): Promise<void>;
  /** The words of a language: an application is sent in the one that it was read in. */
  texts(language: Language): Texts;
  /** Absolute address for the provider to tell us at. */
  callbackUrl(payment: string): string;
  /** The built-in stand-in takes the money: its page is ours. */
  readonly standIn: boolean;
  /** Puts the town's origin before a path. */
  absolute(path: string): string;
}

/** A link to a saved draft, and to whom it goes. */
export interface LinkMail {
  readonly to: string;
  /** Path with the secret. */
  readonly path: string;
  readonly language: Language;
  /** When the draft is deleted if nobody touches it, RFC 3339. */
  readonly until: string;
}

/** What the area needs of the rest of the house. */
export interface ApplicationsOptions {
  /** The letter to a person for whom an officer is about to send something. */
  readonly helpedLetter?: (db: Db, what: Helping) => Promise<HelpLetter>;
  readonly catalogue: {
    /** The version that is offered now. */
    find(id: string): Service | undefined;
    /** All that is offered now; none where nobody lists them. */
    readonly offered?: readonly Service[];
    /** A version by its hash; drafts finish on the version they started on. */
    version(db: Db, hash: string): Promise<Service>;
    /** The same for whoever goes on without it; undefined where it cannot be read. */
    readable(db: Db, hash: string): Promise<Service | undefined>;
  };
  readonly openCase: OpenCase;
  /** Told of what happens in a form; `at` is the instant of the request. */
  readonly happened?: (event: FormEvent, at: string) => void;
  /** How far a case has come, for whoever may see the receipt; nothing is told where nobody knows. */
  readonly progress?: (
    db: Db,
    caseId: CaseId,
  ) => Promise<{
    readonly steps: readonly { readonly step: string; readonly at: string }[];
    readonly closedAt: string | null;
  }>;
  /** What whoever has a receipt without a name can do in its case; nothing where nobody says. */
  readonly receiptActs?: (request: Request, caseId: CaseId, service: Service) => Promise<readonly ActionItem[]>;
  /**
   * Sends a link by e-mail to whoever saves a draft without signing in, at once, so that nothing keeps the link. Saving
   * for later is not offered where nobody sends it.
   */
  readonly mailLink?: (mail: LinkMail) => Promise<'sent' | 'failed'>;
  /** The entries of `register` for a person, asked when a draft is started. */
  readonly facts: (tx: Db, sender: Sender, party: PartyId, names: readonly string[]) => Promise<FeelContext>;
  readonly files: FileStore;
  readonly paying?: Paying;
  /** The town's plan, for questions of type `point`; see `readMap`. */
  readonly map: TownMap | undefined;
  /** Registers that are asked while a form is filled in; a form then takes what people write. */
  readonly lookUp?: LookUp;
  /** Signing with the e-ID, for services that ask for it. */
  readonly signing?: SigningPorts;
}

/** What signing needs of the rest of the house. */
export interface SigningPorts extends SignerSource {
  /** Sends the person to the e-ID with a text; comes back to `returnTo`, or as the signature is taken. */
  sign(request: Request, document: Document, returnTo: string): Promise<Answer>;
  /** What people are told by e-mail, in both languages. */
  words(news: News): { readonly subject: string; readonly body: string };
}

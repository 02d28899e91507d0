import { compile, type FeelContext, type FeelValue, isContext, isList, type Json } from '@torget/feel';
import type { Journey } from '@torget/form';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Assisted } from '../assist/assist.ts';

/** Who is to sign an application before it is sent: the applicant first. */
export interface Signers {
  /** Beside the applicant. */
  readonly others: readonly PartyId[];
  /** How many signatures it takes, the applicant's included. */
  readonly needed: number;
}

/** What finding the signers asks of the rest of the house. */
export interface SignerSource {
  /** Who signs for an organisation: parties, and how many of them together; undefined when no register knows. */
  signatories(
    tx: Db,
    number: string,
    now: string,
  ): Promise<{ readonly parties: readonly PartyId[]; readonly jointly: number } | undefined>;
}

export interface Asked {
  readonly service: Service;
  readonly way: Journey;
  readonly register: FeelContext;
  readonly applicant: PartyId;
  readonly now: string;
}

/** `not-signatory`: the register knows who signs for the company, and the applicant is nobody of them. */
export type FoundSigners = Signers | 'nobody' | 'not-signatory';

/**
 * Who signs: nobody where the service asks for no signature, or `when` is not true; else the applicant, and those the
 * registers name beside. They are never taken from what the applicant typed.
 */
export async function signersOf(tx: Db, asked: Asked, source: SignerSource): Promise<FoundSigners> {
  const rule = asked.service.definition.signature;
  if (rule === undefined || !asksForSignature(asked.service, asked.way, asked.register, asked.now)) return 'nobody';
  if (rule.others === 'in-the-case') return { others: [], needed: 1 };
  switch (rule.by) {
    case 'applicant':
      return { others: [], needed: 1 };
    case 'all-guardians':
      return together(asked, guardians(asked));
    case 'co-applicant':
      return together(asked, adults(asked));
    case 'company-signatories':
      return company(tx, asked, source);
    default:
      return rule.by satisfies never;
  }
}

/** Those who apply together with the applicant: the other adults of the household, where the service has them sign. */
export function coApplicantsOf(asked: Asked): readonly PartyId[] {
  const { service, way, register, now } = asked;
  if (service.definition.signature?.by !== 'co-applicant' || !asksForSignature(service, way, register, now)) return [];
  return together(asked, adults(asked)).others;
}

/** Whether these answers of the service are to be signed. */
export function asksForSignature(service: Service, way: Journey, register: FeelContext, now: string): boolean {
  const { signature } = service.definition;
  if (signature?.when === undefined) return signature !== undefined;
  const { when } = signature;
  const compiled = compile(when, {});
  return compiled.ok && compiled.value.evaluate({ ...way.data.feel, register }, { instant: now }).value === true;
}

/**
 * Whether a paper with the applicant's own signature stands for hers with the e-ID (FL 21 §: confirmed when the authority
 * needs it, in whatever form). Others sign in the case, as when she has signed here; where they sign before it is sent, or
 * it is signed for a company, one name on a paper does not say that all have, or may.
 */
export function signedOnPaper({ definition }: Service, assisted: Assisted | null): boolean {
  const rule = definition.signature;
  if (rule === undefined || assisted?.letter === undefined || assisted.identity !== 'paper') return false;
  return rule.by === 'applicant' || (rule.others === 'in-the-case' && rule.by !== 'company-signatories');
}

function together({ applicant }: Asked, parties: readonly PartyId[]): Signers {
  const others = [...new Set(parties)].filter((party) => party !== applicant);
  return { others, needed: others.length + 1 };
}

/** The other guardian of each child that the answers choose, where custody is joint (FB 6 kap. 13 §). */
function guardians({ service, way, register }: Asked): readonly PartyId[] {
  const children = list(register['children'], 'barn');
  return service.form.pages
    .flatMap((page) => page.questions)
    .filter(({ type }) => type === 'child')
    .flatMap(({ id }) => {
      const chosen = part(way.data.json[id], 'ref');
      const child = children.find((entry) => entry['ref'] === chosen);
      const other = child?.['annan_vardnadshavare'];
      return child?.['gemensam_vardnad'] === true && typeof other === 'string' ? [other as PartyId] : [];
    });
}

/** The adults of the household as the register has it. */
function adults({ register }: Asked): readonly PartyId[] {
  return list(register['household'], 'vuxna').flatMap(({ ref }) => (typeof ref === 'string' ? [ref as PartyId] : []));
}

/** Those who sign for the company that the answers name. One that no register knows is signed for by whoever applies. */
async function company(tx: Db, { service, way, applicant, now }: Asked, source: SignerSource): Promise<FoundSigners> {
  const question = service.form.pages.flatMap((page) => page.questions).find(({ type }) => type === 'company');
  const number = question === undefined ? undefined : part(way.data.json[question.id], 'nummer');
  const found = typeof number === 'string' ? await source.signatories(tx, number, now) : undefined;
  if (found === undefined) return { others: [], needed: 1 };
  if (!found.parties.includes(applicant)) return 'not-signatory';
  const others = found.jointly <= 1 ? [] : found.parties.filter((party) => party !== applicant);
  return { others, needed: Math.min(Math.max(found.jointly, 1), others.length + 1) };
}

function part(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[name]
    : undefined;
}

function list(value: FeelValue | undefined, name: string): readonly FeelContext[] {
  const found = value !== undefined && isContext(value) ? value[name] : undefined;
  return found !== undefined && isList(found) ? found.filter(isContext) : [];
}

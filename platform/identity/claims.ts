import type { PersonClaims } from './party/facts.ts';
import { type IdentityNumber, type NumberLevel, readNumber } from './party/number.ts';

const CLAIM = 'https://id.oidc.se/claim';
const SCOPE = 'https://id.oidc.se/scope';

/** Claims of the Swedish OIDC profile (claims specification 1.0) and of Sweden Connect for foreign e-IDs. */
export const claim = {
  personalIdentityNumber: `${CLAIM}/personalIdentityNumber`,
  coordinationNumber: `${CLAIM}/coordinationNumber`,
  coordinationNumberLevel: `${CLAIM}/coordinationNumberLevel`,
  previousCoordinationNumber: `${CLAIM}/previousCoordinationNumber`,
  /** What the e-ID made of the data to be signed, Base64 (signature extension 1.1). */
  userSignature: `${CLAIM}/userSignature`,
  prid: 'https://id.swedenconnect.se/claim/prid',
  pridPersistence: 'https://id.swedenconnect.se/claim/pridPersistence',
} as const;

export const scope = {
  info: `${SCOPE}/naturalPersonInfo`,
  number: `${SCOPE}/naturalPersonNumber`,
  sign: `${SCOPE}/sign`,
} as const;

/** The parameter with what is to be signed: a JWT of the client (signature extension 1.1, 3.1). */
export const SIGN_REQUEST = 'https://id.oidc.se/param/signRequest';

/** Parameters of the profile that a request may carry. */
export const parameters = ['userMessage', 'authnProvider', 'signRequest'].map(
  (name) => `https://id.oidc.se/param/${name}`,
);

/** `no-number`: the e-ID gave no number, or one that is none. `two-numbers`: never together, says the profile. */
export type ClaimsRead =
  | { readonly ok: true; readonly claims: PersonClaims }
  | { readonly ok: false; readonly reason: 'no-number' | 'two-numbers' };

/** Reads who the person is; a name or birth date may be missing, a number may not. */
export function readClaims(given: { readonly [name: string]: unknown }): ClaimsRead {
  const text = (name: string) => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : undefined);
  const pin = text(claim.personalIdentityNumber);
  const coordination = text(claim.coordinationNumber);
  if (pin !== undefined && coordination !== undefined) return { ok: false, reason: 'two-numbers' };
  const number = numberOf(pin ?? coordination ?? text(claim.prid), text(claim.coordinationNumberLevel));
  if (number === null) return { ok: false, reason: 'no-number' };
  const optional = {
    previousCoordinationNumber: text(claim.previousCoordinationNumber),
    name: text('name'),
    givenName: text('given_name'),
    familyName: text('family_name'),
    birthDate: dateOf(text('birthdate')),
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { ok: true, claims: { number, ...known } };
}

function numberOf(value: string | undefined, level: string | undefined): IdentityNumber | null {
  const levels: readonly string[] = ['confirmed', 'probable', 'uncertain'];
  return value === undefined
    ? null
    : readNumber(value, levels.includes(level ?? '') ? (level as NumberLevel) : undefined);
}

/** The standard claim may be a year only, or 0000 for an unknown year: then there is no birth date. */
function dateOf(value: string | undefined): string | undefined {
  return value !== undefined && /^[12]\d{3}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

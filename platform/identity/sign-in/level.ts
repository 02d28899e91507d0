import type { Mode } from '#platform/database/index.ts';
import type { IdentityNumber } from '../party/number.ts';

const CERTIFIED = 'http://id.elegnamnden.se/loa/1.0/';
const UNCERTIFIED = 'http://id.swedenconnect.se/loa/1.0/uncertified-';

export type Level = 'loa1' | 'loa2' | 'loa3' | 'loa4';

const LEVELS: readonly Level[] = ['loa1', 'loa2', 'loa3', 'loa4'];

function isLevel(word: string): word is Level {
  return (LEVELS as readonly string[]).includes(word);
}

/** The built-in test e-ID's only `acr`. */
export const TEST_ACR = `${UNCERTIFIED}loa3`;

/** The `acr` values that are asked for and accepted: those of the provider's levels, uncertified ones in an example only. */
export function acceptedAcr(loa: readonly string[], builtIn: boolean, mode: Mode): string[] {
  if (builtIn) return mode === 'example' ? [TEST_ACR] : [];
  const levels = loa.filter(isLevel).toSorted().toReversed();
  const certified = levels.map((level) => `${CERTIFIED}${level}`);
  return mode === 'example' ? [...certified, ...levels.map((level) => `${UNCERTIFIED}${level}`)] : certified;
}

/** The level that an `acr` proves in this mode; null when it proves none (identity.md §2.3). */
export function levelOf(acr: string, mode: Mode): Level | null {
  const short = acr.startsWith(CERTIFIED)
    ? acr.slice(CERTIFIED.length)
    : mode === 'example' && acr.startsWith(UNCERTIFIED)
      ? acr.slice(UNCERTIFIED.length)
      : '';
  return isLevel(short) ? short : null;
}

/**
 * What a sign-in is worth for the services: the e-ID's level, held down by how sure it is whose the coordination number
 * is. Probable opens what asks for loa2, uncertain and unknown open nothing that asks for a level above loa1 (§8).
 */
export function assuranceOf(level: Level, number: IdentityNumber): Level {
  if (number.type !== 'samnr' || number.level === 'confirmed') return level;
  const ceiling = number.level === 'probable' ? 'loa2' : 'loa1';
  return LEVELS.indexOf(level) < LEVELS.indexOf(ceiling) ? level : ceiling;
}

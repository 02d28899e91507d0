import type { Mode } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Provider, Town } from '#platform/town/types.ts';

export type Audience = 'person' | 'staff';

/** Where the built-in test e-ID answers, below the town's own origin. */
export const TEST_EID_PATH = '/test-eid';

/**
 * The e-IDs a person may choose between, in neutral order: the one used last, then the town's order, then by name. A
 * real database has no test e-ID, whatever town.yaml says.
 */
export function providersFor(town: Town, mode: Mode, audience: Audience, last?: string): Provider[] {
  const wanted = audience === 'staff' ? ['staff'] : ['person', 'foreign'];
  return town.providers
    .filter(
      (each) => each.for.some((one) => wanted.includes(one)) && (mode === 'example' || each.builtIn === undefined),
    )
    .toSorted(
      (a, b) =>
        Number(b.id === last) - Number(a.id === last) ||
        a.order - b.order ||
        a.title.sv.localeCompare(b.title.sv, 'sv'),
    );
}

/** Where a provider issues from. */
export function issuerOf(provider: Provider, origin: string): string {
  return provider.builtIn === 'test-eid' ? `${origin}${TEST_EID_PATH}` : (provider.issuer ?? '');
}

/**
 * Holds the providers of a town against its database, at load: a real town refuses the test e-ID, uncertified levels
 * and issuers without https (identity.md §9).
 * @throws TorgetError that names the provider
 */
export function checkProviders(town: Town, mode: Mode): void {
  if (mode === 'example') return;
  for (const { id, builtIn, loa, issuer } of town.providers) {
    if (builtIn !== undefined) throw refused(id, 'är test-e-legitimationen', 'is the test e-ID');
    if (loa.some((level) => !/^loa[1-4]$/.test(level)))
      throw refused(id, 'ger en ocertifierad nivå', 'gives an uncertified level');
    if (!issuer?.startsWith('https://')) throw refused(id, 'saknar https', 'has no https');
  }
}

function refused(id: string, sv: string, en: string): TorgetError {
  return new TorgetError(
    'provider-refused',
    500,
    {
      sv: `E-legitimationen ${id} ${sv}. En riktig kommuns databas tar inte emot den: ta bort den ur town.yaml.`,
      en: `The e-ID ${id} ${en}. The database of a real municipality refuses it: remove it from town.yaml.`,
    },
    `provider ${id} ${en}`,
  );
}

/** `http` is for loopback only: browsers keep `__Host-` cookies there, and nobody listens in between. */
export function isSafeOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || isLoopback(hostname);
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

import type { Json } from '@torget/feel';
import type { FastifyInstance } from 'fastify';
import type { Configuration, CustomFetch } from 'openid-client';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Logger } from '#platform/log.ts';
import type { Provider, Town } from '#platform/town/types.ts';
import type { Addresses, Answer, Request, Site } from '#platform/web/index.ts';
import type { Audience } from './sign-in/provider.ts';
import { discoverClient } from './sign-in/relying-party.ts';
import type { Proof } from './signing/receipt.ts';
import { fetchInside } from './test-eid/mount.ts';
import type { TestEid } from './test-eid/test-eid.ts';

export interface IdentityOptions {
  /** The site of a town, and the site that a host name serves. */
  siteOf(town: Town): Site;
  siteAt(host: string): Site | undefined;
  readonly addresses: Addresses;
  /** Route names to go to after sign-in when nothing else was wanted, and the start page. */
  readonly home: { readonly citizen: string; readonly staff: string; readonly start: string };
  /** An error page of the house as a whole document; the provider's own errors are shown in it. */
  errorPage(site: Site, language: 'sv' | 'en', error: TorgetError): string;
  /** What a signature was for: done in the transaction that takes it. `memo` is what the area gave when it asked. */
  readonly signed?: (tx: Db, request: Request, proof: Proof, memo: Json) => Promise<Answer>;
  readonly log: Logger;
}

/** What the parts of identity share in one process: the clients of the e-IDs and the built-in provider, per town. */
export interface House extends IdentityOptions {
  client(site: Site, provider: Provider, audience: Audience): Promise<Configuration>;
  testEid(site: Site): Promise<TestEid>;
  /**
   * Where a provider sends the person back to: an address of its own, so that an answer of one can never pass as
   * another's (RFC 9700 §4.4), and the Swedish one, since it is registered there.
   */
  redirectUri(site: Site, provider: Provider): string;
  /** The server that the built-in provider is called through. */
  serveThrough(app: FastifyInstance): void;
}

/** Discovery is asked again after this, so that a provider may move its endpoints. */
const DISCOVERED_MS = 3_600_000;

export function openHouse(options: IdentityOptions): House {
  const clients = kept<Configuration>(DISCOVERED_MS);
  const testEids = kept<TestEid>(Number.POSITIVE_INFINITY);
  let server: FastifyInstance | undefined;
  const inside = fetchInside(() => {
    if (server === undefined) throw notMounted();
    return server;
  });
  const outside: CustomFetch = (url, init) => fetch(url, init as RequestInit);
  const redirectUri = (site: Site, provider: Provider) =>
    `${site.origin}${options.addresses.url('sign-in.callback', { provider: provider.id }, 'sv')}`;
  return {
    ...options,
    redirectUri,
    serveThrough(app) {
      server = app;
    },
    client: (site, provider, audience) =>
      clients(`${site.town.id} ${provider.id} ${audience}`, () =>
        discoverClient({
          db: site.db,
          origin: site.origin,
          mode: site.mode,
          provider,
          audience,
          fetch: provider.builtIn === undefined ? outside : inside,
        }),
      ),
    testEid: (site) =>
      testEids(site.town.id, async () => {
        // Loaded when somebody first asks: a real town never has the provider in its memory.
        const { createTestEid } = await import('./test-eid/test-eid.ts');
        return createTestEid({
          site,
          redirectUri: (provider) => redirectUri(site, provider),
          interactionUrl: (uid, language) => options.addresses.url('test-eid.choose', { interaction: uid }, language),
          errorPage: (language, error) => options.errorPage(site, language, providerError(error)),
        });
      }),
  };
}

/** Keeps what a promise gave; one that failed is forgotten, so that the next person tries again. */
function kept<T>(ms: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const values = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return (key, make) => {
    const known = values.get(key);
    if (known !== undefined && known.until > Date.now()) return known.value;
    const value = make();
    values.set(key, { value, until: Date.now() + ms });
    value.catch(() => values.delete(key));
    return value;
  };
}

function providerError(error: string): TorgetError {
  return new TorgetError(
    'test-eid-request',
    400,
    {
      sv: `Frågan till test-e-legitimationen var fel på något sätt (${error}). Ingen har loggats in. Börja om från kommunens inloggning.`,
      en: `The request to the test e-ID was wrong in some way (${error}). Nobody was signed in. Start again from the municipality’s sign-in.`,
    },
    `oidc-provider: ${error}`,
  );
}

function notMounted(): TorgetError {
  return new TorgetError(
    'test-eid-not-mounted',
    500,
    { sv: 'Test-e-legitimationen är inte startad.', en: 'The test e-ID is not started.' },
    'identity.plugin was not registered with the server',
  );
}

import { CompactSign, importJWK, type JWK } from 'jose';
import { type AdapterPayload, type Interaction, Provider as OidcProvider } from 'oidc-provider';
import { databaseMode } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Provider } from '#platform/town/types.ts';
import type { Site } from '#platform/web/index.ts';
import { TEST_EID_PATH } from '../sign-in/provider.ts';
import { ownKey } from '../sign-in/relying-party.ts';
import { accountsOf, type TestAccount } from './account.ts';
import { adapterFor } from './adapter.ts';
import { configuration } from './configuration.ts';
import { testEidSecrets } from './secrets.ts';

/** The built-in e-ID of one example town. */
export interface TestEid {
  readonly provider: OidcProvider;
  /** Who may be chosen at this client. */
  accounts(client: string): readonly TestAccount[];
  interaction(uid: string): Promise<Interaction | undefined>;
  /** Its public keys: what it signs can be told from what it does not. */
  readonly keys: readonly JWK[];
  /** Signs data for the request with this nonce, as a person's e-ID would. */
  sign(nonce: string, tbs: Uint8Array): Promise<void>;
}

export interface TestEidOptions {
  readonly site: Site;
  redirectUri(provider: Provider): string;
  interactionUrl(uid: string, language: 'sv' | 'en'): string;
  errorPage(language: 'sv' | 'en', error: string): string;
}

/**
 * Builds the provider. It asks the database itself whether it is an example: no setting, variable or caller can put the
 * test e-ID before a real one.
 * @throws TorgetError on a database of mode `real`
 */
export async function createTestEid(options: TestEidOptions): Promise<TestEid> {
  const { site } = options;
  const mode = await databaseMode(site.db);
  if (site.mode !== 'example' || mode?.mode !== 'example') throw refusedOnReal();
  const secrets = await testEidSecrets(site.db);
  const { registers } = site.town;
  const people = accountsOf(registers, 'person', secrets.accountSecret);
  const staff = accountsOf(registers, 'staff', secrets.accountSecret);
  const byId = new Map([...people, ...staff].map((each) => [each.id, each]));
  const signatures = adapterFor(site.db)('UserSignature');
  const provider = new OidcProvider(
    `${site.origin}${TEST_EID_PATH}`,
    configuration({
      town: site.town,
      secrets,
      adapter: adapterFor(site.db),
      relyingParty: (await ownKey(site.db)).publicKey,
      redirectUris: site.town.providers.filter((each) => each.builtIn === 'test-eid').map(options.redirectUri),
      secure: site.origin.startsWith('https:'),
      account: (id) => byId.get(id),
      signature: async (nonce) => textIn((nonce && (await signatures.find(nonce))) || undefined),
      interactionUrl: options.interactionUrl,
      renderError: (ctx, error) => options.errorPage(ctx.oidc?.params?.['ui_locales'] === 'en' ? 'en' : 'sv', error),
    }),
  );
  // The origin is the one that is configured, whatever a header says; `mount.ts` writes it into the request.
  provider.proxy = true;
  return {
    provider,
    accounts: (client) => (client === 'torget-staff' ? staff : people),
    interaction: (uid) => provider.Interaction.find(uid),
    keys: secrets.jwks.keys.map(({ d: _, p: __, q: ___, dp: _p, dq: _q, qi: _i, ...shown }) => shown),
    sign: async (nonce, tbs) => {
      const key = secrets.jwks.keys.find(({ alg }) => alg === 'ES256');
      if (key === undefined) throw refusedOnReal();
      const jws = await new CompactSign(tbs)
        .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '' })
        .sign(await importJWK(key, 'ES256'));
      await signatures.upsert(nonce, { userSignature: Buffer.from(jws).toString('base64') }, SIGNATURE_SECONDS);
    },
  };
}

/** A signature that nobody has fetched by then is gone. */
const SIGNATURE_SECONDS = 600;

function textIn(payload: AdapterPayload | undefined): string | undefined {
  const text = (payload as { readonly [name: string]: unknown } | undefined)?.['userSignature'];
  return typeof text === 'string' ? text : undefined;
}

function refusedOnReal(): TorgetError {
  return new TorgetError(
    'test-eid-refused',
    404,
    { sv: 'Sidan finns inte.', en: 'The page does not exist.' },
    'the test e-ID refuses a database of mode real',
  );
}

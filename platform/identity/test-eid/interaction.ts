import type { Interaction, InteractionResults } from 'oidc-provider';
import { NotFound } from '#platform/errors.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { TEST_ACR } from '../sign-in/level.ts';
import { expiredPage, failedPage, peoplePage } from './people.page.tsx';
import { signPage } from './sign.page.tsx';
import { boundTo, signRequestOf } from './sign-request.ts';
import type { TestEid } from './test-eid.ts';

/** Which of the two cancels; the rest of the words are the person's. */
type Refused = 'cancelled' | 'failed';

interface Waiting {
  readonly eid: TestEid;
  readonly interaction: Interaction;
  readonly client: string;
}

/** The page of the test e-ID where a person is chosen. A question for a level that it cannot give is answered at once. */
export async function showPeople(house: House, request: Request): Promise<Answer> {
  const waiting = await waitingFor(house, request);
  if (waiting === null) return expiredPage(request);
  if (!canReach(waiting.interaction)) return finish(waiting, unmet);
  const asked = toBeSigned(waiting);
  if (asked !== undefined) return signPage(request, asked.name, asked.text);
  return peoplePage(request, waiting.eid.accounts(waiting.client), waiting.client === 'torget-staff');
}

/** The choice: a person, a cancelled sign-in, or one that fails and says so before it goes back (profile, O16). */
export async function choosePerson(house: House, request: Request): Promise<Answer> {
  const waiting = await waitingFor(house, request);
  if (waiting === null) return expiredPage(request);
  if (!canReach(waiting.interaction)) return finish(waiting, unmet);
  const action = field(request.fields, 'action');
  if (action === 'fail') return failedPage(request);
  if (action === 'cancelled' || action === 'failed') return finish(waiting, denied(action));
  const asked = toBeSigned(waiting);
  if (asked !== undefined) {
    if (action !== 'sign') return { kind: 'redirect', to: request.url('test-eid.choose', request.params) };
    await waiting.eid.sign(String(waiting.interaction.params['nonce']), asked.tbs);
    return finish(waiting, { consent: {} });
  }
  const id = field(request.fields, 'person');
  const account = waiting.eid.accounts(waiting.client).find((each) => each.id === id);
  if (account === undefined) return { kind: 'redirect', to: request.url('test-eid.choose', request.params) };
  // Bound to a person: anybody else is stopped before the text is shown (signature extension 1.1).
  const bound = boundTo(waiting.interaction.params['claims']);
  if (bound !== undefined && !Object.values(account.claims).includes(bound)) return finish(waiting, unmet);
  return finish(waiting, { login: { accountId: account.id, acr: TEST_ACR, amr: ['test'], remember: false } });
}

/** What the person has come this far to sign: the choice of who one is comes first. */
function toBeSigned({ eid, interaction, client }: Waiting) {
  if (interaction.prompt.name !== 'consent') return undefined;
  const asked = signRequestOf(interaction.params);
  const who = eid.accounts(client).find(({ id }) => id === interaction.session?.accountId);
  return asked === undefined || who === undefined ? undefined : { ...asked, name: who.name };
}

async function waitingFor(house: House, request: Request): Promise<Waiting | null> {
  const site = house.siteOf(request.town);
  if (site.mode !== 'example') throw new NotFound('no test e-ID here');
  const eid = await house.testEid(site);
  const interaction = await eid.interaction(request.params['interaction'] ?? '');
  if (interaction === undefined || interaction.result !== undefined) return null;
  return { eid, interaction, client: String(interaction.params['client_id']) };
}

/**
 * Writes the result where the provider resumes; only the browser that began there has the cookie to go on with. Whoever
 * was signed in at the e-ID before is forgotten first: the next person must not inherit the session.
 */
async function finish({ eid, interaction }: Waiting, result: InteractionResults): Promise<Answer> {
  const before = interaction.session;
  if (before !== undefined && result.login !== undefined) {
    await (await eid.provider.Session.findByUid(before.uid))?.destroy();
    Object.assign(interaction, { session: undefined });
  }
  interaction.result = { ...interaction.lastSubmission, ...result };
  await interaction.persist();
  return { kind: 'redirect', to: interaction.returnTo };
}

function denied(why: Refused): InteractionResults {
  const words = { cancelled: 'the person cancelled', failed: 'the person could not be identified' };
  return { error: 'access_denied', error_description: words[why] };
}

/** Profile, O8: an essential level that nobody here can reach does not proceed. */
const unmet: InteractionResults = {
  error: 'unmet_authentication_requirements',
  error_description: 'the test e-ID gives one level only',
};

function canReach(interaction: Interaction): boolean {
  const claims = interaction.params['claims'];
  if (typeof claims !== 'string') return true;
  const acr = (
    JSON.parse(claims) as { id_token?: { acr?: { essential?: boolean; value?: string; values?: string[] } | null } }
  ).id_token?.acr;
  if (!acr?.essential) return true;
  const wanted = acr.values ?? (acr.value === undefined ? [] : [acr.value]);
  return wanted.length === 0 || wanted.includes(TEST_ACR);
}

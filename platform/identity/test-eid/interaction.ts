import type { Interaction, InteractionResults } from 'oidc-provider';
import { NotFound } from '#platform/errors.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { TEST_ACR } from '../sign-in/level.ts';
import { expiredPage, failedPage, peoplePage } from './people.page.tsx';
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
  const id = field(request.fields, 'person');
  const account = waiting.eid.accounts(waiting.client).find((each) => each.id === id);
  if (account === undefined) return { kind: 'redirect', to: request.url('test-eid.choose', request.params) };
  return finish(waiting, { login: { accountId: account.id, acr: TEST_ACR, amr: ['test'], remember: false } });
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

import type { Route } from '#platform/web/index.ts';
import type { House } from './house.ts';
import { chooseAssignment, showAssignments } from './sign-in/assignment.ts';
import { finishSignIn } from './sign-in/callback.ts';
import { choosePage } from './sign-in/choose.page.tsx';
import { ownKey } from './sign-in/relying-party.ts';
import { signOut } from './sign-in/sign-out.ts';
import { signedOutPage } from './sign-in/signed-out.page.tsx';
import { startSignIn } from './sign-in/start.ts';
import { choosePerson, showPeople } from './test-eid/interaction.ts';

/** The pages of signing in and out. */
export function identityRoutes(house: House): readonly Route[] {
  const anyone = { who: 'anyone' } as const;
  const strict = { who: 'anyone', limit: 'sign-in' } as const;
  return [
    { name: 'sign-in', method: 'GET', ...anyone, handle: async (request) => choosePage(house, request, 'person') },
    { name: 'sign-in.start', method: 'POST', ...strict, handle: (request) => startSignIn(house, request, 'person') },
    { name: 'sign-in.callback', method: 'GET', ...strict, handle: (request) => finishSignIn(house, request) },
    { name: 'sign-in.keys', method: 'GET', ...anyone, handle: (request) => publicKeys(house, request) },
    { name: 'sign-out', method: 'POST', ...anyone, handle: (request) => signOut(house, request) },
    { name: 'signed-out', method: 'GET', ...anyone, handle: async (request) => signedOutPage(house, request) },
    { name: 'staff.sign-in', method: 'GET', ...anyone, handle: async (request) => choosePage(house, request, 'staff') },
    {
      name: 'staff.sign-in.start',
      method: 'POST',
      ...strict,
      handle: (request) => startSignIn(house, request, 'staff'),
    },
    { name: 'staff.assignment', method: 'GET', ...anyone, handle: (request) => showAssignments(house, request) },
    {
      name: 'staff.assignment.choose',
      method: 'POST',
      ...anyone,
      handle: (request) => chooseAssignment(house, request),
    },
    { name: 'test-eid.choose', method: 'GET', ...anyone, handle: (request) => showPeople(house, request) },
    { name: 'test-eid.chosen', method: 'POST', ...strict, handle: (request) => choosePerson(house, request) },
  ];
}

/** The relying party's public keys, which a provider outside fetches to check our client assertions. */
async function publicKeys(house: House, { town }: Parameters<Route['handle']>[0]) {
  const { publicKey } = await ownKey(house.siteOf(town).db);
  const body = Buffer.from(JSON.stringify({ keys: [publicKey] }));
  return { kind: 'file', type: 'application/json', name: 'jwks.json', body, inline: true } as const;
}

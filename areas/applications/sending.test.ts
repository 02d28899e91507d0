import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, type Sending } from './sending.ts';

const ROLF = { kind: 'citizen', party: 'rolf', principal: 'rolf' };

/** What Rolf sends of a draft of his, in a service as it stands when he does. */
const sentIn = (definition: { readonly signIn: string; readonly anonymous: boolean }) =>
  actorOf({
    draft: { assistedBy: null, party: 'rolf' },
    service: { definition },
    owner: { actor: ROLF },
  } as unknown as Sending);

test('law 17a: what somebody began under his name is sent by nobody where the service keeps no names', () => {
  assert.deepEqual(sentIn({ signIn: 'none', anonymous: true }), { kind: 'anonymous' });
  assert.deepEqual(sentIn({ signIn: 'required', anonymous: false }), ROLF, 'and by him where it does');
});

// FL 26 §, OSL 8 kap. 1 §, 21 kap. 3 §: which documents of a case may go with a referral.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayGoWith } from './goes-with.ts';

type Asked = Parameters<typeof mayGoWith>[0];

const document = (id: string, over: object = {}) => ({
  id,
  direction: 'in',
  kind: 'attachment',
  replaces: null,
  standing: null,
  ...over,
});
const FILE = [
  document('application'),
  document('old'),
  document('new', { replaces: 'old' }),
  document('unscanned', { standing: 'waiting' }),
  document('letter', { direction: 'out', kind: 'letter' }),
  document('masked', { direction: 'internal', kind: 'masked' }),
];
const caseWith = (guarded: boolean) =>
  ({ view: { parties: [{ protected: guarded }] }, file: { documents: FILE } }) as unknown as Asked;
const ids = (s: Asked) => mayGoWith(s).map(({ id }) => id);

test('what the decision may build on goes with a referral, in its current version and scanned', () => {
  assert.deepEqual(ids(caseWith(false)), ['application', 'new', 'masked']);
});

test('in a case with protected identity nothing but masked copies goes with a referral', () => {
  assert.deepEqual(ids(caseWith(true)), ['masked']);
});

// What a case holds beside its process: one town for all, in this order.
import { after, before, describe } from 'node:test';
import { partyTests } from './case-model/parties.testing.ts';
import { promiseTests } from './case-model/promise.testing.ts';
import { proposalTests } from './case-model/proposal.testing.ts';
import { relatedTests } from './case-model/related.testing.ts';
import { type CaseScene, openScene } from './case-model/scene.testing.ts';
import { staffFieldTests } from './case-model/staff-fields.testing.ts';
import { versionTests } from './case-model/versions.testing.ts';
import { versionGone } from './version-gone.testing.ts';

describe('what a case holds beside its process', { timeout: 240_000 }, () => {
  let scene: CaseScene;
  const open = () => scene;

  before(async () => {
    scene = await openScene();
  });
  after(() => scene?.town.close());

  describe('staff fields', () => staffFieldTests(open));
  describe('related cases', () => relatedTests(open));
  describe('parties', () => partyTests(open));
  describe('documents with versions', () => versionTests(open));
  describe('the clock of the promise', () => promiseTests(open));
  describe('proposals', () => proposalTests(open));

  versionGone(() => scene.town);
});

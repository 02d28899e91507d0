// The registry of documents and what is released of it (OSL 5 kap., TF 2 kap.): one town for all, in this order.
import { after, before, describe } from 'node:test';
import { compilationTests } from './registry/compilation.testing.ts';
import { entryTests } from './registry/entries.testing.ts';
import { feeTests } from './registry/fees.testing.ts';
import { lookTests } from './registry/looks.testing.ts';
import { markedTests } from './registry/marked.testing.ts';
import { markTests } from './registry/marks.testing.ts';
import { refusalTests } from './registry/refusals.testing.ts';
import { releaseTests } from './registry/releases.testing.ts';
import { reportTests } from './registry/reports.testing.ts';
import { requestTests } from './registry/requests.testing.ts';
import { openRegistry, type RegistryScene } from './registry/scene.testing.ts';
import { secretTests } from './registry/secrets.testing.ts';
import { subjectTests } from './registry/subject.testing.ts';

describe('the registry', { timeout: 240_000 }, () => {
  let scene: RegistryScene;
  const open = () => scene;

  before(async () => {
    scene = await openRegistry();
  });
  after(() => scene?.town.close());

  describe('entries', () => entryTests(open));
  describe('what a case is about', () => subjectTests(open));
  describe('a mark of secrecy', () => markTests(open));
  describe('compilations', () => compilationTests(open));
  describe('looks', () => lookTests(open));
  describe('requests for a document', () => requestTests(open));
  describe('what is marked', () => markedTests(open));
  describe('refusals', () => refusalTests(open));
  describe('what is secret', () => secretTests(open));
  describe('fees for copies', () => feeTests(open));
  describe('releases', () => releaseTests(open));
  describe('without being known', () => reportTests(open));
});

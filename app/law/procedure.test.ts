// What is done in a case beside its own process (law.md, section 3): one town for all, in the order of its clock.
import { after, before, describe } from 'node:test';
import { SERVICE } from '#platform/town/testing.ts';
import { assistTests } from './assist.testing.ts';
import { communicationTests } from './communication.testing.ts';
import { completionTests } from './completion.testing.ts';
import { delayTests } from './delay.testing.ts';
import { letterTests } from './letter.testing.ts';
import { messageTests } from './messages.testing.ts';
import { otherSideTests } from './other-side.testing.ts';
import { otherUnitTests } from './other-unit.testing.ts';
import { paperTests } from './paper.testing.ts';
import { previewTests } from './preview.testing.ts';
import type { Scene } from './procedure.testing.ts';
import { sixMonthsTests } from './six-months.testing.ts';
import { openLawTown, SARA } from './testing.ts';
import { unexecutedAgainTests } from './unexecuted-again.testing.ts';
import { unexecutedTests } from './unexecuted-listed.testing.ts';
import { untriedTests } from './untried.testing.ts';
import { withdrawTests } from './withdraw.testing.ts';

/** A support that is granted or not, and then has to begin (SoL 34 kap. 1 §). */
const SUPPORT = {
  ...SERVICE,
  'service.yaml': (SERVICE['service.yaml'] ?? '')
    .replace('id: liten', 'id: insats')
    .replace('Liten tjänst', 'Stöd i hemmet')
    .replace('FL (2017:900) 40 §', 'SoL (2025:400) 11 kap. 1 §')
    .replace('{ board: kommunstyrelsen, unit: kansli }', '{ board: socialnamnden, unit: forsorjningsstod }')
    .replace(
      '      regime:',
      '      unexecuted: reported\n      kind: { sv: Hemtjänst, en: Home care }\n      regime:',
    ),
  'process.bpmn': (SERVICE['process.bpmn'] ?? '').replace('kansli/delegat', 'forsorjningsstod/delegat'),
};

describe('procedure', { timeout: 240_000 }, () => {
  let scene: Scene;
  const open = () => scene;
  const inTown = () => scene.town;

  before(async () => {
    const town = await openLawTown({ insats: SUPPORT, liten: SERVICE });
    const sara = await town.citizen(SARA);
    const jonas = await town.staff('jonas-forsorjningsstod');
    const maryam = await town.staff('maryam-forsorjningsstod');
    scene = { town, sara, jonas, maryam, assisted: [await town.assistance(sara), await town.assistance(sara)] };
  });
  after(() => scene.town.close());

  // First of all: later tests move the clock.
  describe('help to apply', () => assistTests(inTown));
  describe('letters that fit no form', () => letterTests(inTown));
  describe('read before it is sent', () => previewTests(inTown));
  describe('messages', () => messageTests(inTown));
  describe('on paper and on the phone', () => paperTests(inTown));
  describe('taking back and adding', () => withdrawTests(open));
  describe('not tried, or fallen', () => untriedTests(open));
  describe('another unit', () => otherUnitTests(open));
  describe('completion', () => completionTests(open));
  describe('delay', () => delayTests(open));
  describe('communication', () => communicationTests(open));
  describe('who has not applied', () => otherSideTests(open));
  describe('a request after six months', () => sixMonthsTests(open));
  describe('a decision that is not carried out', () => {
    unexecutedTests(open);
    // Last: what it ends with is asked of all that the tests before have left.
    unexecutedAgainTests(open);
  });
});

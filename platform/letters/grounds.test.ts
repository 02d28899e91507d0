// One service, two regimes: the ground that the decision cites settles appeal and automation (law.md, sections 2 and 13).
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { before, test } from 'node:test';
import { loadTexts } from '#platform/text/index.ts';
import { type Change, codes, compiled, ekhamn, SERVICE } from '#platform/town/testing.ts';
import type { Ground, Town } from '#platform/town/types.ts';
import { howToAppeal } from './appeal.ts';
import { EXAMPLE } from './example.testing.ts';
import { letterText } from './model.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));
const GROUND = SERVICE['service.yaml']?.match(/ {4}- id: grund[\s\S]*?Ekhamn\n/)?.[0] ?? '';
const AUTOMATED = '      automated-decision: { outcomes: [ approved ], delegation: BUN 9.9 }\n';
const BY: Change = { file: 'process.bpmn', from: 'key="by" value="officer"', to: 'key="by" value="automated"' };
const APPROVED: Change = {
  file: 'process.bpmn',
  from: '=if application.antal &gt; 5 then &quot;rejected&quot; else &quot;approved&quot;',
  to: '=&quot;approved&quot;',
};

let town: Town;
before(async () => {
  const read = await ekhamn();
  const { delegations } = read;
  const [row] = delegations.filter(({ delegate }) => delegate === 'automated');
  assert.ok(row);
  town = { ...read, delegations: [...delegations, { ...row, id: 'BUN 9.9', board: 'kommunstyrelsen' }] };
});

/** Skolskjuts: the right of the pupil, and the wish of who has chosen another school (10 kap. 32 § first and second). */
function transport(first = '', second = ''): Change {
  const ground = (id: string, paragraph: string, regime: string, more: string) =>
    `    - id: ${id}\n      basis: [ "Skollagen (2010:800) 10 kap. 32 § ${paragraph} stycket" ]\n      regime: ${regime}\n      appeal-to: Förvaltningsrätten i Ekhamn\n${more}`;
  return {
    file: 'service.yaml',
    from: GROUND,
    to: ground('grund', 'första', 'forvaltningsbesvar', first) + ground('val', 'andra', 'laglighetsprovning', second),
  };
}

async function groundOf(id: string, changes: readonly Change[]): Promise<Ground> {
  const { service, faults } = await compiled(changes, {}, town);
  const ground = service?.definition.grounds.find((one) => one.id === id);
  assert.ok(ground, JSON.stringify(codes(faults)));
  return ground;
}

function told(ground: Ground): string {
  const blocks = howToAppeal({ ground, board: 'barn- och utbildningsnämnden' }, texts.for('sv'), 'BUN 2026-000001');
  return letterText({ ...EXAMPLE, subject: '', blocks });
}

test('law 51a: school transport as a right is tried by the court, in three weeks from the day one got it, and may be automated', async () => {
  const ground = await groundOf('grund', [transport(AUTOMATED), BY, APPROVED]);
  assert.equal(ground.automated?.delegation, 'BUN 9.9');
  const text = told(ground);
  assert.match(text, /Förvaltningsrätten i Ekhamn prövar beslutet, men du lämnar överklagandet till oss/);
  assert.match(text, /inom tre veckor från den dag du fick det här beslutet/);
  assert.doesNotMatch(text, /laglighetsprövning/);
});

test('law 51b: of a school of one’s own choice only KL 13 remains, and no function may decide it', async () => {
  const text = told(await groundOf('val', [transport()]));
  assert.match(text, /laglighetsprövning enligt 13 kap\. kommunallagen/);
  assert.doesNotMatch(text, /från den dag du fick/);
  const { service, faults } = await compiled([transport('', AUTOMATED)], {}, town);
  assert.equal(service, undefined);
  assert.deepEqual(codes(faults), ['law-automation-forbidden']);
  const elsewhere: Change = { file: 'process.bpmn', from: '=&quot;grund&quot;', to: '=&quot;val&quot;' };
  const decided = await compiled([transport(AUTOMATED), BY, APPROVED, elsewhere], {}, town);
  assert.deepEqual(codes(decided.faults), ['law-automated-decision'], 'nor by the ground beside it');
});

test('law 49a: in a social matter under KL 13 the letter says KL 13, nobody is decided against unheard, and no function decides', async () => {
  const social: Change = {
    file: 'service.yaml',
    from: 'regime: forvaltningsbesvar',
    to: 'regime: laglighetsprovning-social',
  };
  const text = told(await groundOf('grund', [social]));
  assert.match(text, /laglighetsprövning enligt 13 kap\. kommunallagen/);
  assert.doesNotMatch(text, /från den dag du fick/, 'the time runs from the notice board');
  const unheard: Change = {
    file: 'process.bpmn',
    from: '<zeebe:properties><zeebe:property name="legal-step" value="fl-25" /></zeebe:properties>\n',
    to: '',
  };
  assert.deepEqual(codes((await compiled([social, unheard], {}, town)).faults), ['law-communication']);
  const plain: Change = { ...social, to: 'regime: laglighetsprovning' };
  assert.deepEqual(codes((await compiled([plain, unheard], {}, town)).faults), [], 'which other KL 13 matters lack');
  assert.ok(codes((await compiled([social, BY, APPROVED], {}, town)).faults).includes('law-automated-decision'));
});

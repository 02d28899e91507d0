// One service, two regimes: the ground that the decision cites settles appeal and automation (law.md, sections 2 and 13).
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { before, test } from 'node:test';
import { loadTexts } from '#platform/text/index.ts';
import { type Change, codes, compiled, ekhamn, SERVICE } from '#platform/town/testing.ts';
import type { Ground, Town } from '#platform/town/types.ts';
import { howToAppeal } from './appeal.ts';
import { compileLetter } from './compile.ts';
import type { BuildingContent } from './content.ts';
import { EXAMPLE } from './example.testing.ts';
import { letterText } from './model.ts';
import { renderLetter } from './render.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));
const GROUND = SERVICE['service.yaml']?.match(/ {4}- id: grund[\s\S]*?Ekhamn\n/)?.[0] ?? '';
const AUTOMATED = '      automated-decision: { outcomes: [ approved ], delegation: BUN 9.9 }\n';
const BY: Change = { file: 'process.bpmn', from: 'key="by" value="officer"', to: 'key="by" value="automated"' };
const APPROVED: Change = {
  file: 'process.bpmn',
  from: '=if application.antal &gt; 5 then &quot;rejected&quot; else &quot;approved&quot;',
  to: '=&quot;approved&quot;',
};
/** The letter of an automated decision says so (GDPR article 22). */
const NOTICE = (['sv', 'en'] as const).map(
  (language): Change => ({
    file: `letters/beslut.${language}.md`,
    from: '{{how-to-appeal}}',
    to: '{{automated-notice}}\n\n{{how-to-appeal}}',
  }),
);

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
  const ground = await groundOf('grund', [transport(AUTOMATED), BY, APPROVED, ...NOTICE]);
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
  const decided = await compiled([transport(AUTOMATED), BY, APPROVED, elsewhere, ...NOTICE], {}, town);
  assert.deepEqual(codes(decided.faults), ['law-automated-decision'], 'nor by the ground beside it');
});

test('law 52b: the letter on arrival names the time, the lower fee and appeal, and no building matter goes on without it', async () => {
  const ground: Change = { file: 'service.yaml', from: 'FL (2017:900) 40 §', to: 'PBL (2010:900) 9 kap. 30 §' };
  const arrival = `
    <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Mottaget" />
    <bpmn:sendTask id="Mottaget"><bpmn:extensionElements><zeebe:taskDefinition type="letter.send" />
      <zeebe:taskHeaders><zeebe:header key="letter" value="mottaget" /><zeebe:header key="to" value="applicant" /></zeebe:taskHeaders>
    </bpmn:extensionElements></bpmn:sendTask>
    <bpmn:sequenceFlow id="f0" sourceRef="Mottaget" targetRef="Besluta" />`;
  const told: Change = {
    file: 'process.bpmn',
    from: '<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Besluta" />',
    to: arrival,
  };
  const letter = (body: string) => ({
    'letters/mottaget.sv.md': `---\nto: applicant\nkind: receipt\nsubject: { sv: Mottaget, en: Received }\n---\n\n${body}\n`,
    'letters/mottaget.en.md': `${body}\n`,
  });
  const block = '{{building-times}}';
  const faults = async (changes: readonly Change[], body = block) =>
    codes((await compiled(changes, changes.includes(told) ? letter(body) : {}, town)).faults);
  assert.deepEqual(await faults([ground, told]), []);
  assert.deepEqual(await faults([ground]), ['law-building-times', 'law-building-times'], 'no task and no decision');
  assert.deepEqual(await faults([ground, told], 'Tack.'), ['law-building-times', 'law-building-times']);
  assert.deepEqual(await faults([told], 'Tack.'), [], 'other matters need none');
  const { service } = await compiled([ground, told], letter(block), town);
  const body = service?.letters.get('mottaget')?.body;
  const words = (language: 'sv' | 'en', building: BuildingContent) => {
    const text = compileLetter(body?.[language] ?? '', undefined, { subject: 'x' });
    assert.ok(text.ok);
    const head = { kind: 'receipt', date: '2026-02-02', sender: { town: 'Ekhamn' } } as const;
    const around = { language, instant: '2026-02-02T08:00:00Z', t: texts.for(language), head };
    return letterText(renderLetter(text.value, {}, { building }, around)).replaceAll('\u00a0', ' ');
  };
  const sv = words('sv', { arrived: '2026-02-02', appealTo: 'Länsstyrelsen' });
  for (const part of [
    /senast 13 april 2026/,
    /en gång med högst tio veckor/,
    /en femtedel lägre för varje påbörjad vecka/,
  ])
    assert.match(sv, part);
  assert.match(sv, /överklaga inom tre veckor från den dag du får det\. Länsstyrelsen prövar det/);
  assert.match(words('en', { arrived: '2026-02-02' }), /by 13 April 2026[\s\S]*a fifth lower[\s\S]*You can appeal/);
});

test('law 49a: in a social matter under KL 13 the letter says KL 13, nobody is decided against unheard, and no function decides', async () => {
  const under = (regime: string): Change => ({
    file: 'service.yaml',
    from: 'basis: [ "FL (2017:900) 40 §" ]\n      regime: forvaltningsbesvar',
    to: `basis: [ "SoL (2025:400) 16 kap. 1 §" ]\n      regime: ${regime}`,
  });
  const social = under('laglighetsprovning-social');
  const text = told(await groundOf('grund', [social]));
  assert.match(text, /laglighetsprövning enligt 13 kap\. kommunallagen/);
  assert.doesNotMatch(text, /från den dag du fick/, 'the time runs from the notice board');
  const unheard: Change = {
    file: 'process.bpmn',
    from: '<zeebe:properties><zeebe:property name="legal-step" value="fl-25" /></zeebe:properties>\n',
    to: '',
  };
  assert.deepEqual(codes((await compiled([social, unheard], {}, town)).faults), ['law-communication']);
  const plain = under('laglighetsprovning');
  assert.deepEqual(codes((await compiled([plain, unheard], {}, town)).faults), [], 'which other KL 13 matters lack');
  assert.ok(codes((await compiled([social, BY, APPROVED], {}, town)).faults).includes('law-automated-decision'));
  const asked: Change = {
    file: 'service.yaml',
    from: GROUND,
    to: GROUND.replace(social.from, social.to) + AUTOMATED,
  };
  assert.deepEqual(codes((await compiled([asked, BY, APPROVED, ...NOTICE], {}, town)).faults), [
    'law-automation-forbidden',
  ]);
});

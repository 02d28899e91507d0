// law.md section 13, rows 1, 8 and 10: what may not be published.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readFolder, textIn } from '../folder.ts';
import { type Change, codes, compiled, EKHAMN, ekhamn, SERVICE } from '../testing.ts';
import type { Delegation, Town } from '../types.ts';
import { compileService } from './compile.ts';

const GROUND = SERVICE['service.yaml']?.match(/ {4}- id: grund[\s\S]*?Ekhamn\n/)?.[0] ?? '';
const ROW: Delegation = {
  id: 'KS 9.9',
  board: 'kommunstyrelsen',
  matter: { sv: 'Prov', en: 'Test' },
  delegate: 'automated',
  basis: 'KL 6 kap. 37 §',
  from: '2026-01-01',
  reported: true,
};
const AUTOMATED = 'automated-decision: { outcomes: [ approved ], delegation: KS 9.9 }';

let town: Town;
before(async () => {
  town = await ekhamn();
});

function withRow(row: Partial<Delegation> = {}): Town {
  return { ...town, delegations: [...town.delegations, { ...ROW, ...row }] };
}

function ground(more: string): Change {
  return { file: 'service.yaml', from: GROUND, to: `${GROUND}      ${more}\n` };
}

function regime(name: string): Change {
  // The basis too: what is decided under FL 40 § is not appealed under KL 13 kap.
  return {
    file: 'service.yaml',
    from: 'basis: [ "FL (2017:900) 40 §" ]\n      regime: forvaltningsbesvar',
    to: `basis: [ "KL (2017:725) 2 kap. 1 §" ]\n      regime: ${name}`,
  };
}

const OUTCOME = '=if application.antal &gt; 5 then &quot;rejected&quot; else &quot;approved&quot;';
const BY: Change = { file: 'process.bpmn', from: 'key="by" value="officer"', to: 'key="by" value="automated"' };
const APPROVED: Change = { file: 'process.bpmn', from: OUTCOME, to: '=&quot;approved&quot;' };
/** The letter says that nobody but a function has decided. */
const NOTICE = (['sv', 'en'] as const).map(
  (language): Change => ({
    file: `letters/beslut.${language}.md`,
    from: '{{how-to-appeal}}',
    to: '{{automated-notice}}\n\n{{how-to-appeal}}',
  }),
);

async function refused(changes: readonly Change[], where: Town = withRow()): Promise<readonly string[]> {
  const { service, faults } = await compiled(changes, {}, where);
  assert.equal(service, undefined, 'the service should be refused');
  return codes(faults);
}

test('law 1b: a service without a ground, and so without a regime, is refused', async () => {
  assert.deepEqual(await refused([{ file: 'service.yaml', from: `  grounds:\n${GROUND}`, to: '  grounds: []\n' }]), [
    'law-no-ground',
    'law-unknown-ground',
  ]);
  assert.ok(
    (await refused([{ file: 'service.yaml', from: '      regime: forvaltningsbesvar\n', to: '' }])).includes(
      'missing-key',
    ),
  );
  assert.deepEqual(await refused([regime('vanlig')]), ['wrong-value']);
});

test('an appealable ground names where one appeals', async () => {
  assert.deepEqual(
    await refused([{ file: 'service.yaml', from: '      appeal-to: Förvaltningsrätten i Ekhamn\n', to: '' }]),
    ['missing-key'],
  );
});

test('an automated approval with a delegation in force may be published', async () => {
  const { service, faults } = await compiled([ground(AUTOMATED), BY, APPROVED, ...NOTICE], {}, withRow());
  assert.deepEqual(faults, []);
  assert.ok(service);
});

for (const name of ['laglighetsprovning', 'laglighetsprovning-social', 'none']) {
  test(`law 10a: automation is refused under ${name} (KL 6:38 st. 2)`, async () => {
    assert.ok((await refused([ground(AUTOMATED), regime(name)])).includes('law-automation-forbidden'));
  });
}

for (const name of ['procurement', 'choice-system']) {
  test(`law 10a: automation is refused in a matter of ${name} (KL 6:38 st. 2)`, async () => {
    assert.deepEqual(await refused([ground(`matter: ${name}\n      ${AUTOMATED}`)]), ['law-automation-forbidden']);
  });
}

test('automation without a row in the delegation register is refused', async () => {
  assert.deepEqual(await refused([ground(AUTOMATED)], town), ['law-no-delegation']);
});

test('automation is refused when the row is not in force, is of another board or delegates to a person', async () => {
  for (const row of [
    { from: '2026-02-04' },
    { to: '2026-02-02' },
    { board: 'socialnamnden' },
    { delegate: 'delegat' },
  ]) {
    assert.deepEqual(await refused([ground(AUTOMATED)], withRow(row)), ['law-no-delegation'], JSON.stringify(row));
  }
});

test('automated outcomes that go against the person are refused', async () => {
  for (const outcome of ['rejected', 'partly-approved', 'dismissed']) {
    const found = await refused([
      ground(`automated-decision: { outcomes: [ approved, ${outcome} ], delegation: KS 9.9 }`),
    ]);
    assert.deepEqual(found, ['law-automation-adverse'], outcome);
  }
});

test('a process that decides automatically on a ground that does not allow it is refused', async () => {
  assert.deepEqual(await refused([BY, APPROVED, ...NOTICE]), ['law-automated-decision']);
});

test('a process that decides automatically an outcome that is not fixed, or not allowed, is refused', async () => {
  assert.deepEqual(await refused([ground(AUTOMATED), BY, ...NOTICE]), ['law-automated-decision']);
  const rejected = { ...APPROVED, to: '=&quot;rejected&quot;' };
  assert.deepEqual(await refused([ground(AUTOMATED), BY, rejected, ...NOTICE]), ['law-automated-decision']);
});

test('law 23a: a letter of an automated decision that does not say so, in both languages, is refused', async () => {
  const automated = [ground(AUTOMATED), BY, APPROVED];
  assert.deepEqual(await refused(automated), ['law-automated-letter']);
  for (const notice of NOTICE) assert.deepEqual(await refused([...automated, notice]), ['law-automated-letter']);
  assert.ok((await compiled([], {}, town)).service, 'what an officer decides needs none');
});

test('law 23a: the service of the example town that decides by a function says so', async () => {
  const id = 'ekonomiskt-bistand-ateransokan';
  assert.deepEqual((await compileService(readFolder(`${EKHAMN}/services/${id}`), town, { id })).faults, []);
});

test('a decision on a ground that the service does not have is refused', async () => {
  assert.deepEqual(await refused([{ file: 'process.bpmn', from: '=&quot;grund&quot;', to: '=&quot;annan&quot;' }]), [
    'law-unknown-ground',
  ]);
});

test('a decision must say who decides, and a person’s decision needs a person before it', async () => {
  assert.deepEqual(
    await refused([{ file: 'process.bpmn', from: 'key="by" value="officer"', to: 'key="who" value="officer"' }]),
    ['law-decider'],
  );
  const around = {
    file: 'process.bpmn',
    from: 'id="f1" sourceRef="Start" targetRef="Besluta"',
    to: 'id="f1" sourceRef="Start" targetRef="Beslut"',
  };
  assert.ok((await refused([around])).includes('law-decider'));
  const citizen = {
    file: 'process.bpmn',
    from: 'candidateGroups="kansli/delegat"',
    to: 'candidateGroups="party/applicant"',
  };
  assert.ok((await refused([citizen])).includes('law-decider'));
});

const MARK = '<zeebe:properties><zeebe:property name="legal-step" value="fl-25" /></zeebe:properties>\n';
const UNHEARD: Change = { file: 'process.bpmn', from: MARK, to: '' };

test('law 8a: no path may lead to an adverse decision without communication or its exception (FL 25 §)', async () => {
  assert.deepEqual(await refused([UNHEARD]), ['law-communication']);
  // SoL 14 kap. 10 §: also where a social matter goes to laglighetsprövning.
  assert.deepEqual(await refused([UNHEARD, regime('laglighetsprovning-social')], town), ['law-communication']);
  assert.deepEqual(await refused([UNHEARD, regime('none')], town), ['law-communication']);
});

test('law 8a: one way around the communication is enough to be refused', async () => {
  const gate =
    '<bpmn:exclusiveGateway id="Val" default="f0" /><bpmn:sequenceFlow id="f0" sourceRef="Val" targetRef="Besluta" />';
  const other =
    '<bpmn:userTask id="Genvag"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="besluta" /><zeebe:assignmentDefinition candidateGroups="kansli/delegat" /></bpmn:extensionElements></bpmn:userTask>';
  const flows =
    '<bpmn:sequenceFlow id="g1" sourceRef="Val" targetRef="Genvag"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=application.antal = 1</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="g2" sourceRef="Genvag" targetRef="Beslut" />';
  const change = {
    file: 'process.bpmn',
    from: '<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Besluta" />',
    to: `<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Val" />${gate}${other}${flows}`,
  };
  assert.deepEqual(await refused([change]), ['law-communication']);
});

test('law 8a: a way through a timer on the marked task does not count as communicated', async () => {
  const change = {
    file: 'process.bpmn',
    from: '<bpmn:sequenceFlow id="f2"',
    to: '<bpmn:boundaryEvent id="Tid" attachedToRef="Besluta"><bpmn:timerEventDefinition id="T"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sequenceFlow id="ft" sourceRef="Tid" targetRef="Beslut" /><bpmn:sequenceFlow id="f2"',
  };
  assert.deepEqual(await refused([change]), ['law-decider', 'law-communication']);
});

test('law 8a: each service of the example town that has to communicate is refused without it', async () => {
  const mark = /<zeebe:property name="legal-step" value="fl-25" \/>/g;
  const marked = readdirSync(`${EKHAMN}/services`).filter((folder) => {
    const model = readFolder(`${EKHAMN}/services/${folder}`).get('process.bpmn');
    return new TextDecoder().decode(model).match(mark) !== null;
  });
  assert.ok(marked.length > 0);
  for (const id of marked) {
    const files = new Map(readFolder(`${EKHAMN}/services/${id}`));
    assert.deepEqual((await compileService(files, town, { id })).faults, []);
    const model = new TextDecoder().decode(files.get('process.bpmn'));
    files.set('process.bpmn', new TextEncoder().encode(model.replace(mark, '')));
    assert.ok(codes((await compileService(files, town, { id })).faults).includes('law-communication'), id);
  }
});

test('communication is not asked for where FL 25 § does not apply, nor before a pure approval', async () => {
  assert.ok((await compiled([UNHEARD, regime('laglighetsprovning')], {}, town)).service);
  assert.ok((await compiled([UNHEARD, APPROVED], {}, town)).service);
});

test('preschool placement cannot be automated by adding a delegation', async () => {
  const files = new Map(readFolder(`${EKHAMN}/services/forskoleplats`));
  const text = new TextDecoder().decode(files.get('service.yaml'));
  files.set(
    'service.yaml',
    new TextEncoder().encode(
      text.replace('secrecy:', '      automated-decision: { outcomes: [ approved ], delegation: KS 9.9 }\nsecrecy:'),
    ),
  );
  const { service, faults } = await compileService(files, withRow({ board: 'barn-och-utbildningsnamnden' }), {
    id: 'forskoleplats',
  });
  assert.equal(service, undefined);
  assert.deepEqual(codes(faults), ['law-automation-forbidden']);
});

test('law 56a: a plan that weeds a personal file at another time than five years after the last entry is refused', async () => {
  const plan = (rule: string): Change => ({
    file: 'service.yaml',
    from: 'default: { destroy-after: P2Y, from: closed }',
    to: `default: { ${rule}, rules: [ sol-16 ] }`,
  });
  for (const rule of ['destroy-after: P4Y, from: last-entry', 'destroy-after: P5Y, from: closed'])
    assert.deepEqual(await refused([plan(rule)]), ['law-retention'], rule);
  assert.ok((await compiled([plan('destroy-after: P5Y, from: last-entry')], {}, town)).service);
});

test('law 56a: a version published before the rule of personal files still opens its cases', async () => {
  const files = new Map(readFolder(join(EKHAMN, 'services/ekonomiskt-bistand-ateransokan')));
  const plan = textIn(files, 'service.yaml') ?? '';
  const before = plan.replace('destroy-after: P5Y, from: last-entry', 'destroy-after: P10Y, from: closed');
  assert.notEqual(before, plan);
  files.set('service.yaml', new TextEncoder().encode(before));
  const options = { id: 'ekonomiskt-bistand-ateransokan' };
  const { service, faults } = await compileService(files, town, options);
  assert.equal(service, undefined);
  assert.deepEqual(codes(faults), ['law-retention']);
  assert.match(before.split('\n')[(faults[0]?.line ?? 0) - 1] ?? '', /P10Y/, 'the fault says where');
  const opened = await compileService(files, town, { ...options, published: true });
  assert.equal(opened.service?.definition.retention.outcome['default']?.destroyAfter, 'P10Y');
});

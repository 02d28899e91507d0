import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readExamples } from '../examples/read.ts';
import { hasErrors } from '../faults.ts';
import { hashFolder, readFolder } from '../folder.ts';
import { type Change, codes, compiled, EKHAMN, ekhamn, SERVICE } from '../testing.ts';
import type { Town } from '../types.ts';
import { compileService } from './compile.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

/** Compiles the small service with one text changed: the codes of its errors, each of which has a place and advice. */
async function broken(file: string, from: string, to: string, files = {}): Promise<readonly string[]> {
  return faulty([{ file, from, to }], files);
}

async function faulty(
  changes: readonly Change[],
  files: { readonly [path: string]: string | undefined } = {},
): Promise<readonly string[]> {
  const { service, faults } = await compiled(changes, files, town);
  assert.equal(service, undefined, 'the service should not compile');
  for (const fault of faults) {
    assert.ok(fault.file !== '' && fault.line > 0 && fault.column > 0, JSON.stringify(fault));
    assert.ok(fault.message.sv !== '' && fault.message.en !== '' && fault.advice.sv !== '' && fault.advice.en !== '');
  }
  return codes(faults.filter((fault) => fault.severity !== 'warning'));
}

test('the small service compiles without a fault', async () => {
  const { service, faults } = await compiled([], {}, town);
  assert.deepEqual(faults, []);
  assert.equal(service?.id, 'liten');
  assert.deepEqual([...(service?.letters.keys() ?? [])], ['beslut']);
  assert.deepEqual([...(service?.taskForms.keys() ?? [])], ['besluta']);
});

for (const id of readdirSync(join(EKHAMN, 'services'))) {
  test(`${id} compiles without a fault or a warning, and has at least five examples`, async () => {
    const files = readFolder(join(EKHAMN, 'services', id));
    const { service, faults } = await compileService(files, town, { id });
    assert.deepEqual(faults, []);
    assert.equal(service?.hash, hashFolder(files));
    const { examples, faults: wrong } = readExamples(files);
    assert.deepEqual(wrong, []);
    assert.ok(examples.length >= 5);
  });
}

test('a missing file is told by name', async () => {
  for (const file of ['service.yaml', 'form.yaml', 'process.bpmn']) {
    const { service, faults } = await compiled([], { [file]: undefined }, town);
    assert.equal(service, undefined);
    assert.deepEqual(
      faults.filter((fault) => fault.code === 'missing-file').map((fault) => fault.file),
      [file],
    );
  }
});

test('the folder and the id are the same', async () => {
  assert.deepEqual(await broken('service.yaml', 'id: liten', 'id: annan'), ['service-id']);
});

test('unknown life events, units and facts are told', async () => {
  assert.deepEqual(await broken('service.yaml', 'life-events: [ paverka ]', 'life-events: [ resa ]'), [
    'unknown-reference',
  ]);
  assert.deepEqual(await broken('service.yaml', 'unit: kansli', 'unit: forskola'), ['unknown-reference']);
  assert.deepEqual(await broken('service.yaml', 'facts: [ person ]', 'facts: [ shoes ]'), ['wrong-value']);
  assert.deepEqual(await broken('service.yaml', 'destroy-after: P2Y, ', ''), ['unknown-key', 'missing-key']);
});

test('a text without English is a warning and does not stop publishing', async () => {
  const { service, faults } = await compiled(
    [{ file: 'service.yaml', from: 'sv: Liten tjänst, en: Small service', to: 'sv: Liten tjänst' }],
    { 'letters/beslut.en.md': undefined },
    town,
  );
  assert.ok(service);
  assert.deepEqual(codes(faults), ['missing-text', 'missing-text']);
  assert.equal(hasErrors(faults), false);
});

test('a form that names what nobody knows is told, registers that are not fetched before it included', async () => {
  const when = (condition: string) =>
    broken('form.yaml', 'type: whole-number,', `type: whole-number, when: ${condition},`);
  assert.equal((await when('okand = 1')).length, 1);
  assert.equal((await when('register.household.antal > 1')).length, 1);
  assert.equal((await when('register.person.skonummer > 1')).length, 1);
});

test('reserved words are refused as ids of questions and as names of variables', async () => {
  assert.deepEqual(await broken('form.yaml', 'id: antal', 'id: decision'), ['reserved-id']);
  const variable = await broken(
    'process.bpmn',
    '<zeebe:input source="=skal" target="reasons" />',
    '<zeebe:input source="=skal" target="reasons" /><zeebe:output source="=1" target="case" />',
  );
  assert.deepEqual(variable, ['reserved-name']);
});

test('what the process refers to must be there: letters, forms, groups, steps, decisions, facts', async () => {
  assert.deepEqual(await broken('process.bpmn', 'key="letter" value="beslut"', 'key="letter" value="avslag"'), [
    'unknown-letter',
  ]);
  assert.ok((await broken('process.bpmn', 'formId="besluta"', 'formId="annan"')).includes('unknown-form'));
  assert.deepEqual(await broken('process.bpmn', 'candidateGroups="kansli/delegat"', 'candidateGroups="kansli/kung"'), [
    'unknown-group',
  ]);
  assert.deepEqual(
    await broken('process.bpmn', 'name="citizen-step" value="mottagen"', 'name="citizen-step" value="klar"'),
    ['unknown-step'],
  );
  const rule =
    '<bpmn:businessRuleTask id="Beslut"><bpmn:extensionElements><zeebe:calledDecision decisionId="regel" resultVariable="svar" /></bpmn:extensionElements></bpmn:businessRuleTask>';
  const task =
    /<bpmn:serviceTask id="Beslut">[\s\S]*<\/bpmn:serviceTask>/.exec(SERVICE['process.bpmn'] ?? '')?.[0] ?? '';
  assert.deepEqual(await broken('process.bpmn', task, rule), ['unknown-decision']);
  const fetch =
    '<bpmn:serviceTask id="Beslut"><bpmn:extensionElements><zeebe:taskDefinition type="register.fetch" /><zeebe:ioMapping><zeebe:input source="=[&quot;shoes&quot;]" target="facts" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>';
  assert.deepEqual(await broken('process.bpmn', task, fetch), ['unknown-fact']);
});

test('a task without form or group is told', async () => {
  assert.ok((await broken('process.bpmn', '<zeebe:formDefinition formId="besluta" />', '')).includes('task-form'));
  assert.deepEqual(
    await broken('process.bpmn', '<zeebe:assignmentDefinition candidateGroups="kansli/delegat" />', ''),
    ['task-group'],
  );
});

test('an expression of the process with an unknown name is told at its own line', async () => {
  const { service, faults } = await compiled(
    [{ file: 'process.bpmn', from: 'source="=skal"', to: 'source="=skalen"' }],
    {},
    town,
  );
  assert.equal(service, undefined);
  const [fault] = faults;
  const line = (SERVICE['process.bpmn'] ?? '').split('\n').findIndex((text) => text.includes('"=skal"')) + 1;
  assert.deepEqual([fault?.file, fault?.line, fault?.element], ['process.bpmn', line, 'Beslut']);
});

test('a field that the form does not have is told, wherever it is read', async () => {
  assert.equal((await broken('process.bpmn', 'application.antal', 'application.antalet')).length, 1);
  assert.equal((await broken('letters/beslut.sv.md', '{application.antal}', '{application.antalet}')).length, 1);
  assert.equal((await broken('letters/beslut.en.md', '{application.antal}', '{application.antalet}')).length, 1);
  assert.equal(
    (await broken('service.yaml', 'facts: [ person ]', 'facts: [ person ]\nrates-date: application.dag')).length,
    1,
  );
});

test('a letter needs front matter with recipient, kind and subject, and building blocks that exist', async () => {
  assert.ok(
    (await broken('letters/beslut.sv.md', '---\nto: applicant', 'to: applicant')).includes('letter-front-matter'),
  );
  assert.ok((await broken('letters/beslut.sv.md', 'kind: decision', 'kind: order')).includes('wrong-value'));
  assert.ok((await broken('letters/beslut.sv.md', '{{reasons}}', '{{reason}}')).includes('letter-block-unknown'));
});

test('a fault in a letter names its line in the file', async () => {
  const { faults } = await compiled(
    [{ file: 'letters/beslut.sv.md', from: '{application.antal}', to: '{application.antalet}' }],
    {},
    town,
  );
  assert.deepEqual([faults[0]?.file, faults[0]?.line], ['letters/beslut.sv.md', 7]);
});

test('a letter reads only what the step that sends it gives it', async () => {
  const text = 'Du fick {belopp} kronor.';
  const changes = [{ file: 'letters/beslut.sv.md', from: 'Du fick {application.antal}.', to: text }];
  assert.equal((await faulty(changes)).length, 1);
  const given = {
    file: 'process.bpmn',
    from: '<zeebe:taskHeaders><zeebe:header key="letter"',
    to: '<zeebe:ioMapping><zeebe:input source="=10" target="belopp" /></zeebe:ioMapping><zeebe:taskHeaders><zeebe:header key="letter"',
  };
  assert.ok((await compiled([...changes, given], {}, town)).service);
});

test('a letter that counts days from an unknown day is told at its line; answer-within gives it the day', async () => {
  const counted = { file: 'letters/beslut.sv.md', from: 'Du fick {application.antal}.', to: 'Svara inom 14 dagar.' };
  const { faults } = await compiled(
    [counted],
    { 'letters/beslut.en.md': 'Hello.\n\nAnswer within two weeks.\n' },
    town,
  );
  assert.deepEqual(
    faults.map(({ code, file, line, severity }) => [code, file, line, severity]),
    [
      ['letter-counted-days', 'letters/beslut.sv.md', 7, 'warning'],
      ['letter-counted-days', 'letters/beslut.en.md', 3, 'warning'],
    ],
  );
  const dated = { ...counted, to: 'Svara senast {answer_by}.' };
  assert.equal((await faulty([dated])).length, 1, 'nobody has said how long');
  const within = (days: string) => ({
    file: 'process.bpmn',
    from: '<zeebe:taskHeaders><zeebe:header key="letter"',
    to: `<zeebe:taskHeaders><zeebe:header key="answer-within" value="${days}" /><zeebe:header key="letter"`,
  });
  assert.deepEqual((await compiled([dated, within('P14D')], {}, town)).faults, []);
  assert.deepEqual(await faulty([dated, within('P2W')]), ['answer-within']);
});

test('a letter goes to somebody who is there, and a copy to a name and an address', async () => {
  const to = (whom: string) => ({
    file: 'process.bpmn',
    from: 'key="to" value="applicant"',
    to: `key="to" value="${whom}"`,
  });
  assert.deepEqual(await faulty([to('applicnt')]), ['unknown-recipient']);
  assert.deepEqual(await faulty([to('copy')]), ['copy-recipient', 'copy-recipient']);
});

test('no copy goes by itself out of a case with secrecy, or of a file of its own (OSL 8:1)', async () => {
  const copy = (key: string, inputs = '') => {
    const from = 'key="to" value="applicant" /></zeebe:taskHeaders>';
    return [{ file: 'process.bpmn', from, to: `key="to" value="${key}" /></zeebe:taskHeaders>${inputs}` }];
  };
  const inputs = `<zeebe:ioMapping><zeebe:input source='="Mats Hedin"' target="copy_name" />
    <zeebe:input source='="mats@exempel.invalid"' target="copy_email" /></zeebe:ioMapping>`;
  const secret = { file: 'service.yaml', from: 'secrecy: []', to: 'secrecy: [ "OSL (2009:400) 26 kap. 1 §" ]' };
  const akt = { file: 'service.yaml', from: 'register: diarium', to: 'register: akt' };
  const errors = async (changes: readonly Change[]) =>
    codes((await compiled(changes, {}, town)).faults.filter(({ severity }) => severity !== 'warning'));
  assert.deepEqual(await errors(copy('copy', inputs)), [], 'where nothing is secret by the service');
  assert.deepEqual(await errors([...copy('copy', inputs), secret]), ['copy-secret']);
  assert.deepEqual(await errors([...copy('copy', inputs), akt]), ['copy-secret']);
  assert.deepEqual(await errors([...copy('applicant'), secret]), [], 'the parties get theirs');
});

test('a letter that nobody sends is a warning, a file that is no letter an error', async () => {
  const { service, faults } = await compiled(
    [],
    { 'letters/annat.sv.md': SERVICE['letters/beslut.sv.md'], 'letters/annat.en.md': 'x' },
    town,
  );
  assert.ok(service);
  assert.deepEqual(codes(faults), ['letter-unsent']);
  assert.deepEqual(await faulty([], { 'letters/vilse.en.md': 'x' }), ['stray-file']);
});

const DMN = (input: string, annotation: string, text: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="m">
  <inputData id="in" name="${input}"><variable id="v" name="${input}" typeRef="Any" /></inputData>
  <decision id="regel" name="regel"><variable id="rv" name="regel" typeRef="string" />
    <informationRequirement id="r"><requiredInput href="#in" /></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i" label="x"><inputExpression id="ie" typeRef="Any"><text>${input}</text></inputExpression></input>
      <output id="o" name="regel" typeRef="string" />
      <annotation name="${annotation}" /><annotation name="Skal" /><annotation name="Reason" />
      <rule id="r1"><inputEntry id="a"><text>-</text></inputEntry><outputEntry id="b"><text>"ja"</text></outputEntry>
        <annotationEntry><text>FL (2017:900) 32 §</text></annotationEntry><annotationEntry><text>${text}</text></annotationEntry><annotationEntry><text>Because.</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

test('a rule that gives a reason names its law, and reads facts that are there', async () => {
  assert.ok(
    (await compiled([], { 'decisions.dmn': DMN('application', 'Lagrum', 'För att {application.antal}.') }, town))
      .service,
  );
  assert.deepEqual(await faulty([], { 'decisions.dmn': DMN('application', 'Anteckning', 'För att.') }), [
    'reason-without-law',
  ]);
  assert.equal((await faulty([], { 'decisions.dmn': DMN('application', 'Lagrum', 'För att {vadret}.') })).length, 1);
});

test('input data of a decision must be a fact or a variable of the process', async () => {
  assert.deepEqual(await faulty([], { 'decisions.dmn': DMN('vader', 'Lagrum', 'För att.') }), ['unknown-name']);
});

test('a field, fact or table that an expression of the model reads must be there, told at its line', async () => {
  for (const [name, key] of [
    ['application', 'vader'],
    ['register', 'household'],
    ['rates', 'okand'],
  ] as const) {
    const model = DMN(name, 'Lagrum', 'För att.').replace(`<text>${name}</text>`, `<text>${name}.${key}</text>`);
    const { service, faults } = await compiled([], { 'decisions.dmn': model }, town);
    assert.equal(service, undefined, name);
    const line = model.split('\n').findIndex((text) => text.includes(`${name}.${key}`)) + 1;
    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.message.en, fault.line]),
      [['unknown-name', `There is no "${name}.${key}".`, line]],
    );
  }
});

test('a real town decides nothing on unverified rates, an example town may', async () => {
  const { exampleClock, ...real } = town;
  const files = readFolder(join(EKHAMN, 'services/forskoleplats'));
  const options = { id: 'forskoleplats', day: '2026-02-03' };
  assert.ok(exampleClock);
  const { service, faults } = await compileService(files, real, options);
  assert.equal(service, undefined);
  assert.deepEqual([...new Set(codes(faults))], ['unverified-rate']);
  const verified = readFolder(join(EKHAMN, 'services/ekonomiskt-bistand-ateransokan'));
  assert.ok((await compileService(verified, real, { ...options, id: 'ekonomiskt-bistand-ateransokan' })).service);
});

test('a path that never ends is refused, a step that is never reached is told', async () => {
  const circle = {
    file: 'process.bpmn',
    from: 'sourceRef="Brev" targetRef="Slut"',
    to: 'sourceRef="Brev" targetRef="Besluta"',
  };
  assert.ok((await faulty([circle])).includes('endless'));
});

test('a file that nothing reads is refused, a form that no task shows is told', async () => {
  assert.deepEqual(await faulty([], { 'lettres/brev.md': 'x' }), ['stray-file']);
  const { service, faults } = await compiled([], { 'forms/annan.yaml': SERVICE['forms/besluta.yaml'] }, town);
  assert.ok(service);
  assert.deepEqual(codes(faults), ['form-unused']);
});

test('a published version runs on when the town has ended a delegation or renamed a unit', async () => {
  const files = readFolder(join(EKHAMN, 'services/ekonomiskt-bistand-ateransokan'));
  const options = { id: 'ekonomiskt-bistand-ateransokan' };
  const changed = { ...town, delegations: [], units: town.units.filter((unit) => unit.id !== 'forsorjningsstod') };
  const { service, faults } = await compileService(files, changed, options);
  assert.equal(service, undefined);
  assert.ok(codes(faults).includes('law-no-delegation') && codes(faults).includes('unknown-group'));
  assert.ok((await compileService(files, changed, { ...options, published: true })).service);
});

test('a version that cannot be read is a fault, published or not', async () => {
  const files = new Map(readFolder(join(EKHAMN, 'services/felanmalan')));
  files.set('form.yaml', new TextEncoder().encode('pages: ['));
  const { service, faults } = await compileService(files, town, { id: 'felanmalan', published: true });
  assert.equal(service, undefined);
  assert.ok(faults.every((fault) => fault.file === 'form.yaml'));
});

test('several faults in several files are told at once', async () => {
  const found = await faulty([
    { file: 'service.yaml', from: 'unit: kansli', to: 'unit: forskola' },
    { file: 'form.yaml', from: 'type: whole-number', to: 'type: number' },
    { file: 'letters/beslut.sv.md', from: 'kind: decision', to: 'kind: order' },
  ]);
  assert.ok(found.includes('unknown-reference') && found.includes('wrong-value') && found.length >= 3);
});

test('the same folder gives the same hash again, and a change of one letter another', async () => {
  const one = (await compiled([], {}, town)).service?.hash;
  assert.equal((await compiled([], {}, town)).service?.hash, one);
  assert.equal((await compiled([], { 'examples/a.yaml': 'name: x' }, town)).service?.hash, one);
  assert.notEqual(
    (await compiled([{ file: 'form.yaml', from: 'Hur många?', to: 'Hur många ?' }], {}, town)).service?.hash,
    one,
  );
});

test('a time can only be booked in a calendar that the town has, and a form may ask who signed in', async () => {
  const asks = (calendar: string) => `min: 1, max: 9 }
  - id: tid
    questions:
      - { id: tid, type: appointment, calendar: ${calendar} }
`;
  assert.deepEqual(await broken('form.yaml', 'min: 1, max: 9 }\n', asks('frisor')), ['unknown-calendar']);
  const change = { file: 'form.yaml', from: 'min: 1, max: 9 }\n', to: asks('radgivning') };
  assert.deepEqual((await compiled([change], {}, town)).faults, []);
});

test('a task books no time: nothing would let go of it', async () => {
  const change = {
    file: 'forms/besluta.yaml',
    from: 'questions:\n',
    to: 'questions:\n      - { id: tid, type: appointment, calendar: radgivning }\n',
  };
  assert.deepEqual(codes((await compiled([change], {}, town)).faults), ['task-calendar']);
});

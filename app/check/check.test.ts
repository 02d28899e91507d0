import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { childInquiryDue, childReportDue } from '#platform/calendar/index.ts';
import { readExamples, readFolder } from '#platform/town/index.ts';
import { EKHAMN, PREPARED, SERVICE, temporaryFolder } from '#platform/town/testing.ts';
import { type CheckReport, check } from './check.ts';
import { reportLines } from './print.ts';
import { scopeOf } from './scope.ts';

const NO_ENVIRONMENT = () => {
  throw new TypeError('the folder is named');
};

async function checked(folder: string): Promise<CheckReport> {
  return check(await scopeOf(folder, NO_ENVIRONMENT));
}

/** A copy of Ekhamn that tests may break. */
class Copy {
  readonly folder = temporaryFolder({}, EKHAMN);

  path(service: string, file: string): string {
    return join(this.folder, 'services', service, file);
  }

  /** Puts one text in place of another; gives the line where it stands. */
  break(service: string, file: string, from: string, to: string): number {
    const text = readFileSync(this.path(service, file), 'utf8');
    assert.ok(text.includes(from), `${file} holds ${from}`);
    writeFileSync(this.path(service, file), text.replace(from, to));
    return text.slice(0, text.indexOf(from)).split('\n').length;
  }

  remove(service: string, file: string): void {
    rmSync(this.path(service, file), { recursive: true });
  }

  /** Lets a delegate of the town decide by the small service's ground: no row of Ekhamn's register covers it. */
  private delegate(): void {
    const file = join(this.folder, 'town.yaml');
    const row = `  - id: Small
    board: kommunstyrelsen
    matter: { sv: Liten tjänst, en: Small service }
    delegate: delegat
    grounds: [ grund ]
    basis: KL (2017:725) 6 kap. 37 §
    from: 2025-01-01
`;
    const text = readFileSync(file, 'utf8');
    if (!text.includes(row)) writeFileSync(file, text.replace('\ndelegations:\n', `\ndelegations:\n${row}`));
  }

  /** Adds the small service of the platform's tests under a name, with other files. */
  small(name: string, files: { readonly [path: string]: string }): void {
    this.delegate();
    for (const [path, text] of Object.entries({ ...SERVICE, ...files })) {
      mkdirSync(dirname(this.path(name, path)), { recursive: true });
      writeFileSync(this.path(name, path), text);
    }
  }
}

/** Every fault of the report as `service/file:line code`. */
function found(report: CheckReport): readonly string[] {
  return report.services.flatMap((service) =>
    [...service.faults, ...service.examples.flatMap(({ faults }) => faults)]
      .filter(({ severity }) => severity !== 'warning')
      .map(({ file, line, code }) => `${service.id}/${file}:${line} ${code}`),
  );
}

test('the example town has no fault, and every step and flow of its services has an example', async () => {
  const report = await checked(EKHAMN);
  const lines = reportLines(report, 'sv');
  assert.equal(report.failed, 0, lines.join('\n'));
  assert.ok(report.passed >= 5 + 20);
  assert.match(lines.at(-1) ?? '', /^\d+ passed, 0 failed$/);
  for (const { id, coverage, examples } of report.services) {
    assert.ok(examples.length >= 5, `${id} has five examples`);
    assert.equal(coverage?.steps.reached, coverage?.steps.all, id);
    assert.equal(coverage?.flows.reached, coverage?.flows.all, id);
  }
});

const day = (text: string) => Temporal.PlainDate.from(text);

const RENEWAL = 'ekonomiskt-bistand-ateransokan';
const RENT = 'examples/ensam-utan-inkomst.yaml';
const HEAD = 'on: 2026-02-03\nperson: "198501242393"\nanswers: { antal: 3 }\n';
const DECIDED = '  - { task: Besluta, by: henrik-kansli, answers: { skal: Tre är lagom. } }\n';

const letter = (SERVICE['letters/beslut.sv.md'] ?? '').replace(
  'Du fick {application.antal}.',
  'Du fick {application.antal}. Du bor på {register.person.adress.gata}.',
);

/** The way of a case through a process that its own calls. */
const CALLED = `name: Uppgiften ligger i en anropad process
${HEAD}then:
  - expect: { path: [ Start, BStart ], tasks: [ Besluta ] }
${DECIDED}expect:
  decision: { outcome: approved, ground: grund, decided-by: officer }
  path: [ Start, BStart, Besluta, BSlut, Bereda, Beslut, Brev, Slut ]
  letters: [ { id: beslut, contains: [ "Tre är lagom" ] } ]
`;

/** Examples of the small service: one holds, the others fail each in its own way. */
const SMALL = {
  'letters/beslut.sv.md': letter,
  'examples/files/intyg.pdf': '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  'examples/hel.yaml': `name: Allt som ett exempel kan
${HEAD}then:
  - sign: { result: ok }
  - { upload: files/intyg.pdf, by: "198501242393" }
  - advance: P3D
${DECIDED}expect:
  decision: { outcome: approved, ground: grund, decided-by: officer }
  path: [ Start, Besluta, Beslut, Brev, Slut ]
  tasks: []
  letters: [ { id: beslut, contains: [ "Tre är lagom", "Varvsgatan" ], lacks: [ avslag ] } ]
`,
  'examples/tomt-varde.yaml': `name: Adressen är okänd
${HEAD}registers: { person: { adress: null } }
then:
${DECIDED}expect: { tasks: [] }
`,
  'examples/fel-hand.yaml': `name: Fel hand
${HEAD}then:
  - { task: Besluta, by: eva-kansli, answers: { skal: Nej. } }
expect: { tasks: [] }
`,
  'examples/fel-svar.yaml': `name: Fel svar
${HEAD}then:
  - { task: Besluta, by: henrik-kansli, answers: { orsak: Nej. } }
expect: { tasks: [] }
`,
  'examples/ovantat.yaml': `name: Ett svar utanför gränsen
${HEAD.replace('3 }', '12 }')}expect: { path: [ Start ] }
`,
  'examples/okand.yaml': `name: Okänd person
${HEAD.replace('198501242393', '190001019802')}expect: { path: [ Start ] }
`,
  'examples/ingen-vantar.yaml': `name: Ingen väntar på meddelandet
${HEAD}then:
  - { message: svar }
expect: { path: [ Start ] }
`,
  'examples/ingen-betalar.yaml': `name: Tjänsten tar inte betalt
${HEAD}then:
  - pay: ok
expect: { path: [ Start ] }
`,
};

test('a town with faults', async (t) => {
  const town = new Copy();
  // Without a fault they would only be played once more.
  town.remove('tillganglighet', '.');
  town.remove('skrivelse', '.');
  const feel = town.break('allman-handling', 'process.bpmn', '=hittad = true', '=hittad = = true');
  const key = town.break(
    'allman-handling',
    'form.yaml',
    '        label: { sv: Beskriv',
    '        lable: { sv: Beskriv',
  );
  town.remove('felanmalan', 'letters/planerad.sv.md');
  const ground = town.break(
    'forskoleplats',
    'service.yaml',
    '    - id: skollagen-8-15\n',
    '    - id: skollagen-8-15\n      automated-decision: { outcomes: [ approved ], delegation: "SN delegationsordning 3.4" }\n',
  );
  const without = (SERVICE['service.yaml'] ?? '').replace('      regime: forvaltningsbesvar\n', '');
  town.small('lost', { 'service.yaml': without.replace('id: liten', 'id: lost') });
  const belopp = town.break(RENEWAL, RENT, 'belopp: 11420', 'belopp: 11421');
  const path = town.break(RENEWAL, RENT, 'Brev, Utbetalning', 'Utbetalning');
  const words = town.break(RENEWAL, RENT, '"11 420 kronor"', '"11 421 kronor"');
  const day = town.break(RENEWAL, RENT, '2026-02-24', '2026-02-25');
  const others = readExamples(readFolder(town.path(RENEWAL, '.'))).examples.filter(({ file }) => file !== RENT);
  for (const { file } of others) town.remove(RENEWAL, file);
  town.small('liten', SMALL);
  const calls = { ...PREPARED, 'service.yaml': (SERVICE['service.yaml'] ?? '').replace('id: liten', 'id: kallar') };
  town.small('kallar', { ...calls, 'examples/hel.yaml': CALLED });
  const report = await checked(town.folder);
  const lines = reportLines(report, 'en').join('\n');

  await t.test('each fault is told with its file and line, and stops its own service only', () => {
    const all = found(report);
    for (const one of [
      `allman-handling/process.bpmn:${feel} double-equals`,
      `allman-handling/form.yaml:${key} unknown-key`,
      `forskoleplats/service.yaml:${ground} law-automation-forbidden`,
      `${RENEWAL}/${RENT}:${belopp} example-decision`,
      `${RENEWAL}/${RENT}:${path} example-path`,
      `${RENEWAL}/${RENT}:${words} example-letter-text`,
      `${RENEWAL}/${RENT}:${day} example-deadline`,
    ])
      assert.ok(all.includes(one), `${one} is in\n${lines}`);
    assert.ok(all.some((one) => /^felanmalan\/process\.bpmn:\d+ unknown-letter$/.test(one)));
    assert.ok(all.some((one) => /^lost\/service\.yaml:\d+ missing-key$/.test(one)));
    assert.match(lines, /The decision’s belopp: expected 11421, got 11420\./);
  });

  await t.test('a step that cannot be taken and a letter without its value fail the example', () => {
    const line = letter.split('\n').findIndex((text) => text.startsWith('Du fick')) + 1;
    const expected = [
      'examples/fel-hand.yaml:6 example-task',
      'examples/fel-svar.yaml:6 example-answer',
      'examples/fel-svar.yaml:6 example-answer',
      'examples/ingen-betalar.yaml:6 example-step',
      'examples/ingen-vantar.yaml:6 example-message',
      'examples/okand.yaml:3 example-person',
      'examples/ovantat.yaml:4 example-answer',
      `letters/beslut.sv.md:${line} letter-null-value`,
    ].map((one) => `liten/${one}`);
    assert.deepEqual(
      found(report).filter((one) => one.startsWith('liten/')),
      expected,
      lines,
    );
  });

  await t.test('a process that the service calls is played, told by its steps and counted', () => {
    const called = report.services.find(({ id }) => id === 'kallar');
    assert.deepEqual([called?.clean, called?.examples.flatMap(({ faults }) => faults)], [true, []], lines);
    assert.deepEqual(called?.coverage, {
      ...{ steps: { all: 8, reached: 8 }, flows: { all: 6, reached: 6 } },
      ...{ rules: { all: 0, reached: 0 }, missed: [] },
    });
  });

  await t.test('each folder and each example that was played counts once', () => {
    // Whole: the town, the renewal's folder, the small ones', one of eight examples and that of the calling one, and the
    // lotteries', which nothing is broken in.
    const lotteries = report.services.find(({ id }) => id === 'lotteriregistrering')?.examples.length ?? 0;
    assert.deepEqual([report.passed, report.failed], [6 + 1 + lotteries, 4 + 1 + 7]);
  });
});

/** A report on a child: fourteen days to choose whether to inquire, and from that day four months (SoL 20 kap. 1, 2 §§). */
function childReport(): { readonly [path: string]: string } {
  const clock = (id: string, kind: string, due: string, from: string, to: string) => `
    <bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="deadline.set" />
      <zeebe:taskHeaders><zeebe:header key="kind" value="${kind}" /></zeebe:taskHeaders>
      <zeebe:ioMapping><zeebe:input source="=string(${due.replaceAll('"', '&quot;')})" target="due" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="to-${id}" sourceRef="${from}" targetRef="${id}" />
    <bpmn:sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="${to}" />`;
  const choose = `
    <bpmn:userTask id="Bedom"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="bedom" />
      <zeebe:assignmentDefinition candidateGroups="kansli/delegat" /></bpmn:extensionElements></bpmn:userTask>`;
  const report = clock('Frist', 'child-report', 'date(case.received) + duration("P14D")', 'Start', 'Bedom');
  const inquiry = clock('Utredning', 'child-inquiry', 'today() + duration("P4M")', 'Bedom', 'Besluta');
  const flow = '<bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Besluta" />';
  return {
    'service.yaml': (SERVICE['service.yaml'] ?? '')
      .replace('id: liten', 'id: barn')
      .replace('FL (2017:900) 40 §', 'SoL (2025:400) 20 kap. 1, 2 §§'),
    'process.bpmn': (SERVICE['process.bpmn'] ?? '').replace(flow, report + choose + inquiry),
    'forms/bedom.yaml': (SERVICE['forms/besluta.yaml'] ?? '')
      .replaceAll('besluta', 'bedom')
      .replace('id: skal', 'id: varfor'),
    'examples/utredning.yaml': `name: En anmälan leder till utredning
${HEAD.replace('2026-02-03', '2026-10-20')}then:
  - expect: { tasks: [ Bedom ], deadlines: { child-report: ${childReportDue(day('2026-10-20'))} } }
  - advance: P11D
  - { task: Bedom, by: henrik-kansli, answers: { varfor: Skolans uppgifter. } }
expect: { tasks: [ Besluta ], deadlines: { child-report: 2026-11-03, child-inquiry: ${childInquiryDue(day('2026-10-31'))} } }
`,
  };
}

test('law 55a: a report on a child has its fourteen days, and the inquiry its four months from the day it is opened', async () => {
  const town = new Copy();
  town.small('barn', childReport());
  const report = await checked(town.path('barn', '.'));
  assert.deepEqual(found(report), [], reportLines(report, 'en').join('\n'));
  assert.equal(report.services[0]?.examples.length, 1);
  assert.equal(childInquiryDue(day('2026-10-31')).toString(), '2027-02-28');
  const files = childReport();
  const late = (files['process.bpmn'] ?? '').replace('P14D', 'P15D').replace('P4M', 'P5M');
  town.small('barn', { ...files, 'process.bpmn': late });
  const faults = found(await checked(town.path('barn', '.')));
  assert.deepEqual(
    faults.map((one) => one.replace(/:\d+ /, ' ')),
    [
      'barn/examples/utredning.yaml example-deadline',
      'barn/examples/utredning.yaml example-deadline',
      'barn/examples/utredning.yaml example-deadline',
    ],
  );
});

test('law 52b: the letter that a case sends counts ten weeks from the day the application came in', async () => {
  const town = new Copy();
  const telling = (path: string) => `${SERVICE[path] ?? ''}\n{{building-times}}\n`;
  town.small('liten', {
    'letters/beslut.sv.md': telling('letters/beslut.sv.md'),
    'letters/beslut.en.md': telling('letters/beslut.en.md'),
    'examples/hel.yaml': `name: Brevet säger sista dagen
${HEAD}then:
  - advance: P3D
${DECIDED}expect:
  letters: [ { id: beslut, contains: [ "kom in 3 februari 2026", "senast 14 april 2026", "Förvaltningsrätten i Ekhamn prövar det" ] } ]
`,
  });
  const report = await checked(town.path('liten', '.'));
  assert.deepEqual([found(report), report.passed], [[], 2], reportLines(report, 'sv').join('\n'));
});

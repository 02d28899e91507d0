import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../serve.ts';

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Avgift" namespace="urn:avgift">
  <inputData id="inkomst" name="inkomst"><variable name="inkomst" typeRef="number"/></inputData>
  <inputData id="dag" name="dag"><variable name="dag" typeRef="date"/></inputData>
  <decision id="avgift" name="Avgift"><variable name="Avgift" typeRef="number"/>
    <informationRequirement><requiredInput href="#inkomst"/></informationRequirement>
    <informationRequirement><requiredInput href="#dag"/></informationRequirement>
    <decisionTable><input label="Inkomst"><inputExpression><text>inkomst</text></inputExpression></input>
      <input label="Dag"><inputExpression><text>dag</text></inputExpression></input>
      <output name="avgift"/><annotation name="Lagrum"/>
      <rule id="r1"><inputEntry><text>&lt;= 40000</text></inputEntry><inputEntry><text>&lt; @"2027-01-01"</text></inputEntry>
        <outputEntry><text>inkomst * 0.03</text></outputEntry><annotationEntry><text>Taxan 2 §</text></annotationEntry></rule>
      <rule id="r2"><inputEntry><text>&gt; 40000</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>1200</text></outputEntry><annotationEntry><text>Taxan 3 §</text></annotationEntry></rule>
    </decisionTable></decision>
</definitions>`;

const TEST = (expected: string) => `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>avgift.dmn</modelName>
  <testCase id="001"><inputNode name="inkomst"><value xsi:type="xsd:decimal">50000</value></inputNode>
    <resultNode name="Avgift"><expected><value xsi:type="xsd:decimal">${expected}</value></expected></resultNode></testCase>
</testCases>`;

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'torget-decision-'));
  writeFileSync(join(folder, 'avgift.dmn'), MODEL);
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function torget(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'bin/torget.mjs'), 'decision', ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

function decide(input: string, ...more: readonly string[]): Promise<Ended> {
  return torget('eval', join(folder, 'avgift.dmn'), '--decision', 'Avgift', '--input', input, ...more);
}

test('a decision is made from JSON without losing a digit, and says why', async () => {
  const { code, out } = await decide('{"inkomst": 12345.678901234567891, "dag": "2026-05-01"}', '--trace');
  const [value, ...trace] = out.trimEnd().split('\n');
  assert.equal(value, '370.37036703703703673');
  assert.ok(
    trace.some((line) => /✓ 1 \(r1\).*avgift = 370\.37.*Lagrum: Taxan 2 §/.test(line)),
    out,
  );
  assert.equal(code, 0);
});

test('a wrong input gives null and says on standard error why', async () => {
  const { code, out, err } = await decide('{"inkomst": true}');
  assert.deepEqual([code, out.trim()], [0, 'null']);
  assert.match(err, /input-type: input "inkomst": it is boolean, not number/);
});

test('unknown decisions, bad JSON and broken models are refused with the reason', async () => {
  const unknown = await torget('eval', join(folder, 'avgift.dmn'), '--decision', 'Skuld');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Skuld[\s\S]*Avgift/);
  assert.equal((await decide('{inkomst')).code, 1);
  writeFileSync(join(folder, 'trasig.xml.txt'), MODEL.replace('inkomst * 0.03', 'inkomt * 0.03'));
  const broken = await torget('eval', join(folder, 'trasig.xml.txt'), '--decision', 'Avgift');
  assert.equal(broken.code, 1);
  assert.match(broken.err, /trasig\.xml\.txt:11:28 \(r1\) {2}unknown-name[\s\S]*»inkomst«/);
  assert.equal((await torget('eval')).code, 2);
});

test('a suite is run as a tree: failures are told, results written, the last line counts', async () => {
  const suite = join(folder, 'TestCases', 'compliance-level-2');
  for (const [name, expected] of [
    ['0001-right', '1200'],
    ['0002-wrong', '1300'],
  ] as const) {
    mkdirSync(join(suite, name), { recursive: true });
    cpSync(join(folder, 'avgift.dmn'), join(suite, name, 'avgift.dmn'));
    writeFileSync(join(suite, name, `${name}-test-01.xml`), TEST(expected));
  }
  const csv = join(folder, 'tck_results.csv');
  const { code, out } = await torget('tck', join(folder, 'TestCases'), '--csv', csv);
  assert.match(out, /FAILED compliance-level-2\/0002-wrong\/0002-wrong-test-01 001: Avgift: expected 1300, got 1200/);
  assert.equal(out.trimEnd().split('\n').at(-1), '1 passed, 1 failed');
  assert.equal(code, 1);
  assert.deepEqual(readFileSync(csv, 'utf8').trimEnd().split('\n'), [
    '"compliance-level-2/0001-right","0001-right-test-01","001","SUCCESS",""',
    '"compliance-level-2/0002-wrong","0002-wrong-test-01","001","ERROR","Avgift: expected 1300, got 1200"',
  ]);
  assert.match(readFileSync(join(folder, 'tck_results.properties'), 'utf8'), /^product\.version=\d/m);
  assert.equal((await torget('tck', join(suite, '0001-right'))).code, 0);
  assert.equal((await torget('tck', join(folder, 'nowhere'))).code, 1);
});

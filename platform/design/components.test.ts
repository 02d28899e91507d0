import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type FunctionComponent, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { components, leftOut } from './components/all.ts';
import { asDom, type Fixture, readFixtures, withMarks } from './fixtures.ts';

const fixtures = readFixtures(resolve(import.meta.dirname, '../..'));
const total = [...fixtures.values()].flat().length;

function render(fixture: Fixture): string {
  const component = components[fixture.component] as unknown as FunctionComponent<Fixture['options']>;
  const { options, fill } = withMarks(fixture.options);
  return fill(renderToString(h(component, options)));
}

/** What the gate asks for: may only be raised. */
const reached = 671;
let equal = 0;

for (const [component, examples] of fixtures) {
  if (leftOut[component]) continue;
  test(`${component} has the markup of its ${examples.length} fixtures`, () => {
    const differing: string[] = [];
    for (const fixture of examples) {
      const [ours, theirs] = [asDom(render(fixture)), asDom(fixture.html)];
      if (ours === theirs) equal += 1;
      else differing.push(`${fixture.name}\n${JSON.stringify(fixture.options)}\nours:\n${ours}\ntheirs:\n${theirs}`);
    }
    assert.equal(differing.length, 0, differing.join('\n\n'));
  });
}

test('every component of the package is here, or left out for a reason', () => {
  const known = [...Object.keys(components), ...Object.keys(leftOut)].sort();
  assert.deepEqual([...fixtures.keys()].sort(), known);
});

test('the number of equal fixtures does not sink', () => {
  const reasons = Object.entries(leftOut).map(([name, why]) => `${name} (${fixtures.get(name)?.length}): ${why}`);
  console.log(`${equal} of ${total} fixtures equal; not here: ${reasons.join('; ')}`);
  assert.ok(equal >= reached, `${equal} equal, ${reached} were before`);
});

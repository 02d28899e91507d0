import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type ComponentChildren, Fragment, type FunctionComponent, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { components } from '../components/all.ts';
import { toldTo } from '../deviations.ts';
import { readFixtures } from '../fixtures.ts';
import { DataBlock } from '../parts/data-block.tsx';
import { htmlOf } from './html.ts';

const theirs = (node: ComponentChildren) => renderToString(h(Fragment, null, node));

const Greeting = ({ name, children }: { readonly name: string; readonly children?: ComponentChildren }) => (
  <>
    {name}: {children}
  </>
);

const NODES: readonly ComponentChildren[] = [
  'a < b & "c" > \'d\'',
  [1, 0, 2n, '', null, undefined, true, false, ['x', [<b>y</b>]]],
  <p class="a" id="" hidden title={'"&<>'} />,
  <input type="checkbox" checked={false} disabled aria-expanded={false} data-on={true} value="" />,
  <br />,
  <svg viewBox="0 0 1 1" stroke-width={2} aria-hidden="true">
    <path d="M0 0" />
  </svg>,
  <DataBlock json={{ a: '<b>' }} />,
  <textarea name="t">{'<script>'}</textarea>,
  <option value="x" selected>
    x
  </option>,
  <Greeting name="Åsa & Bo">
    <Greeting name="<i>">{0}</Greeting>
    {[<li>1</li>, ' ', null]}
  </Greeting>,
];

test('nodes are written as Preact writes them', () => {
  for (const node of NODES) assert.equal(htmlOf(node), theirs(node));
});

test('every component is written as Preact writes it, with every fixture', () => {
  const fixtures = [...readFixtures(resolve(import.meta.dirname, '../../..')).values()].flat();
  assert.ok(fixtures.length > 500);
  for (const fixture of fixtures) {
    const component = components[fixture.component] as unknown as FunctionComponent<object>;
    const node = h(component, toldTo(fixture));
    assert.equal(htmlOf(node), theirs(node), `${fixture.component}: ${fixture.name}`);
  }
});

test('an object that came as JSON is no node, whatever its keys say', () => {
  const typed = JSON.parse('{"type":"img","props":{"src":"x","dangerouslySetInnerHTML":{"__html":"<b>"}},"key":null}');
  assert.equal(htmlOf(<p>{typed}</p>), '<p></p>');
});

test('a name that would end the attribute, run, or mean nothing in HTML is refused', () => {
  for (const name of ['onclick', 'a b', 'a>', 'a="', "a'", 'a/', 'style', 'className', 'htmlFor'])
    assert.throws(() => htmlOf(h('p', { [name]: 'x' })), TypeError, name);
});

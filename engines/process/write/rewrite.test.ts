import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { rewrite } from './rewrite.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(process.env['TORGET_SHARED'] ?? resolve(root, '../shared'), 'data/process-models');
/** Files of the interchange group and of a municipality. */
const KNOWN = 25;

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** A file as a list of all it says: each attribute and text under the path of its element, in an order of its own. */
function says(xml: string): readonly string[] {
  const lines: string[] = [];
  const open: { path: string; text: string }[] = [{ path: '', text: '' }];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error));
  parser.on('opentag', (tag) => {
    const id = Object.values(tag.attributes).find((one) => one.name === 'id')?.value ?? '';
    // An expression may be written under the name of its type: the same element of the same type.
    const formal = tag.uri === MODEL && tag.local === 'formalExpression';
    const path = `${open.at(-1)?.path}/${formal ? 'expression' : tag.local}#${id.trim()}`;
    lines.push(path, ...attributes(tag).map((one) => `${path} ${one}`));
    if (formal) lines.push(`${path} type=tFormalExpression`);
    open.push({ path, text: '' });
  });
  const add = (text: string) => {
    const here = open.at(-1);
    if (here !== undefined) here.text += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const { path, text } = open.pop() ?? { path: '', text: '' };
    if (text.trim() !== '') lines.push(`${path} = ${text.trim().replace(/\s+/g, ' ')}`);
  });
  parser.write(xml).close();
  return lines.sort();
}

/** Inside foreign elements one tool writes an attribute twice, bare and with its prefix: it says the same once. */
function attributes(tag: SaxesTagNS): readonly string[] {
  const found = Object.values(tag.attributes)
    .filter((one) => one.prefix !== 'xmlns' && one.name !== 'xmlns')
    .flatMap(({ uri, local, value }) => {
      const written = value.trim().replace(/\s+/g, ' ');
      // The type of a waypoint is fixed by its place.
      if (uri === INSTANCE && local === 'type')
        return /Point$/.test(written) ? [] : [`type=${written.replace(/^.*:/, '')}`];
      const line = `${local}=${/^-?\d+\.\d+$/.test(written) ? Number(written) : written}`;
      return [line];
    });
  return [...new Set(found)];
}

test('models of other tools are written back without loss', async (t) => {
  if (!existsSync(folder)) {
    console.log(`NOT RUN: ${KNOWN} process models (no reference data)`);
    t.skip('no reference data');
    return;
  }
  let files = 0;
  for (const kind of ['miwg', 'sundsvall']) {
    for (const file of (await readdir(join(folder, kind))).filter((name) => name.endsWith('.bpmn'))) {
      const bytes = await readFile(join(folder, kind, file));
      const encoding = /encoding=["']([\w-]+)/.exec(bytes.subarray(0, 100).toString('latin1'))?.[1] ?? 'utf-8';
      const xml = new TextDecoder(encoding).decode(bytes);
      const written = await rewrite(xml);
      assert.deepEqual(says(written), says(xml), file);
      assert.equal(await rewrite(written), written, `${file} a second time`);
      files += 1;
    }
  }
  assert.equal(files, KNOWN);
});

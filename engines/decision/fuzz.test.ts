import { test } from 'node:test';
import fc from 'fast-check';
import { analyse, evaluate, load, names, tables } from './index.ts';
import { decisionXml, definitions, inputXml, tableXml } from './testing.ts';

const MODEL = definitions(
  inputXml('x', 'number') +
    decisionXml(
      'D',
      tableXml({ inputs: ['x'], outputs: ['u: "a", "b"'], annotations: ['Lagrum'], rules: [['> 1', '"a"', 'SoL']] }),
      ['x'],
    ),
);

/** The model with a stretch cut out, doubled or overwritten. */
const mangled = fc
  .tuple(
    fc.nat(MODEL.length),
    fc.nat(40),
    fc.constantFrom('', 'cut', '<', '&', '"', ']]>', '<!DOCTYPE a [<!ENTITY b "c">]>&b;', '/>'),
  )
  .map(([from, length, what]) => {
    const [before, part, after] = [MODEL.slice(0, from), MODEL.slice(from, from + length), MODEL.slice(from + length)];
    return what === 'cut' ? before + after : what === '' ? before + part + part + after : before + what + after;
  });

test('a damaged file gives faults or a model, never an exception', () => {
  fc.assert(
    fc.property(mangled, fc.constantFrom('refuse', 'keep'), (xml, faults) => {
      const model = load([{ file: 'x.dmn', xml }], { faults: faults === 'keep' ? 'keep' : 'refuse' });
      if (!model.ok) return;
      evaluate(model.value, 'D', { x: null }, { instant: '' });
      analyse(model.value);
      tables(model.value);
      names(model.value, 'D');
    }),
    { numRuns: 1500 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lawSpaces } from './law-spaces.ts';

test('a reference to law does not break inside its numbers, and other words do', () => {
  const shown = (text: string) => lawSpaces(text).replaceAll('\u00a0', '~');
  assert.equal(shown('sent (KL 8 kap. 12 §)'), 'sent (KL~8~kap.~12~§)');
  assert.equal(shown('FL 25 § andra stycket 1'), 'FL~25~§ andra stycket 1');
  assert.equal(shown('SoL (2025:400) 12 kap. 1, 7 §§'), 'SoL (2025:400) 12~kap.~1, 7~§§');
  assert.equal(shown('PBL 12 kap. 8 a §'), 'PBL~12~kap.~8 a~§');
  assert.equal(shown('Vi har 12 kap. i boken och 3 sidor'), 'Vi har 12 kap. i boken och 3 sidor');
  assert.equal(shown('38 och 39 §§'), '38 och 39~§§');
  assert.equal(lawSpaces(lawSpaces('KL 8 kap. 12 §')), lawSpaces('KL 8 kap. 12 §'));
});

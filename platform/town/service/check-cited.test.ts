// FL 2 § and law.md section 2: no text of a service cites what the regime of its decisions switches off.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readFolder } from '../folder.ts';
import { type Change, codes, compiled, EKHAMN, ekhamn } from '../testing.ts';
import type { Town } from '../types.ts';
import { checkCited } from './check-cited.ts';
import { citedSections } from './cited.ts';
import { compileService } from './compile.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

const under = (regime: string): Change => ({
  file: 'service.yaml',
  from: 'basis: [ "FL (2017:900) 40 §" ]\n      regime: forvaltningsbesvar',
  to: `basis: [ "KL (2017:725) 2 kap. 1 §" ]\n      regime: ${regime}`,
});
const KL = under('laglighetsprovning');

/** As texts of services, letters and acts cite it. */
const CITED: readonly (readonly [string, readonly number[]])[] = [
  ['Du får det här enligt 25 § förvaltningslagen.', [25]],
  ['Det följer av 38, 39, 45 och 46 §§ förvaltningslagen.', [38, 39, 45, 46]],
  ['Namn är utelämnat (33 §\u00a0fjärde stycket förvaltningslagen).', [33]],
  ['utan stöd i 37 § andra stycket förvaltningslagen', [37]],
  ['Kommunicering (FL 25 §) eller FL 16–18 §§', [16, 17, 18, 25]],
  ['FL 10, 14 §§; FL (2017:900) 27 §; (FL 12)', [10, 12, 14, 27]],
  ['förvaltningslagen (2017:900) 25 §', [25]],
  ['Förvaltningslagen (2017:900) 16–18, 25 och 40 §§; förvaltningslagens 9 § andra stycket', [9, 16, 17, 18, 25, 40]],
  ['the Administrative Procedure Act (2017:900), Sections 16–18 and 25', [16, 17, 18, 25]],
  ['Dataförvaltningslagen 3 §; förvaltningslagen (2017:900), KL (2017:725) 13 kap. 1 §', []],
  ['FL 25 §, second paragraph 1', [25]],
  ['under Section 12 of the Administrative Procedure Act', [12]],
  ['from Sections 38, 39, 45 and 46 of the Administrative Procedure Act', [38, 39, 45, 46]],
  ['Section 33, fourth paragraph, of the Administrative Procedure Act', [33]],
  ['enligt 13 kap. 1 § kommunallagen och förvaltningslagen i övrigt; 6 § förvaltningsprocesslagen', []],
  ['OSL 10 kap. 3 §, KL 6 kap. 37 §, skollagen 8 kap. 14, 15 §§', []],
];

for (const [text, sections] of CITED) {
  test(`cited in "${text}": ${sections.length === 0 ? 'nothing' : sections.join(', ')}`, () => {
    assert.deepEqual(
      citedSections(text)
        .map(({ section }) => section)
        .sort((a, b) => a - b),
      sections,
    );
  });
}

test('law 1a: a letter, a page or a model that cites what the regime switches off is not published, and says where', async () => {
  const letter = (words: string): Change => ({
    file: 'letters/beslut.sv.md',
    from: '{{how-to-appeal}}',
    to: `${words}\n\n{{how-to-appeal}}`,
  });
  const cites = letter('Du får yttra dig enligt 25 § förvaltningslagen.');
  assert.ok((await compiled([cites], {}, town)).service, 'under förvaltningsbesvär it may');
  const { service, faults } = await compiled([cites, KL], {}, town);
  const found = faults.find(({ code }) => code === 'law-not-in-regime');
  assert.equal(service, undefined);
  assert.equal(found?.file, 'letters/beslut.sv.md');
  assert.ok((found?.line ?? 0) > 1);
  assert.ok((await compiled([letter('Vi hjälper dig enligt 6 § förvaltningslagen.'), KL], {}, town)).service);
  const basis = under('laglighetsprovning');
  const lengthy = { ...basis, to: basis.to.replace('KL (2017:725) 2 kap. 1 §', 'förvaltningslagen (2017:900) 27 §') };
  const named = (await compiled([lengthy], {}, town)).faults.find(({ code }) => code === 'law-not-in-regime');
  assert.equal(named?.file, 'service.yaml', 'a basis as laws name themselves is found too');
  const comment = under('laglighetsprovning # ej FL 25 §');
  assert.ok(!codes((await compiled([comment], {}, town)).faults).includes('law-not-in-regime'));
});

test('law 1a: no service of the town cites a section that its regime has not', async () => {
  const services = join(EKHAMN, 'services');
  let cited = 0;
  for (const id of readdirSync(services)) {
    const folder = readFolder(join(services, id));
    const { service } = await compileService(folder, town, { id });
    assert.ok(service, id);
    assert.deepEqual(checkCited(folder, service.definition.grounds), [], id);
    cited += checkCited(folder, [{ id: 'x', basis: ['x'], regime: 'laglighetsprovning' }]).length;
  }
  assert.ok(cited > 0, 'others cite what a case under KL 13 has not, and are found out if they become one');
});

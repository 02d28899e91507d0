// SoL (2025:400) 14 kap. 8 § second paragraph: who may state a view is told of the right to speak before the board.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Change, codes, compiled, ekhamn } from '../testing.ts';
import type { Town } from '../types.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

const SOCIAL: Change = {
  file: 'service.yaml',
  from: 'basis: [ "FL (2017:900) 40 §" ]',
  to: 'basis: [ "SoL (2025:400) 16 kap. 1 §" ]',
};
const HEARD = {
  sv: 'Du får yttra dig enligt 25 § förvaltningslagen.',
  en: 'You may state your view under Section 25 of the Administrative Procedure Act.',
};
const ORALLY = {
  sv: 'Du får tala inför nämnden (14 kap. 8 § socialtjänstlagen (2025:400)).',
  en: 'You may speak before the board (Chapter 14, Section 8 of the Social Services Act (2025:400)).',
};
const says = (language: 'sv' | 'en', words: string): Change => ({
  file: `letters/beslut.${language}.md`,
  from: '{{how-to-appeal}}',
  to: `${words}\n\n{{how-to-appeal}}`,
});

for (const language of ['sv', 'en'] as const) {
  test(`law 49a: a letter (${language}) that hears somebody in a social matter without a word of speaking before the board is not published`, async () => {
    const heard = says(language, HEARD[language]);
    const { service, faults } = await compiled([SOCIAL, heard], {}, town);
    assert.equal(service, undefined);
    const found = faults.find(({ code }) => code === 'law-orally');
    assert.equal(found?.file, `letters/beslut.${language}.md`);
    assert.ok((found?.line ?? 0) > 1);
    const both = says(language, `${HEARD[language]} ${ORALLY[language]}`);
    assert.deepEqual(codes((await compiled([SOCIAL, both], {}, town)).faults), []);
    assert.deepEqual(codes((await compiled([heard], {}, town)).faults), [], 'other matters have no such right');
  });
}

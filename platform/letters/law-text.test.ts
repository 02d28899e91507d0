import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lawText } from './law-text.ts';

const fold = (text: string) => text.replace(/\s/g, ' ');

for (const [basis, sv, en] of [
  ['SoL (2025:400) 12 kap. 1 §', '12 kap. 1 § socialtjänstlagen', 'Chapter 12, Section 1 of the Social Services Act'],
  [
    'SoL (2025:400) 12 kap. 1, 7 §§',
    '12 kap. 1 och 7 §§ socialtjänstlagen',
    'Chapter 12, Sections 1 and 7 of the Social Services Act',
  ],
  [
    'SoF (2025:468) 12 kap. 2–3 §§',
    '12 kap. 2–3 §§ socialtjänstförordningen',
    'Chapter 12, Sections 2–3 of the Social Services Ordinance',
  ],
  ['FL 25 §', '25 § förvaltningslagen', 'Section 25 of the Administrative Procedure Act'],
  [
    'skollagen (2010:800) 8 kap. 12, 14 och 16 §§',
    '8 kap. 12, 14 och 16 §§ skollagen',
    'Chapter 8, Sections 12, 14 and 16 of the Education Act',
  ],
  [
    'PBL 12 kap. 8 a §',
    '12 kap. 8 a § plan- och bygglagen',
    'Chapter 12, Section 8 a of the Planning and Building Act',
  ],
  ['renhållningsordningen 4 §', '4 § renhållningsordningen', 'Section 4 of renhållningsordningen'],
  ['Riktlinjer för norm, punkt 3', 'Riktlinjer för norm, punkt 3', 'Riktlinjer för norm, punkt 3'],
  [
    'SoL 12 kap. 1 §; SoF 12 kap. 2 §',
    '12 kap. 1 § socialtjänstlagen och 12 kap. 2 § socialtjänstförordningen',
    'Chapter 12, Section 1 of the Social Services Act and Chapter 12, Section 2 of the Social Services Ordinance',
  ],
  ['', '', ''],
] as const) {
  test(`${basis || 'nothing'} reads ${sv || 'nothing'}`, () => {
    assert.equal(fold(lawText(basis, 'sv')), sv);
    assert.equal(fold(lawText(basis, 'en')), en);
  });
}

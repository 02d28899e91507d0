import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Printed } from '@torget/form';
import { loadTexts } from '#platform/text/index.ts';
import { amountOf, printText } from './print.ts';

const texts = loadTexts(fileURLToPath(new URL('../..', import.meta.url)));
const sv = { t: texts.for('sv'), language: 'sv' } as const;
const en = { t: texts.for('en'), language: 'en' } as const;

const CASES: readonly (readonly [Printed, string, string])[] = [
  [{ kind: 'money', amount: '6200.5' }, '6\u00a0200,50\u00a0kr', '6,200.50\u00a0kr'],
  [{ kind: 'number', amount: '15', suffix: { sv: 'timmar', en: 'hours' } }, '15 timmar', '15 hours'],
  [{ kind: 'date', value: '2026-02-03' }, '3\u00a0februari\u00a02026', '3\u00a0February\u00a02026'],
  [{ kind: 'month', value: '2026-02' }, 'februari\u00a02026', 'February\u00a02026'],
  [{ kind: 'time', value: '08:30' }, '8.30', '8:30'],
  [
    { kind: 'appointment', start: '2026-02-10T09:00', end: '2026-02-10T09:30', place: 'Torggatan 2' },
    'tisdag 10\u00a0februari\u00a02026 klockan 9.00–9.30, Torggatan 2',
    'Tuesday 10\u00a0February\u00a02026 at 9:00–9:30, Torggatan 2',
  ],
  [
    {
      kind: 'line',
      text: 'Längs ån',
      points: [
        { lat: '58.1', lon: '17' },
        { lat: '58.2', lon: '17' },
      ],
    },
    'Längs ån. Markerad sträcka med 2 punkter (58.1, 17; 58.2, 17)',
    'Längs ån. Marked stretch with 2 points (58.1, 17; 58.2, 17)',
  ],
  [{ kind: 'area', points: [], street: 'Torggatan' }, 'Torggatan', 'Torggatan'],
  [{ kind: 'yes-no', value: true }, 'Ja', 'Yes'],
  [{ kind: 'label', label: { sv: 'Lön' } }, 'Lön', 'Lön'],
  [{ kind: 'none' }, 'Inget svar', 'No answer'],
  [{ kind: 'point', street: 'Torggatan', text: 'Vid bron' }, 'Torggatan. Vid bron', 'Torggatan. Vid bron'],
  [
    {
      kind: 'list',
      items: [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: 'b' },
      ],
    },
    'a, b',
    'a, b',
  ],
];
for (const [value, swedish, english] of CASES) {
  test(`${value.kind} is printed as people write it in Swedish and English`, () => {
    assert.deepEqual([printText(value, sv), printText(value, en)], [swedish, english]);
  });
}

test('the amount that ends a heading stands in a column of its own', () => {
  const money: Printed = { kind: 'money', amount: '1' };
  const name: Printed = { kind: 'text', text: 'Hyra' };
  assert.deepEqual(amountOf([name, money]), { rest: [name], amount: money });
  assert.deepEqual(amountOf([name]), { rest: [name], amount: undefined });
});

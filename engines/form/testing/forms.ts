import assert from 'node:assert/strict';
import { load } from '../index.ts';
import type { Form, JourneyOptions } from '../types.ts';
import { feelFacts } from './facts.ts';

/** The form of design/service-folder.md, word for word in what it asks. */
export const RENEWAL = `
pages:
  - id: manad
    questions:
      - { id: manad, type: month, label: { sv: Vilken månad söker du för?, en: Which month do you apply for? } }
  - id: hushall
    title: { sv: Har något ändrats i ditt hushåll?, en: Has anything changed in your household? }
    questions:
      - { id: andrat_hushall, type: yes-no }
      - { id: hushallet, type: household, prefill: register.household, when: andrat_hushall = true }
  - id: inkomster
    title: { sv: Inkomster förra månaden, en: Income last month }
    questions:
      - id: inkomster
        type: group
        repeat: { min: 0, max: 20, title: "{slag}, {belopp}" }
        questions:
          - { id: slag, type: choice, options: { lon: { sv: Lön, en: Wages }, a_kassa: { sv: A-kassa, en: Unemployment benefit }, annat: { sv: Annat, en: Other } }, label: { sv: Slag av inkomst, en: Kind of income } }
          - { id: vad, type: text, label: { sv: Vilken inkomst?, en: Which income? }, when: slag = "annat" }
          - { id: belopp, type: money, label: { sv: Belopp efter skatt, en: Amount after tax }, min: 0, max: 200000 }
  - id: barnen
    when: har_barn
    questions:
      - { id: barnens_inkomst, type: money, optional: true, label: { sv: Barnens inkomst, en: Income of the children } }
conditions:
  har_barn: "count((if andrat_hushall then hushallet else register.household).barn) > 0"
computed:
  summa_inkomster: "if count(inkomster) = 0 then 0 else sum(inkomster.belopp)"
`;

/** Loads a form that must be right. */
export function formOf(yaml: string): Form {
  const loaded = load(yaml, { file: 'form.yaml' });
  assert.ok(loaded.ok, loaded.ok ? '' : JSON.stringify(loaded.error, null, 1));
  return loaded.value;
}

/** The codes of the faults of a form, with their lines: `12 unknown-key`. */
export function faultsOf(yaml: string): readonly string[] {
  const loaded = load(yaml, { file: 'form.yaml' });
  return loaded.ok
    ? []
    : loaded.error.filter((fault) => fault.severity !== 'warning').map((fault) => `${fault.line} ${fault.code}`);
}

const AT = '2026-02-03T08:00:00+01:00';

/** The example clock, and a household of one adult and one child in the registers. */
export const OPTIONS: JourneyOptions = { at: AT, facts: feelFacts() };

// Who is added: what is asked depends on which registers can answer with a name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadTexts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import type { Situation } from '../situation.ts';
import { fieldsOf } from './act.ts';
import { addParty } from './parties.ts';

const t = loadTexts(fileURLToPath(new URL('../../..', import.meta.url))).for('sv');
const asked = (names: readonly string[]) =>
  fieldsOf(
    addParty,
    { view: { parties: [] } } as unknown as Situation,
    { lookUps: { names } } as unknown as Town,
  ).flatMap((field) =>
    field.kind === 'line' ? [[t(field.label), field.hint === undefined ? '' : t(field.hint)]] : [],
  );

test('only a town with a company register says that it answers with the name; the others ask for it', () => {
  const number = 'Personnummer eller organisationsnummer';
  const digits = 'Personnummer med tolv siffror, organisationsnummer med tio.';
  assert.deepEqual(asked(['person', 'company']), [[number, `${digits} Registret svarar med namnet.`]]);
  assert.deepEqual(asked(['person']), [
    [number, digits],
    ['Organisationens namn, om du lägger till en organisation', 'Kommunen har inget företagsregister som kan svara.'],
    ['Organisationens gata eller box', ''],
    ['Postnummer och ort', 'Till exempel 123 45 Ekhamn. Utan adress kan inget brev skickas på papper.'],
  ]);
});

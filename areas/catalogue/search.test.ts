import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '#platform/town/index.ts';
import { searchServices } from './search.ts';

function service(id: string, title: string, keywords: string[]): Service {
  return { id, definition: { title: { sv: title }, summary: { sv: '' }, keywords } } as unknown as Service;
}

const services = [
  service('bistand', 'Återansök om ekonomiskt bistånd', ['socialbidrag', 'pengar till hyran']),
  service('forskola', 'Ansök om plats i förskola', ['dagis', 'dagisplats']),
  service('fel', 'Anmäl fel på gata, park eller belysning', ['hål i gatan', 'lampa']),
];

const found = (query: string) => searchServices(services, query).map((each) => each.id);

test('everyday words find the service, in whatever form they stand', () => {
  assert.deepEqual(found('pengar till hyran'), ['bistand']);
  assert.deepEqual(found('DAGISPLATSER'), ['forskola']);
  assert.deepEqual(found('gatan'), ['fel']);
  assert.deepEqual(found('gator'), ['fel']);
});

test('words that everybody uses find nothing by themselves', () => {
  assert.deepEqual(found('jag vill ansöka om'), []);
  assert.deepEqual(found(''), []);
});

test('a part of a compound finds it', () => {
  assert.deepEqual(found('plats'), ['forskola']);
});

test('what nobody offers is not found', () => {
  assert.deepEqual(found('bygglov'), []);
});

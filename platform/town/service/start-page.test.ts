import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '../folder.ts';
import { codes, EKHAMN, ekhamn } from '../testing.ts';
import { compileService } from './compile.ts';

async function withPage(page: string) {
  const folder = new Map(readFolder(`${EKHAMN}/services/felanmalan`));
  const text = `${new TextDecoder().decode(folder.get('service.yaml'))}\npage: ${page}\n`;
  folder.set('service.yaml', new TextEncoder().encode(text));
  return compileService(folder, await ekhamn(), { id: 'felanmalan' });
}

const X = '{ sv: X, en: X }';

test('every field of a start page is read', async () => {
  const { service, faults } = await withPage(
    `{ start-button: ${X}, continues-on: ${X}, more-information: ${X}, reviewed: 2026-01-12, ` +
      `downtime: { from: "2026-02-10T18:00:00+01:00", to: "2026-02-10T20:00:00+01:00", text: ${X} }, ` +
      `links: [ { text: ${X}, href: "https://x.exempel/" } ], variants: [ { title: ${X}, about: ${X}, service: bygglov } ] }`,
  );
  assert.deepEqual(codes(faults), []);
  const words = { sv: 'X', en: 'X' };
  assert.deepEqual(service?.definition.page, {
    links: [{ text: words, href: 'https://x.exempel/' }],
    variants: [{ title: words, about: words, service: 'bygglov' }],
    startButton: words,
    continuesOn: words,
    moreInformation: words,
    downtime: { from: '2026-02-10T17:00:00Z', to: '2026-02-10T19:00:00Z', text: words },
    reviewed: '2026-01-12',
  });
});

test('a link that runs or is in clear text, a time without a zone and a key that is none are told', async () => {
  const faultsOf = async (page: string) => codes((await withPage(page)).faults);
  assert.deepEqual(await faultsOf(`{ links: [ { text: ${X}, href: "javascript:alert(1)" } ] }`), ['wrong-value']);
  assert.deepEqual(await faultsOf(`{ links: [ { text: ${X}, href: "http://x.exempel/" } ] }`), ['wrong-value']);
  assert.deepEqual(
    await faultsOf(`{ downtime: { from: "2026-02-10T18:00:00", to: "2026-02-10T20:00:00Z", text: ${X} } }`),
    ['wrong-value'],
  );
  assert.deepEqual(await faultsOf(`{ knapp: ${X} }`), ['unknown-key']);
});

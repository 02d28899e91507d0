import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { caseNumber, complete, openCase } from './support/desk.ts';
import { everything } from './support/everything.ts';
import { WAYS } from './support/person.ts';
import { CANARY, photo, report } from './support/report.ts';
import { stage } from './support/stage.ts';

const town = stage();

for (const [way, means] of WAYS) {
  test(`a broken street lamp with a photo and a place, without signing in, ${way}`, async () => {
    const heading = `Trasig gatlampa ${way}`;
    const email = `lampa-${way.replaceAll(' ', '-')}@exempel.invalid`.toLowerCase();
    const somebody = await town.visitor(means);
    const place = means.keyboard ? 'words' : 'map';
    await report(somebody, { heading, email, photo: await photo(), place });
    await somebody.reads('Gatubelysning', heading, email, 'trasig lampa');
    await somebody.press('Skicka');
    await somebody.titled('Vi har fått din anmälan');
    const number = await caseNumber(somebody);
    assert.match(number, /^SBN /);
    const receipt = somebody.page.url();
    assert.ok((new URL(receipt).searchParams.get('nyckel') ?? '').length >= 22, 'a capability of 128 bits');

    const other = await town.visitor();
    assert.equal(await other.go(receipt), 200, 'whoever has the address has the receipt');
    await other.reads(number);
    assert.equal(await other.status(receipt.replace(/nyckel=.{4}/, 'nyckel=AAAA')), 404);
    assert.equal(await other.status(new URL(receipt).pathname), 404);

    const lisa = await town.officer('Lisa Öberg', means);
    await openCase(lisa, number);
    await lisa.reads(heading, 'Vid porten till 14 B', 'Utan namn');
    const picture = lisa.page.getByRole('main').getByRole('link', { name: 'trasig lampa.jpg' }).first();
    const served = await lisa.page.context().request.get((await picture.getAttribute('href')) ?? '');
    assert.equal(served.status(), 200);
    const { exif, width } = await sharp(await served.body()).metadata();
    assert.deepEqual([exif, width], [undefined, 640], 'the picture is there, what the camera wrote is not');

    await lisa.press('Ta hand om anmälan');
    await lisa.mark('Åtgärdad');
    await complete(lisa);
    await lisa.write('Svar till den som anmälde', `Vi har bytt lampan, ${way}.`);
    await complete(lisa);

    const nadia = await town.officer('Nadia Persson');
    await nadia.until('/arbete/e-post', new RegExp(`Din anmälan: ${heading}`));
    await nadia.reads(email, `Vi har bytt lampan, ${way}.`, number);
  });
}

test('nothing of who reported is kept: no picture data, browser, network address or session', async () => {
  const sessions = await town.rows('select count(*)::int as n from identity.session');
  const drafts = await town.rows('select count(*)::int as n from applications.draft');
  const somebody = await town.visitor();
  await report(somebody, { heading: 'Klotter på bron', category: 'Klotter', photo: await photo(), place: 'words' });
  await somebody.press('Skicka');
  const number = await caseNumber(somebody);
  assert.deepEqual(await town.rows('select count(*)::int as n from identity.session'), sessions);
  assert.deepEqual(await town.rows('select count(*)::int as n from applications.draft'), drafts);
  const [application] = await town.rows(
    `select party, principal, secret_hash is null as traceless from applications.application where case_number = '${number}'`,
  );
  assert.deepEqual([application?.['party'], application?.['principal']], [null, null]);
  assert.deepEqual(
    await town.rows(`select * from cases.party_role r join cases.case c on c.id = r.case_id
    where c.number = '${number}'`),
    [],
  );

  const kept = await everything(town);
  assert.match(kept, /Klotter på bron/, 'the search looks where the report lies');
  for (const trace of [/Mozilla/i, /Chrome\//, /\b127\.0\.0\.1\b/, /::ffff:/, new RegExp(CANARY)]) {
    assert.doesNotMatch(kept, trace);
    assert.doesNotMatch(town.log(), trace);
  }
  assert.doesNotMatch(town.log(), /Klotter på bron|exempel\.invalid|nyckel=/);
  for (const file of filesUnder(join(town.data, 'files'))) {
    assert.equal(file.includes(CANARY), false, 'a stored picture knows its camera');
  }
});

function filesUnder(folder: string): Buffer[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  assert.ok(files.length > 0);
  return files;
}

test('what is dangerous is stopped with a number to call', async () => {
  const somebody = await town.visitor({ javaScript: false });
  await somebody.go('/tjanster/felanmalan');
  await somebody.press('Starta');
  await somebody.mark('Ja');
  await somebody.onwards();
  await somebody.titled('Ring oss nu: 0980-31 92 50');
});

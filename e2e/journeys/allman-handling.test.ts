import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { caseNumber, complete, isListed, openCase, openTask } from './support/desk.ts';
import { askForDocument } from './support/document.ts';
import { everything } from './support/everything.ts';
import { type Person, WAYS } from './support/person.ts';
import { stage } from './support/stage.ts';

const town = stage();
const FILE = fileURLToPath(
  new URL('../../towns/ekhamn/services/allman-handling/examples/files/handling.pdf', import.meta.url),
);
const REQUEST = 'Begäran som kopian hör till';

async function find(eva: Person, number: string, document: string): Promise<void> {
  await openTask(eva, number, 'Hitta handlingen');
  await eva.mark('Ja');
  await complete(eva);
  await eva.write('Vilken handling är det?', document);
  await eva.write('Antal sidor', '7');
  await complete(eva);
}

/** Adds the document that was found to the request, and gives it out whole. */
async function sendAlong(eva: Person, number: string, title: string): Promise<void> {
  await openCase(eva, number);
  await eva.follow('Lägg till en handling');
  await eva.mark('Protokoll');
  await eva.write('Vad handlingen heter', title);
  await eva.attach('Fil', FILE);
  await eva.press('Lägg till handlingen');
  await openCase(eva, number);
  await eva.open(eva.page.locator('section[aria-labelledby=maskera]').getByRole('link', { name: title }).last());
  const option = eva.page.getByRole('combobox', { name: REQUEST }).locator('option').filter({ hasText: number });
  await eva.pick(REQUEST, (await option.textContent())?.trim() ?? '');
  await eva.press('Lämna ut hela handlingen');
}

for (const [way, means] of WAYS) {
  test(`minutes are found, tested for secrecy and delivered, ${way}`, async () => {
    const email = `protokoll-${way.replaceAll(' ', '-')}@exempel.invalid`.toLowerCase();
    const somebody = await town.visitor(means);
    await askForDocument(somebody, `Protokollet från nämndens möte i januari, ${way}`, email);
    const number = await caseNumber(somebody);
    assert.match(number, /^KS /);

    const eva = await town.officer('Eva Torell', means);
    await find(eva, number, `Protokoll 2026-01-21, ${way}`);
    await openTask(eva, number, 'Pröva sekretessen');
    await eva.mark('Hela handlingen');
    await complete(eva);
    await sendAlong(eva, number, `Protokoll 2026-01-21, ${way}`);
    await openTask(eva, number, 'Lämna ut handlingen');
    await eva.mark('Med e-post, som Torget skickar med filerna');
    await complete(eva);
    if (eva.path.includes('/uppgifter/')) {
      await eva.mark('Nej');
      await complete(eva);
    }
    assert.equal(await isListed(eva, number), false);
    const nadia = await town.officer('Nadia Persson');
    await nadia.until('/arbete/e-post', new RegExp(`Protokoll 2026-01-21, ${way}`));
    await nadia.reads(email, 'Handlingen du bad om', 'Avgift: 0 kronor');
  });
}

for (const [way, means] of WAYS) {
  test(`a secret document: first told, then decided in writing with how to appeal, ${way}`, async () => {
    const email = `hemligt-${way.replaceAll(' ', '-')}@exempel.invalid`.toLowerCase();
    const somebody = await town.visitor(means);
    await askForDocument(somebody, `Tillsynsrapporten, ${way}`, email);
    const number = await caseNumber(somebody);
    const eva = await town.officer('Eva Torell', means);
    await find(eva, number, 'KS 2025-000912, tillsynsrapport');
    await openTask(eva, number, 'Pröva sekretessen');
    await eva.mark('Ingenting');
    await complete(eva);
    assert.equal((await eva.page.getByRole('alert').count()) <= 1, true);
    await eva.write('Vilken bestämmelse hindrar?', 'OSL 26 kap. 1 §');
    await eva.write('Varför kan skada uppstå?', 'Uppgifterna rör enskilda.');
    await complete(eva);

    const nadia = await town.officer('Nadia Persson');
    await nadia.until('/arbete/e-post', new RegExp(`Vi kan inte lämna ut allt[^]*${number}`));
    await nadia.reads(email, 'OSL 26 kap. 1 §', 'Du har rätt till ett skriftligt beslut');
    const henrik = await town.officer('Henrik Nord', means);
    assert.equal(await isListed(henrik, number), false, 'nothing to decide before somebody asks for it');

    await openTask(eva, number, 'Vill den som frågade ha ett skriftligt beslut?');
    await eva.mark('Ja');
    await complete(eva);
    await openTask(henrik, number, 'Besluta att inte lämna ut');
    await henrik.mark('Ja');
    await complete(henrik);
    await henrik.mark('Materialet är hemligt för den som frågar');
    await complete(henrik);
    await henrik.reads('Skäl');
    assert.equal(await henrik.page.getByRole('alert').count(), 1, 'no decision without reasons');
    await henrik.write('Skäl', `Uppgifter om enskilda lider men om de röjs, ${way}. OSL 26 kap. 1 §.`);
    await complete(henrik);
    assert.equal(await isListed(henrik, number), false);

    await nadia.until('/arbete/e-post', new RegExp(`lider men om de röjs, ${way}`));
    await nadia.reads('Beslut om att inte lämna ut handling', 'Kammarrätten i Ekhamn', 'tre veckor');
  });
}

test('nothing of who asked is kept', async () => {
  const kept = await everything(town);
  assert.match(kept, /Tillsynsrapporten/);
  for (const trace of [/Mozilla/i, /Chrome\//, /\b127\.0\.0\.1\b/, /::ffff:/]) {
    assert.doesNotMatch(kept, trace);
    assert.doesNotMatch(town.log(), trace);
  }
  assert.doesNotMatch(town.log(), /Tillsynsrapporten|exempel\.invalid|nyckel=/);
});

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser, picture, signInAs, signInAsStaff, startTown, visit } from './harness.ts';

// The pictures of README: `npm run screenshots` makes them anew from a fresh example town.
const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const SERVICE = '/tjanster/ekonomiskt-bistand-ateransokan';
/** Sam Lindqvist, who gets an approval at once, and Maryam Haddad, officer. */
const SAM = '198501242393';
const ANSWERS: readonly (readonly [page: string, fill: (page: Page) => Promise<void>])[] = [
  ['manad', (page) => fields(page, { 'manad-month': '2', 'manad-year': '2026' })],
  ['hushall', (page) => page.locator('[name=andrat_hushall][value=no]').check()],
  ['utgifter', expense],
  ['inkomster', async () => {}],
  ['tillgangar', assets],
  ['plan', plan],
  ['konto', (page) => page.locator('[name=konto][value=samma]').check()],
];

async function fields(page: Page, values: { readonly [name: string]: string }): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
}

async function expense(page: Page): Promise<void> {
  await page.locator('[name=utgifter-slag]').selectOption('hyra');
  await fields(page, { 'utgifter-belopp': '6 200' });
  await picture(page, `${FOLDER}question.png`);
}

async function assets(page: Page): Promise<void> {
  await fields(page, { konton: '640' });
  await page.locator('[name=andra_tillgangar][value=no]').check();
}

async function plan(page: Page): Promise<void> {
  await page.locator('[name=plan_foljd][value=yes]').check();
  await fields(page, { plan_gjort: 'Sökt tre arbeten och gått på två intervjuer.' });
}

async function goOn(page: Page): Promise<void> {
  await page.locator('main form button.govuk-button:not(.govuk-button--secondary)').last().click();
}

/** The way of a citizen from the square to the letter. */
async function citizen(page: Page): Promise<void> {
  await page.goto('/');
  await picture(page, `${FOLDER}start.png`);
  await page.goto(SERVICE);
  await picture(page, `${FOLDER}service.png`);
  await signInAs(page, SAM, `${SERVICE}/ansok`);
  await answer(page);
  await picture(page, `${FOLDER}check.png`);
  await goOn(page);
  await page.waitForURL('**/kvitto/**');
  await page.goto('/inkorg');
  await page.locator('main .t-inbox a').first().click();
  await picture(page, `${FOLDER}letter.png`);
  // The same month once more is a case for an officer.
  await page.goto(`${SERVICE}/ansok`);
  await answer(page);
  await goOn(page);
  await page.waitForURL('**/kvitto/**');
  await page.goto('/mina-sidor');
  await picture(page, `${FOLDER}mina-sidor.png`);
}

/** From the button that starts to the page where one checks the answers. */
async function answer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Starta' }).click();
  for (const [name, fill] of ANSWERS) {
    await page.waitForURL(`**/${name}`);
    await fill(page);
    await goOn(page);
  }
  await page.waitForURL('**/granska');
  await page.locator('[name=intygar]').check();
}

async function officer(page: Page): Promise<void> {
  await page.goto('/arbete');
  await picture(page, `${FOLDER}desk.png`);
  await page.locator('.d-list a').first().click();
  await page.waitForURL('**/arbete/arenden/**');
  await picture(page, `${FOLDER}desk-case.png`);
}

const town = await startTown();
const browser = await openBrowser();
try {
  const person = await visit(browser, town.origin, { width: 1280 });
  await citizen(person.page);
  await person.close();
  const staff = await visit(browser, town.origin, { width: 1280 });
  await signInAsStaff(staff.page, '198203092385');
  await officer(staff.page);
  await staff.close();
} finally {
  await browser.close();
  await town.stop();
}
console.log(`Pictures in docs/pictures`);

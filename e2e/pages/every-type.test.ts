import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, pageFaults, type RunningTown, sentFaults, visit, whole } from '../harness.ts';
import { EVERY_TYPE, startEveryType } from './every-type.ts';

let browser: Browser;
let town: RunningTown;
let stop: () => Promise<void>;

before(async () => {
  const [running, opened] = await Promise.all([startEveryType(), openBrowser()]);
  ({ town, stop } = running);
  browser = opened;
});

after(async () => {
  await browser?.close();
  await stop?.();
});

const TEXT = 'main input[type=text], main input[type=email], main input[type=tel], main input[type=url], main textarea';
const pageId = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

async function begin(page: Page, language: 'sv' | 'en'): Promise<void> {
  await page.goto(`${language === 'sv' ? '' : '/en'}/tjanster/${EVERY_TYPE}`);
  await page.locator('main form button.govuk-button').first().click();
}

/** The button at the end of the page; the first button of the form is the one of the enter key. */
async function onwards(page: Page): Promise<void> {
  await page.locator('main form[method=post] button[value=continue]').last().click();
}

/** Writes what is no answer into every field for text that can be seen. */
async function nonsense(page: Page): Promise<void> {
  for (const field of await page.locator(TEXT).all()) if (await field.isVisible()) await field.fill('<b>٣</b> åäö');
}

/** Takes away what was written and chosen: every question may be left out. */
async function clear(page: Page): Promise<void> {
  for (const field of await page.locator(TEXT).all()) if (await field.isVisible()) await field.fill('');
}

describe('a page of every type of question', { concurrency: 2 }, () => {
  for (const language of ['sv', 'en'] as const) {
    test(`keeps what every page must keep, with and without errors, ${language}`, async () => {
      const visitor = await visit(browser, town.origin, { language });
      const { page } = visitor;
      await begin(page, language);
      const seen: string[] = [];
      // As in the walk of all pages: whole in one of the languages, in turn, and in the other as the server sends it.
      const faults = async () =>
        whole || (seen.length % 2 === 0) === (language === 'sv')
          ? pageFaults(visitor)
          : sentFaults(await visitor.html());
      for (let at = pageId(page); at.startsWith('x-'); at = pageId(page)) {
        assert.ok(!seen.includes(at), `${at} leads onwards`);
        seen.push(at);
        assert.deepEqual(await faults(), [], at);
        await nonsense(page);
        await onwards(page);
        if (pageId(page) !== at) continue;
        assert.deepEqual(await faults(), [], `${at} with errors`);
        await clear(page);
        await onwards(page);
      }
      assert.equal(seen.length, 19);
      await visitor.close();
    });
  }

  test('every page can be answered without JavaScript on a phone, and what was answered is read before it is sent', async () => {
    const visitor = await visit(browser, town.origin, { javaScript: false, width: 320, height: 700 });
    const { page } = visitor;
    await begin(page, 'sv');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
    const answers: { readonly [page: string]: () => Promise<void> } = {
      'x-tal': async () => {
        await fill('Antal (frivilligt)', '3');
        await fill('Belopp (frivilligt)', '1 200,50');
      },
      'x-tid': async () => {
        await fill('Dag i ett fält (frivilligt)', '3 februari 2026');
        await fill('Klockslag (frivilligt)', '8.30');
      },
      'x-val': async () => {
        const group = page.getByRole('group', { name: 'Ja eller nej (frivilligt)' });
        await group.getByLabel('Ja').check();
        await page.keyboard.press('ArrowUp');
        assert.equal(await group.getByLabel('Inget svar').isChecked(), true, 'an answer is taken back with the keys');
        await page.getByLabel('Inget av dessa').check();
      },
      'x-nummer': async () => {
        await fill('Personnummer (frivilligt)', '850124-2393');
        await fill('Clearingnummer', '3300');
        await fill('Kontonummer', '850124-2393');
      },
      'x-foretag': async () => {
        await fill('Organisationsnummer', '559900-0006');
        await press('Hämta uppgifter');
        await page.getByText('Ekhamns Bageri AB').waitFor();
      },
      'x-adress': async () => {
        await fill('Sök adress', 'torggatan 1');
        await press('Sök');
        await page.getByLabel('Torggatan 11, 000 10 Ekhamn').check();
      },
      'x-stracka': async () => {
        const map = page.locator('.t-narrow input[type=image]');
        for (const position of [
          { x: 60, y: 60 },
          { x: 200, y: 120 },
          { x: 220, y: 180 },
        ])
          await map.click({ position });
        assert.equal(await page.locator('main ol li').count(), 3);
        await press('Ta bort den sista punkten');
        assert.equal(await page.locator('main ol li').count(), 2);
      },
      'x-tabell': async () => {
        await fill('Timmar, Måndag', '8');
        await fill('Timmar, Tisdag', '7,5');
        await page.getByLabel('Slag, Tisdag').selectOption({ label: 'Studier' });
      },
      'x-filer': async () => {
        const picture = Buffer.from(PIXEL, 'base64');
        const file = (name: string) => ({ name, mimeType: 'image/png', buffer: picture });
        await page.locator('#x_filer').setInputFiles([file('en.png'), file('två.png')]);
        await press('Lägg till');
        assert.equal(await page.getByText('Bifogad: ').count(), 2);
        await page.getByRole('button', { name: 'Ta bort filen en.png' }).click();
        assert.equal(await page.getByText('Bifogad: ').count(), 1);
      },
      'x-bokning': async () =>
        void (await page.getByLabel('Vilken tid passar? (frivilligt)').selectOption({ index: 1 })),
    };
    for (let at = pageId(page); at.startsWith('x-'); at = pageId(page)) {
      await answers[at]?.();
      await onwards(page);
      assert.notEqual(pageId(page), at, (await page.locator('main').textContent()) ?? '');
    }
    await page.getByLabel('Nej').check();
    await onwards(page);
    await page.getByLabel('Vad gäller det?').selectOption({ index: 1 });
    await onwards(page);
    await fill('Beskriv platsen', 'Vid bron');
    await onwards(page);
    await fill('Rubrik', 'Trasig lampa');
    await fill('Beskriv med dina egna ord', 'Den är släckt.');
    await onwards(page);
    await onwards(page);
    await page.getByLabel('Nej').check();
    await onwards(page);
    assert.equal(pageId(page), 'granska');
    const read = (await page.locator('main').textContent()) ?? '';
    for (const answer of [
      '3 601,50 kr',
      '3 februari 2026',
      '8.30',
      'Inget av dessa',
      '19850124-2393',
      'Nordea personkonto 3300, 8501242393',
      'Ekhamns Bageri AB',
      'Torggatan 11',
      'Markerad sträcka med 2 punkter',
      'Måndag',
      'två.png',
      'klockan',
    ])
      assert.ok(read.replaceAll(/[\u00a0\u202f]/g, ' ').includes(answer), `${answer} in\n${read}`);
    await press('Skicka');
    assert.match((await page.locator('h1').textContent()) ?? '', /Vi har fått/);
    await visitor.close();
  });
});

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

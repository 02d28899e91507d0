import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { browserPath, openBrowser } from './gallery/browser.ts';
import { galleryPages } from './gallery/pages.ts';
import { serveGallery } from './gallery/serve.ts';
import { violationsOn, WCAG_2_2_AA } from './testing.ts';

const names = galleryPages()
  .map((page) => page.name)
  .filter((name) => !name.endsWith('-en'));
const path = browserPath();
const skip = path === undefined && 'NOT RUN: no Chrome or Chromium here (TORGET_CHROME names one)';
if (skip) console.log(`${skip}: the gallery was not seen by a browser, ${names.length} pages`);

describe('the gallery in a browser', { skip }, () => {
  let browser: Browser;
  let gallery: Awaited<ReturnType<typeof serveGallery>>;
  before(async () => {
    gallery = await serveGallery();
    browser = await openBrowser(path ?? '');
  });
  after(async () => {
    await browser?.close();
    gallery?.close();
  });

  async function visit(
    name: string | undefined,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      if (name !== undefined) await page.goto(`${gallery.origin}/${name}`);
      await look(page);
    } finally {
      await context.close();
    }
  }

  async function overflow(page: Page): Promise<unknown> {
    return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async function against(page: Page): Promise<readonly string[]> {
    const found = await violationsOn(page, [...WCAG_2_2_AA, 'best-practice']);
    return found.flatMap(({ rule, places }) => places.map(({ html }) => `${rule}: ${html.slice(0, 160)}`));
  }

  const phone = { viewport: { width: 320, height: 700 } };
  const dark = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const };

  for (const name of names) {
    test(`${name} has nothing against WCAG 2.2 AA, on a phone and in the dark, and never scrolls sideways`, async () => {
      for (const options of [phone, dark]) {
        await visit(name, options, async (page) => {
          const found = await against(page);
          assert.equal(found.length, 0, found.join('\n'));
          assert.equal(await overflow(page), 0);
        });
      }
      await visit(name, { viewport: { width: 640, height: 700 } }, async (page) => {
        await page.evaluate("document.documentElement.style.fontSize = '200%'");
        assert.equal(await overflow(page), 0, 'with the text doubled');
      });
    });
  }

  test('the check would see a field without a label and a pale text', async () => {
    await visit('fraga', phone, async (page) => {
      await page.evaluate("document.querySelector('label[for=belopp]').remove()");
      await page.evaluate("document.querySelector('.t-where p').style.color = '#bbb'");
      const found = (await against(page)).map((line) => line.split(':')[0]);
      assert.ok(found.includes('label') && found.includes('color-contrast'), found.join(' '));
    });
  });

  test('a first visit fetches at most 25 kB in 4 requests without the font, and nothing moves', async () => {
    for (const name of names.slice(0, 4)) {
      await visit(undefined, { viewport: { width: 390, height: 800 } }, async (page) => {
        const fetched: { readonly url: string; readonly size: number }[] = [];
        page.on('requestfinished', async (request) => {
          const sizes = await request.sizes();
          fetched.push({ url: request.url(), size: sizes.responseBodySize + sizes.responseHeadersSize });
        });
        await page.goto(`${gallery.origin}/${name}`, { waitUntil: 'networkidle' });
        const moved = await page.evaluate(
          "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done(0), 300))",
        );
        assert.equal(moved, 0, `${name}: something moved`);
        const plain = fetched.filter(({ url }) => !url.endsWith('.woff2'));
        const sum = plain.reduce((bytes, { size }) => bytes + size, 0);
        assert.ok(plain.length <= 4, `${name}: ${plain.map(({ url }) => url).join(' ')}`);
        assert.ok(sum <= 25_000, `${name}: ${sum} bytes`);
      });
    }
  });

  test('the skip link comes first and leads to the main part', async () => {
    await visit('start', { viewport: { width: 1280, height: 800 } }, async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Gå till innehållet');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate("document.activeElement.closest('main') !== null"), true);
    });
  });

  test('what a choice opens is shown while it is chosen, without scripts', async () => {
    await visit('komponenter', { javaScriptEnabled: false }, async (page) => {
      const field = page.getByLabel('Adress');
      assert.equal(await field.isVisible(), false);
      await page.getByLabel('På papper, med post').check();
      assert.equal(await field.isVisible(), true);
      assert.equal(await page.getByLabel('Mobilnummer').isVisible(), false);
    });
  });

  test('keys walk the work list, never what one writes, and can be turned off', async () => {
    await visit('arbetslista', { viewport: { width: 1280, height: 800 } }, async (page) => {
      const here = () => page.evaluate("document.querySelector('.is-cursor a')?.textContent");
      await page.keyboard.press('k');
      assert.equal(await here(), 'Omar Daher');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      assert.equal(await here(), 'Amira Saleh');
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Amira Saleh');
      await page.getByLabel('Person eller ärende').pressSequentially('kjk');
      assert.equal(await here(), 'Amira Saleh');
      await page.getByRole('button', { name: 'Stäng av tangenterna' }).click();
      await page.locator('h1').click();
      await page.keyboard.press('k');
      assert.equal(await here(), 'Amira Saleh');
    });
  });
});

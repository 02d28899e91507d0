import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import type { Visitor } from './browser.ts';
import { doubledTextFaults, sidewaysFaults } from './layout.ts';
import { accessibilityFaults, contentFaults, htmlFaults } from './page-checks.ts';
import { shiftFaults } from './shifts.ts';

/** Whether every page is looked at whole in both languages, or in one of them: the short form of the walk. */
export const whole = process.env['TEST_PAGES'] === 'whole';

/**
 * Everything that every page must keep, looked for on the page that is shown: WCAG 2.2 AA, valid HTML, no sideways scroll
 * at 320 px, nothing cut with text doubled at 640 px, nothing that moves while it loads, no style or script inside, no
 * fault in the browser. One line a fault; empty when it is good.
 */
export async function pageFaults(visitor: Visitor): Promise<string[]> {
  const { page } = visitor;
  const where = new URL(page.url()).pathname;
  const found = [
    ...(await shiftFaults(page)),
    ...(await accessibilityFaults(page)),
    ...(await sidewaysFaults(page)),
    ...(await doubledTextFaults(page)).map((fault) => `text doubled: ${fault}`),
    ...visitor.newFaults(),
  ];
  return [...(await sentFaults(await visitor.html())), ...found.map((fault) => `${where}: ${fault}`)];
}

/** What of all that can be seen in the page as the server sent it: a twentieth of the time. */
export async function sentFaults(html: string): Promise<string[]> {
  return [...(await htmlFaults(html)), ...contentFaults(html)];
}

/** A picture of the whole page at `width` pixels, as PNG at `path`. */
export async function picture(page: Page, path: string, width = 1280): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  if (before !== null) await page.setViewportSize(before);
}

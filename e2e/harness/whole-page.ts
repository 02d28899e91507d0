import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import type { Visitor } from './browser.ts';
import { doubledTextFaults, sidewaysFaults } from './layout.ts';
import { accessibilityFaults, contentFaults, htmlFaults } from './page-checks.ts';
import { shiftFaults } from './shifts.ts';

/** Whether every page is looked at by axe in both languages, or in one of them: the short form of the walk. */
export const whole = process.env['TEST_PAGES'] === 'whole';

/**
 * Everything that every page must keep, looked for on the page that is shown: WCAG 2.2 AA, valid HTML, no sideways scroll
 * at 320 px, nothing cut with text doubled at 640 px, nothing that moves while it loads, no style or script inside, no
 * fault in the browser. One line a fault; empty when it is good. `axe: false` leaves out WCAG, which costs as much as the rest.
 */
export async function pageFaults(visitor: Visitor, { axe = true } = {}): Promise<string[]> {
  const { page } = visitor;
  const where = new URL(page.url()).pathname;
  const html = await visitor.html();
  const found = [
    ...(await shiftFaults(page)),
    ...(await htmlFaults(html)),
    ...contentFaults(html),
    ...(axe ? await accessibilityFaults(page) : []),
    ...(await sidewaysFaults(page)),
    ...(await doubledTextFaults(page)).map((fault) => `text doubled: ${fault}`),
    ...visitor.newFaults(),
  ];
  return found.map((fault) => `${where}: ${fault}`);
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

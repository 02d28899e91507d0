import type { Page } from 'playwright-core';
import { inBrowser } from './in-browser.ts';

/**
 * What does not fit when the window is `width` CSS pixels wide (WCAG 1.4.10 asks for 320): a page that scrolls sideways,
 * and the elements that make it do so. What scrolls in a region of its own is fine.
 */
export async function sidewaysFaults(page: Page, width = 320): Promise<string[]> {
  return at(page, width, () => inBrowser(page, sideways));
}

/** What is cut off or runs out of the page when text is twice as large in a window of `width` pixels (WCAG 1.4.4). */
export async function doubledTextFaults(page: Page, width = 640): Promise<string[]> {
  return at(page, width, async () => {
    // Through the object model, since the content policy forbids style attributes.
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    const faults = [...(await inBrowser(page, sideways)), ...(await inBrowser(page, cut))];
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    return faults;
  });
}

async function at<T>(page: Page, width: number, look: () => Promise<T>): Promise<T> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: before?.height ?? 900 });
  const result = await look();
  if (before !== null) await page.setViewportSize(before);
  return result;
}

// The two functions below run in the browser.

function sideways(): string[] {
  const room = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= room) return [];
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX) ||
      scrolls(element.parentElement));
  const guilty = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element.parentElement))
    .slice(0, 5)
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} to ${Math.round(element.getBoundingClientRect().right)}`,
    );
  return [`${wide} px wide in a window of ${room}: ${guilty.join(', ')}`];
}

function cut(): string[] {
  return [...document.body.querySelectorAll<HTMLElement>('*')]
    .filter((element) => {
      const style = getComputedStyle(element);
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      // One pixel square is how text is kept for screen readers only.
      if (element.clientWidth <= 1 || element.clientHeight <= 1 || element.textContent.trim() === '') return false;
      const low = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
      return low || (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 2);
    })
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} cuts "${element.textContent.trim().slice(0, 40)}"`,
    );
}

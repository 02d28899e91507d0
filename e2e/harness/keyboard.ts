import type { Locator, Page } from 'playwright-core';
import { inBrowser } from './in-browser.ts';

const MOST_STOPS = 200;

/** Goes to `goal` with the Tab key alone, as someone without a mouse does. Throws when the way does not lead there. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${goal} was not reached with the Tab key in ${MOST_STOPS} stops on ${page.url()}`);
}

/** Whether the element in focus shows it: an outline or a shadow that it does not have otherwise. */
export async function focusIsVisible(page: Page): Promise<boolean> {
  return inBrowser(page, () => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return false;
    const look = () => {
      const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(element);
      return [outlineStyle, outlineWidth, boxShadow, backgroundColor].join();
    };
    const focused = look();
    element.blur();
    const resting = look();
    element.focus();
    return focused !== resting;
  });
}

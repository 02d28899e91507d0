import type { Page } from 'playwright-core';

// The loader keeps the names of functions by calling `__name`, which a function sent to the browser would miss there.
const NAME_KEEPER = 'globalThis.__name ??= (named) => named';

/** Runs a function in the page, as `page.evaluate` does, also one with named functions inside. */
export async function inBrowser<T>(page: Page, look: () => T | Promise<T>): Promise<T> {
  await page.evaluate(NAME_KEEPER);
  return page.evaluate<T>(look);
}

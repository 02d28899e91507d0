import type { Page } from 'playwright-core';
import { inBrowser } from './in-browser.ts';

/** What has moved on the page since it was opened (cumulative layout shift): nothing shall. */
export async function shiftFaults(page: Page): Promise<string[]> {
  const shift = await inBrowser(page, async () => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // What moves because somebody pressed something is meant to.
        if ('value' in entry && !('hadRecentInput' in entry && entry.hadRecentInput)) sum += Number(entry.value);
      }
    });
    watch.observe({ type: 'layout-shift', buffered: true });
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return sum;
  });
  return shift === 0 ? [] : [`layout shift of ${shift}`];
}

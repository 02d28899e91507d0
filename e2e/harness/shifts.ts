import type { Page } from 'playwright-core';
import { inBrowser } from './in-browser.ts';

/** The columns of a table settle by a hair when the font comes late; what an eye can see is more. */
const SEEN = 0.01;

/** What has moved on the page since it was opened (layout shift), and which elements: nothing that can be seen shall. */
export async function shiftFaults(page: Page): Promise<string[]> {
  const { sum, found } = await inBrowser(page, async () => {
    let sum = 0;
    const found: string[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // What moves because somebody pressed something is meant to.
        if (!('value' in entry) || ('hadRecentInput' in entry && entry.hadRecentInput)) continue;
        const sources = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : [];
        const names = sources.map(({ node }) =>
          node instanceof Element ? `${node.tagName.toLowerCase()}.${[...node.classList].join('.')}` : 'text',
        );
        sum += Number(entry.value);
        found.push(`layout shift of ${entry.value}: ${names.join(', ')}`);
      }
    });
    watch.observe({ type: 'layout-shift', buffered: true });
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return { sum, found };
  });
  return sum < SEEN ? [] : found;
}

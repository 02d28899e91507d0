import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** One thing that axe found: its rule, and where it holds with the element and what would help. */
export interface Violation {
  readonly rule: string;
  readonly help: string;
  readonly places: readonly { readonly at: string; readonly html: string; readonly advice: string }[];
}

/** axe's tags for WCAG 2.2, levels A and AA. */
export const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/**
 * What axe finds on the page as it is shown. Only for visits with JavaScript: axe waits for timers, which a page without it
 * does not have. Whatever is right is not listed, which costs as much as the looking.
 */
export async function violationsOn(page: Page, tags: readonly string[] = WCAG_2_2_AA): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async (runOnly) => {
      const { axe: here } = window as unknown as { axe: typeof axe };
      const { violations } = await here.run(document, { runOnly, resultTypes: ['violations'] });
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        places: nodes.map((node) => ({
          at: node.target.join(' '),
          html: node.html,
          advice: node.failureSummary ?? '',
        })),
      }));
    },
    [...tags],
  );
}

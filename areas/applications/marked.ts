import type { PrintedPage } from '@torget/form';
import type { Speaks } from './answers.tsx';

/**
 * The application as a party reads it from whom answers are kept: each that is marked as secret says so in its place, and
 * so does what is computed, for a sum may tell what it is the sum of (OSL 10 kap. 3 §).
 */
export function withoutMarked(
  pages: readonly PrintedPage[],
  marked: readonly string[],
  { t }: Pick<Speaks, 't'>,
): readonly PrintedPage[] {
  if (marked.length === 0) return pages;
  const instead = { kind: 'text', text: t('applications.marked') } as const;
  return pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) =>
      row.computed === true || marked.includes(row.question) ? { ...row, value: instead } : row,
    ),
  }));
}

import type { Obligation } from './obligations.ts';

/** How one test of a demand ended; the reason when it did not pass. */
export interface Result {
  readonly name: string;
  readonly ended: 'passed' | 'failed' | 'not run';
  readonly why?: string;
}

/** What is said of a demand: its tests, or one line that says what is lacking. */
function linesOf(demand: string, results: readonly Result[], claimed: boolean): readonly Result[] {
  if (results.length > 0) return results;
  return [{ name: claimed ? `the test of ${demand} gave no result` : 'NO TEST', ended: 'failed' }];
}

/**
 * The table obligation → demands → tests, with its count. A demand without a test, or whose test did not run, counts as
 * failed: what nobody has shown is not kept.
 */
export function table(
  rows: readonly Obligation[],
  results: ReadonlyMap<string, readonly Result[]>,
  claimed: ReadonlySet<string>,
): { readonly text: string; readonly passed: number; readonly failed: number } {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { row, area, obligation, demands } of rows) {
    lines.push('', `${String(row).padStart(2)}  ${obligation}  (${area})`);
    for (const [letter, says] of Object.entries(demands)) {
      const demand = `${row}${letter}`;
      lines.push(`    ${letter}  ${says}`);
      for (const { name, ended, why } of linesOf(demand, results.get(demand) ?? [], claimed.has(demand))) {
        if (ended === 'passed') passed++;
        else failed++;
        lines.push(`       ${ended === 'passed' ? '✔' : '✖'} ${name}${ended === 'not run' ? ' – NOT RUN' : ''}`);
        if (why !== undefined) lines.push(...why.split('\n').map((line) => `           ${line}`));
      }
    }
  }
  return { text: lines.join('\n').trimStart(), passed, failed };
}

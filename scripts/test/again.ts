import type { Totals } from './test-run.ts';

/** Failures in more files than this are no chance. */
const MOST_FILES = 3;

/**
 * Runs the files in which a test failed once more, one at a time with nothing beside them. A test that fails again has
 * failed. One that holds now depends on how busy the machine was: it passes, and is named loudly, for somebody to mend.
 *
 * @param run runs one file
 */
export async function again(first: Totals, run: (file: string) => Promise<Totals>): Promise<Totals> {
  const files = new Set(first.faults.map(({ file }) => file));
  if (files.size > MOST_FILES) return first;
  let totals = first;
  for (const file of files) {
    if (file === undefined) continue;
    console.log(`\nOnce more, alone: ${file}`);
    const { passed, failed } = await run(file);
    if (failed === 0 && passed > 0) totals = held(totals, file);
  }
  return totals;
}

function held(totals: Totals, file: string): Totals {
  const shaky = totals.faults.filter((fault) => fault.file === file);
  const line = '!'.repeat(100);
  console.error(
    `\n${line}\nFAILED BESIDE OTHER TESTS, HOLDS ALONE:\n${shaky.map(({ text }) => text).join('\n')}\n${line}`,
  );
  return {
    ...totals,
    passed: totals.passed + shaky.length,
    failed: totals.failed - shaky.length,
    faults: totals.faults.filter((fault) => fault.file !== file),
  };
}

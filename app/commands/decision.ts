import { evaluateCommand } from '../decision/evaluate.ts';
import { tckCommand } from '../decision/tck.ts';

const USAGE = `torget decision eval FILE --decision NAME --input JSON [--trace] [--at INSTANT]
torget decision tck DIR [--csv FILE] [--strict]`;

/** Decisions from the command line: one of a DMN file with its reasons, or a whole conformance suite with its score. */
export async function decisionCommand([name, ...args]: readonly string[]): Promise<number> {
  const command = name === 'eval' ? evaluateCommand : name === 'tck' ? tckCommand : undefined;
  const code = command?.(args);
  if (code === undefined) console.error(USAGE);
  return code ?? 2;
}

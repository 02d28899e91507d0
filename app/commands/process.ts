import { checkProcessCommand } from '../process/check.ts';
import { exportProcessCommand } from '../process/export.ts';
import { runProcessCommand } from '../process/run.ts';
import { scenariosCommand } from '../process/scenarios.ts';

const USAGE = `torget process check FILE…
torget process scenarios DIR|FILE… [--pure]
torget process export --format ocel|xes [--service ID] [--from DATE] [--to DATE] [--out FILE]
torget process run FILE… [--variables JSON] [--answers JSON] [--at INSTANT]`;

const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<number | undefined> } = {
  check: checkProcessCommand,
  scenarios: scenariosCommand,
  run: runProcessCommand,
  export: exportProcessCommand,
};

/** Processes from the command line: what is wrong with one, a suite of scenarios with its score, a run in memory. */
export async function processCommand([name, ...args]: readonly string[]): Promise<number> {
  const code = await COMMANDS[name ?? '']?.(args);
  if (code === undefined) console.error(USAGE);
  return code ?? 2;
}

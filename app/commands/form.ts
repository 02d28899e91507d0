import { checkFormCommand } from '../form/check.ts';
import { importCommand } from '../form/import.ts';
import { walkCommand } from '../form/walk.ts';

const USAGE = `torget form import --from xgov|formio FILE… --out DIR
torget form import --from camunda FILE.bpmn… --out DIR
torget form check PATH…
torget form walk PATH… [--runs N] [--seed S]`;

const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<number | undefined> } = {
  import: importCommand,
  check: checkFormCommand,
  walk: walkCommand,
};

/** Forms from the command line: taken over from other systems, checked, and walked through by people made of chance. */
export async function formCommand([name, ...args]: readonly string[]): Promise<number> {
  const code = await COMMANDS[name ?? '']?.(args);
  if (code === undefined) console.error(USAGE);
  return code ?? 2;
}

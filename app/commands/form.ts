import { checkFormCommand } from '../form/check.ts';
import { importCommand } from '../form/import.ts';
import { languagesCommand } from '../form/languages.ts';
import { previewCommand } from '../form/preview.ts';
import { walkCommand } from '../form/walk.ts';

const USAGE = `torget form import --from xgov|formio FILE… --out DIR
torget form import --from camunda FILE.bpmn… --out DIR
torget form check PATH…
torget form languages PATH… [--in sv,en,…]
torget form preview PATH… [--en]
torget form walk PATH… [--runs N] [--seed S]`;

const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<number | undefined> } = {
  import: importCommand,
  check: checkFormCommand,
  languages: languagesCommand,
  preview: previewCommand,
  walk: walkCommand,
};

/** Forms from the command line: taken over from other systems, checked, looked at, and walked through by people made of chance. */
export async function formCommand([name, ...args]: readonly string[]): Promise<number> {
  const code = await COMMANDS[name ?? '']?.(args);
  if (code === undefined) console.error(USAGE);
  return code ?? 2;
}

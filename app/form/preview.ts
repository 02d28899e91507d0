import { watch } from 'node:fs';
import { basename } from 'node:path';
import { mapOf } from './map.ts';
import { formsUnder } from './paths.ts';
import { type OpenGround, openGround, type Placed } from './walk/ground.ts';

/** Editors write a file in several steps. */
const SETTLED_MS = 300;

/**
 * `torget form preview PATH… [--en]`: the forms as people will meet them, on a server of its own with a town of example
 * people, registers and payments that is thrown away: whatever is answered, sent or paid there touches no installation.
 * Tells where each form is, and every page and branch of it. A file that is saved is there with the next new draft.
 */
export async function previewCommand(args: readonly string[]): Promise<number | undefined> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  if (paths.length === 0 || args.some((arg) => arg.startsWith('--') && arg !== '--en')) return undefined;
  const opened = await openPreview(paths, args.includes('--en') ? 'en' : 'sv', (line) => console.log(line));
  if (!opened) return 2;
  // The ground closes itself when the command is interrupted, and ends it when the database has stopped.
  return new Promise<never>(() => undefined);
}

/** Opens the preview and says where it is; false when there are no forms. */
async function openPreview(
  paths: readonly string[],
  language: 'sv' | 'en',
  tell: (line: string) => void,
): Promise<boolean> {
  const forms = paths.flatMap(formsUnder);
  if (forms.length === 0) {
    tell(`Här finns inga formulär. / There are no forms here: ${paths.join(' ')}`);
    return false;
  }
  const ground = await openGround(forms);
  for (const placed of ground.forms) show(ground, placed, language, tell);
  for (const placed of ground.forms) follow(ground, placed, language, tell);
  return true;
}

function show(ground: OpenGround, { form, id }: Placed, language: 'sv' | 'en', tell: (line: string) => void): void {
  const found = ground.form(id);
  if (found === undefined) {
    tell(`✗ ${form.path}: torget form check ${form.path}`);
    return;
  }
  const prefix = language === 'en' ? '/en' : '';
  tell(`→ http://localhost:${ground.port}${prefix}/tjanster/${id}`);
  for (const line of mapOf(found, language)) tell(`  ${line}`);
}

/** Publishes a form again when something in it is saved. */
function follow(ground: OpenGround, placed: Placed, language: 'sv' | 'en', tell: (line: string) => void): void {
  const { path, kind } = placed.form;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    ground
      .renew(placed)
      .then((faults) => {
        for (const fault of faults) tell(`✗ ${fault}`);
        if (faults.length === 0) show(ground, placed, language, tell);
      })
      .catch((error: unknown) => tell(`✗ ${basename(path)}: ${String(error)}`));
  };
  watch(path, { recursive: kind === 'service' }, () => {
    clearTimeout(timer);
    timer = setTimeout(again, SETTLED_MS);
  });
}

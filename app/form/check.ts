import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Fault } from '@torget/feel';
import { load } from '@torget/form';
import { compileService, hasErrors, readFolder } from '#platform/town/index.ts';
import { homeOf } from './home.ts';
import { type FormPath, formsUnder } from './paths.ts';

/** `torget form check PATH…`: every form under the paths, with what is wrong in it. A service folder is checked whole. */
export async function checkFormCommand(args: readonly string[]): Promise<number | undefined> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  if (paths.length === 0) return undefined;
  const forms = paths.flatMap(formsUnder);
  let [passed, failed] = [0, 0];
  for (const form of forms) {
    const faults = await faultsOf(form);
    const bad = hasErrors(faults);
    if (bad) failed++;
    else passed++;
    const warnings = faults.filter(({ severity }) => severity === 'warning').length;
    console.log(`${bad ? '✗' : '✓'} ${near(form.path)}${warnings === 0 ? '' : `  (${warnings} varningar/warnings)`}`);
    for (const fault of faults.filter(({ severity }) => severity !== 'warning')) {
      console.log(
        `${near(form.kind === 'file' ? form.path : join(form.path, fault.file))}:${fault.line}:${fault.column}  ${fault.code}  ${fault.message.sv}`,
      );
      console.log(`    ${fault.advice.sv}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function faultsOf({ kind, path }: FormPath): Promise<readonly Fault[]> {
  if (kind === 'service') return (await compileService(readFolder(path), await homeOf(path))).faults;
  const loaded = load(readFileSync(path, 'utf8'), { file: 'form.yaml' });
  return loaded.ok ? loaded.value.warnings : loaded.error;
}

function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}

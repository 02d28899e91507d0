import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { LANGUAGE, languagesOf, readFolder, type TextFiles, textFilesOf } from '#platform/town/index.ts';
import { homeOf } from './home.ts';
import { formsUnder } from './paths.ts';

/**
 * `torget form languages PATH… [--in sv,en,…]`: for every form or service under the paths, which texts lack which of the
 * town's languages (or those named): in forms, the service's own file, and letters. Exits 0 when nothing is missing.
 */
export async function languagesCommand(args: readonly string[]): Promise<number | undefined> {
  const at = args.indexOf('--in');
  const asked = at < 0 ? undefined : (args[at + 1] ?? '').split(',').filter((code) => LANGUAGE.test(code));
  const paths = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--in');
  if (paths.length === 0 || asked?.length === 0) return undefined;
  let [passed, failed] = [0, 0];
  for (const form of paths.flatMap(formsUnder)) {
    const languages = asked ?? (await homeOf(form.path)).languages;
    const { texts, missing } = languagesOf(await filesOf(form.path, form.kind), languages);
    if (missing.length === 0) passed++;
    else failed++;
    const each = languages.map((language) => {
      const lacks = missing.filter((text) => text.language === language).length;
      return `${language} ${texts - lacks}/${texts}`;
    });
    console.log(`${missing.length === 0 ? '✓' : '✗'} ${near(form.path)}  ${each.join('  ')}`);
    for (const { language, file, line, place, words } of missing)
      console.log(`    ${file}:${line}  ${language}  ${place}  ${JSON.stringify(words)}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function filesOf(path: string, kind: 'file' | 'service'): Promise<TextFiles> {
  return kind === 'file' ? { 'form.yaml': readFileSync(path, 'utf8') } : textFilesOf(await readFolder(path));
}

function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}

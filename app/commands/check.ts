import { readEnvironment } from '#platform/environment.ts';
import { check } from '../check/check.ts';
import { reportLines } from '../check/print.ts';
import { scopeOf } from '../check/scope.ts';

/**
 * `torget check [folder] [--en]`: every fault of a town or of one service, with file, line and advice; then its examples,
 * played through the whole house; then what no example reaches. Exits 0 when nothing failed.
 */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const [folder, more] = args.filter((arg) => !arg.startsWith('--'));
  if (more !== undefined || args.some((arg) => arg.startsWith('--') && arg !== '--en')) {
    console.error('torget check [folder] [--en]');
    return 2;
  }
  const report = await check(await scopeOf(folder, readEnvironment));
  for (const line of reportLines(report, args.includes('--en') ? 'en' : 'sv')) console.log(line);
  return report.failed === 0 && report.passed > 0 ? 0 : 1;
}

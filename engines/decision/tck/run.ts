import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { judge, type Outcome } from './judge.ts';

/** The suite keeps these beside the scored ones; they are nobody's score. */
const UNSCORED = 'non-compliant';

/**
 * Runs every case below a folder, at any depth: a directory with test files and models is one group. `only` keeps the
 * directories whose name contains it. A folder that does not exist has no cases.
 */
export function runAll(folder: string, only = ''): Outcome[] {
  const root = resolve(folder);
  return existsSync(root) ? walk(root, root, only) : [];
}

function walk(root: string, path: string, only: string): Outcome[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = (ending: string) => entries.filter((one) => one.isFile() && one.name.endsWith(ending));
  const read = ({ name }: { name: string }) => ({ file: name, xml: readFileSync(join(path, name), 'utf8') });
  const [models, tests] = [names('.dmn'), names('.xml')];
  const here =
    models.length > 0 && tests.length > 0 && basename(path).includes(only)
      ? judge(labelOf(root, path), models.map(read), tests.map(read))
      : [];
  const below = entries
    .filter((one) => one.isDirectory() && one.name !== UNSCORED)
    .flatMap((one) => walk(root, join(path, one.name), only));
  return [...here, ...below];
}

/** As the published results name a directory: from the level on, `compliance-level-3/0050-feel-abs-function`. */
function labelOf(root: string, path: string): string {
  const parts = path.split(sep);
  const suite = parts.lastIndexOf('TestCases');
  if (suite >= 0) return parts.slice(suite + 1).join('/');
  const level = parts.findLastIndex((part) => part.startsWith('compliance-level'));
  if (level >= 0) return parts.slice(level).join('/');
  return relative(root, path).split(sep).join('/') || basename(path);
}

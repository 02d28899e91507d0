import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Copies the checkout as it is, also what is not committed, without what is deleted, on the same packages but for those of
 * the house itself.
 */
export function copyTo(copy: string, root: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const packages = join(copy, 'node_modules');
  mkdirSync(join(packages, '@torget'), { recursive: true });
  for (const one of readdirSync(join(root, 'node_modules')))
    if (one !== '@torget') symlinkSync(join(root, 'node_modules', one), join(packages, one));
  for (const engine of readdirSync(join(copy, 'engines')))
    symlinkSync(join(copy, 'engines', engine), join(packages, '@torget', engine));
  execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: copy });
}

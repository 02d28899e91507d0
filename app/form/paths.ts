import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A form to check or walk: a form.yaml alone, or a service folder with one. */
export type FormPath = { readonly kind: 'file' | 'service'; readonly path: string };

/** Every form under a path, in one order: a form.yaml, a service folder, or a tree of them (a town, too). */
export function formsUnder(path: string): readonly FormPath[] {
  const whole = resolve(path);
  if (!existsSync(whole)) return [];
  if (!statSync(whole).isDirectory()) return [{ kind: 'file', path: whole }];
  if (existsSync(join(whole, 'service.yaml'))) return [{ kind: 'service', path: whole }];
  return readdirSync(whole, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly FormPath[] => {
      if (entry.isDirectory()) return formsUnder(join(whole, entry.name));
      return entry.name === 'form.yaml' ? [{ kind: 'file', path: join(whole, entry.name) }] : [];
    });
}

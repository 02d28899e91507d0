import type { Request } from '#platform/web/index.ts';

/** `Version 3, gäller nu`. */
export function versionText(
  { t }: Pick<Request, 't'>,
  { n, offered }: { readonly n: number; readonly offered: boolean },
): string {
  return t(offered ? 'operations.version-now' : 'operations.version-n', { n });
}

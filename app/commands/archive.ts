import { exportCommand } from '../archive/export.ts';
import { verifyCommand } from '../archive/verify.ts';

const USAGE = `torget archive export NUMBER… --out DIR [--schemas DIR]
torget archive verify DIR… [--schemas DIR]`;

/** Packages for the final archive from the command line: made from closed cases, and judged. */
export async function archiveCommand([name, ...args]: readonly string[]): Promise<number> {
  const code =
    name === 'export' ? await exportCommand(args) : name === 'verify' ? await verifyCommand(args) : undefined;
  if (code === undefined) console.error(USAGE);
  return code ?? 2;
}

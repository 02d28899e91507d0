import { type Ground, type WalkedService, WalkFailure, type WalkOptions } from './types.ts';
import { walk } from './walker.ts';

/** So many walks are spent on finding a shorter way to a failure. */
const TRIES = 14;

/**
 * The failure with the fewest detours before it: all are left out at first, then one after the other, as long as the
 * walk still fails in the same way.
 */
export async function smallest(
  ground: Ground,
  service: WalkedService,
  options: WalkOptions,
  found: WalkFailure,
): Promise<WalkFailure> {
  let best = found;
  let without = new Set<string>();
  const attempt = async (more: readonly string[]): Promise<boolean> => {
    const left = new Set([...without, ...more]);
    try {
      await walk(ground, service, { ...options, without: left });
      return false;
    } catch (error) {
      if (!(error instanceof WalkFailure)) throw error;
      if (error.code !== found.code) return false;
      without = left;
      best = error;
      return true;
    }
  };
  if (await attempt(found.detours)) return best;
  for (const detour of found.detours.slice(-TRIES)) await attempt([detour]);
  return best;
}

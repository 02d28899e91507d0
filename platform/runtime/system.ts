import type { Actor } from '#platform/access/actor.ts';

/** In whose name the runtime does what nobody asked for at that moment. */
export const SYSTEM: Actor = { kind: 'system', function: 'runtime' };

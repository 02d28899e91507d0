/** How often a job is tried, and the pauses between in seconds. */
export interface Retries {
  readonly attempts: number;
  readonly backOff: readonly number[];
}

/**
 * The retries that a model says of an asynchronous border: `R5/PT5M` is five attempts five minutes apart, `PT1M,PT10M`
 * one attempt and one more after each pause. Undefined when it says nothing that can be read.
 */
export function retriesOf(text: string | undefined): Retries | undefined {
  if (text === undefined) return undefined;
  const cycle = /^R(\d+)\/(P.+)$/.exec(text.trim());
  if (cycle !== null) {
    const pause = seconds(cycle[2] ?? '');
    return pause === undefined ? undefined : { attempts: Math.max(1, Number(cycle[1])), backOff: [pause] };
  }
  const pauses = text.split(',').map((part) => seconds(part.trim()));
  if (pauses.some((pause) => pause === undefined)) return undefined;
  return { attempts: pauses.length + 1, backOff: pauses as number[] };
}

function seconds(duration: string): number | undefined {
  try {
    const relativeTo = Temporal.PlainDateTime.from('2026-01-01T00:00');
    return Temporal.Duration.from(duration).total({ unit: 'seconds', relativeTo });
  } catch {
    return undefined;
  }
}

/** A closing is told this long before. */
const BEFORE = Temporal.Duration.from({ hours: 7 * 24 });

/** Whether a closing is told at this instant: from a week before it until it is over. Instants, RFC 3339. */
export function isTold({ from, to }: { readonly from: string; readonly to: string }, now: string): boolean {
  const { compare, from: instant } = Temporal.Instant;
  return compare(now, instant(from).subtract(BEFORE)) >= 0 && compare(now, to) < 0;
}

/**
 * Does `work` for one after the other, also for those that come after one that failed: a fault in one case is no reason
 * for the others to wait.
 *
 * @throws AggregateError of all that failed, when every one has had its turn
 */
export async function oneByOne<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const item of items) await work(item).catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${items.length} failed`);
}

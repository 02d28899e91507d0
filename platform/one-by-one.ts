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

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Does `work` for all that `read` finds, in pages of `most`, each from the last id of the one before: what is left as it
 * stood keeps nobody else waiting. `read` gives items with an id after the given one, in the order of their ids.
 *
 * @throws AggregateError of all that failed, when every one has had its turn
 */
export async function pageByPage<Item extends { readonly id: string }>(
  most: number,
  read: (after: string) => Promise<readonly Item[]>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (let after: string | undefined = FIRST_ID; after !== undefined; ) {
    const page: readonly Item[] = await read(after);
    await oneByOne(page, work).catch((fault: unknown) => faults.push(fault));
    after = page.length < most ? undefined : page.at(-1)?.id;
  }
  if (faults.length > 0) throw new AggregateError(faults, 'not every one was done');
}

/**
 * A queue in which one works at a time, at most `most` wait, and none of them longer than `patience` milliseconds: whoever
 * finds it full, or does not get a turn in time, is answered `busy` and its work is never begun.
 */
export function boundedQueue({ most, patience }: { readonly most: number; readonly patience: number }) {
  let last: Promise<unknown> = Promise.resolve();
  let inside = 0;
  return async <Done>(work: () => Promise<Done>): Promise<Done | 'busy'> => {
    if (inside > most) return 'busy';
    const mine = Promise.withResolvers<void>();
    const turn = last;
    last = turn.then(() => mine.promise);
    inside++;
    try {
      return (await within(turn, patience)) ? await work() : 'busy';
    } finally {
      inside--;
      mine.resolve();
    }
  };
}

function within(turn: Promise<unknown>, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    turn.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** Chance from a seed: the same words give the same sequence on every machine, so that a walk can be walked again. */
export class Chance {
  #state: number;

  constructor(...words: readonly (string | number)[]) {
    // FNV-1a, 32 bits.
    let hash = 0x811c9dc5;
    for (const letter of words.join('\u0000')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** From 0 up to but not 1 (mulberry32). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `min` to `max`, both of them too. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.#next() * (max - min + 1));
  }

  /** True so often of a hundred times. */
  percent(often: number): boolean {
    return this.#next() * 100 < often;
  }

  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T | undefined;
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.whole(0, Math.max(list.length - 1, 0))];
  }

  /** Each with even odds, in their order; at least `min`, at most `max`. */
  some<T>(list: readonly T[], min: number, max: number): readonly T[] {
    const wanted = this.whole(Math.min(min, list.length), Math.min(max, list.length));
    const left = list.map((_, index) => index);
    const chosen = Array.from({ length: wanted }, () => left.splice(this.whole(0, left.length - 1), 1)[0] ?? 0);
    return chosen.sort((a, b) => a - b).flatMap((index) => list.slice(index, index + 1));
  }
}

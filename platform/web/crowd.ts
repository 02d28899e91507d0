/** So many at once have to wait for each other on any machine that a town runs on. */
const MANY = 8;

/** How many people wait for a page of this process just now. */
export class Crowd {
  #waiting = 0;

  enter(): void {
    this.#waiting += 1;
  }

  leave(): void {
    this.#waiting -= 1;
  }

  /** True while many wait: what nobody waits for should then be left alone. */
  get isLarge(): boolean {
    return this.#waiting >= MANY;
  }
}

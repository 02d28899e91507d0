import { hash, randomBytes } from 'node:crypto';

const HOUR_MS = 60 * 60_000;
/** Mails in an hour to one address, and about one draft: enough to mend a mistake, useless for annoying anybody. */
const ADDRESS = 4;
const DRAFT = 6;
/** Beyond so many counts in an hour all are forgotten, so that memory stays bounded. */
const MOST = 100_000;

/**
 * Counts mails with links in memory, by a hash whose salt lives for an hour: nothing tells afterwards whose addresses they
 * were, or that an address has a draft.
 */
export class MailLimits {
  #salt = '';
  #since = Number.NEGATIVE_INFINITY;
  readonly #counts = new Map<string, number>();

  /** Whether one more may be sent; counts it then. `now` is real time in milliseconds. */
  allow(address: string, draft: string, now: number): boolean {
    if (now - this.#since > HOUR_MS || this.#counts.size > MOST) {
      this.#salt = randomBytes(16).toString('hex');
      this.#since = now;
      this.#counts.clear();
    }
    const [to, about] = [this.#key(`to ${address.trim().toLowerCase()}`), this.#key(`about ${draft}`)];
    const [sent, told] = [this.#counts.get(to) ?? 0, this.#counts.get(about) ?? 0];
    if (sent >= ADDRESS || told >= DRAFT) return false;
    this.#counts.set(to, sent + 1).set(about, told + 1);
    return true;
  }

  #key(what: string): string {
    return hash('sha256', this.#salt + what, 'base64url').slice(0, 22);
  }
}

import { hash, randomBytes } from 'node:crypto';

/** Requests for each address and ten minutes. Generous, since a whole school or library may stand behind one address. */
const ALLOWED = { page: 6000, submit: 300, 'sign-in': 300, upload: 300, bytes: 1_000_000_000 } as const;
type LimitClass = keyof typeof ALLOWED;

const WINDOW_MS = 10 * 60_000;
const SALT_MS = 60 * 60_000;
/** Beyond so many addresses in a window the oldest are forgotten, so that memory stays bounded. */
const MAX_KEYS = 100_000;

/**
 * Counts requests by a salted hash of the network address, in memory only; the salt changes every hour, so that the
 * counts cannot be turned into addresses, and nothing of them is ever stored or logged (TF 2 kap. 18 §).
 */
export class RateLimits {
  #salt = randomBytes(16).toString('hex');
  #saltMade = 0;
  #windowStarted = 0;
  /** Of the address that came last: one page or form is counted several times. */
  #last = { address: '', hash: '' };
  readonly #counts = new Map<string, number>();
  readonly #scale: number;

  /** `scale` multiplies what is allowed: benchmarks come from one address. */
  constructor(scale = 1) {
    this.#scale = scale;
  }

  /** Whether one more request is allowed, or `cost` more bytes of uploads; counts it. `now` is real time in milliseconds. */
  allow(kind: LimitClass, address: string, now: number, cost = 1): boolean {
    if (now - this.#saltMade > SALT_MS) {
      this.#salt = randomBytes(16).toString('hex');
      this.#saltMade = now;
      this.#last = { address: '', hash: '' };
    }
    if (now - this.#windowStarted > WINDOW_MS || this.#counts.size > MAX_KEYS) {
      this.#counts.clear();
      this.#windowStarted = now;
    }
    const key = `${kind} ${this.#hashOf(address)}`;
    const count = (this.#counts.get(key) ?? 0) + cost;
    this.#counts.set(key, count);
    return count <= ALLOWED[kind] * this.#scale;
  }

  #hashOf(address: string): string {
    if (this.#last.address !== address || address === '') {
      const whole = hash('sha256', this.#salt + networkOf(address), 'base64url');
      this.#last = { address, hash: whole.slice(0, 16) };
    }
    return this.#last.hash;
  }
}

/**
 * What is counted as one visitor: an IPv4 address, also where it comes dressed as IPv6, or the 64 bits of an IPv6 network,
 * because everybody with one such address has all the others of the network too.
 */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
  return groups.slice(0, 4).join(':');
}

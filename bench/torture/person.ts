import { type Client, NoAnswer } from '../client.ts';
import { fillIn, onwards, type Ready, readAnswer, send } from '../renewal.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Victim } from './victim.ts';

/** How often a press of "send" that got no answer is not repeated, and how often one presses twice. */
const GIVES_UP = 0.3;
const PRESSES_TWICE = 0.15;

export interface Person {
  readonly client: Client;
  readonly victim: Victim;
  readonly ledger: Ledger;
  readonly random: Random;
  /** Told when a press of "send" is on its way, so that a kill can be aimed at it. */
  readonly sending: () => void;
}

/** Repeats what got no answer, once the server is back: a person who reloads the page. */
async function patiently<T>({ victim }: Person, act: () => Promise<T>): Promise<T> {
  for (;;) {
    await victim.up;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** One application from the start page to the letter, through all kills. */
export async function apply(person: Person): Promise<void> {
  const { client, ledger } = person;
  let at: string | undefined;
  const reached = (page: string) => {
    at = page;
  };
  const ready = await patiently(person, () =>
    at === undefined ? fillIn(client, reached) : onwards(client, at, reached),
  );
  const receipt = await press(person, ready);
  if (receipt === undefined) return ledger.note({ what: 'unknown', draft: ready.draft });
  ledger.note({ what: 'sent', draft: ready.draft, application: receipt.split('/').at(-1) ?? '' });
  await patiently(person, () => readAnswer(client, receipt));
}

/** Address of the receipt; undefined when no answer came and the person left. */
async function press(person: Person, ready: Ready): Promise<string | undefined> {
  const { client, random, victim } = person;
  const presses = random() < PRESSES_TWICE ? 2 : 1;
  const givesUp = random() < GIVES_UP;
  for (;;) {
    await victim.up;
    person.sending();
    const answers = await Promise.allSettled(Array.from({ length: presses }, () => send(client, ready)));
    const receipts = new Set<string>();
    for (const answer of answers) {
      if (answer.status === 'fulfilled') receipts.add(answer.value);
      else if (!(answer.reason instanceof NoAnswer)) throw answer.reason;
    }
    if (receipts.size > 1) throw new Error(`two presses of one draft gave ${[...receipts].join(' and ')}`);
    const [receipt] = receipts;
    if (receipt !== undefined || givesUp) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

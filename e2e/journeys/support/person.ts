import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { signOut, type Visitor, type VisitorOptions, visit } from '../../harness.ts';
import { type Hands, keys, pointer, type UploadFile } from './hands.ts';

const PATIENCE_MS = 30_000;
// Pages are whole when they arrive: what is not there soon is not there.
const LOOKING_MS = 20_000;
const BREATH_MS = 100;

/** What a person has: scripts or not, a keyboard only, a language, a window. */
export interface Means extends VisitorOptions {
  readonly keyboard?: boolean;
}

/** The three ways every journey is gone. */
export const WAYS: readonly (readonly [name: string, means: Means])[] = [
  ['with JavaScript', { javaScript: true }],
  ['without JavaScript', { javaScript: false }],
  ['by keyboard alone', { javaScript: true, keyboard: true }],
];

/** Names of roles and labels, exact when a text. */
type Name = string | RegExp;

function named(name: Name) {
  return typeof name === 'string' ? { name, exact: true } : { name };
}

/** Somebody in front of a browser, who finds what she needs by what it is called. */
export class Person {
  readonly page: Page;
  readonly #visitor: Visitor;
  readonly #hands: Hands;

  private constructor(visitor: Visitor, means: Means) {
    this.#visitor = visitor;
    this.page = visitor.page;
    this.page.setDefaultTimeout(LOOKING_MS);
    this.#hands = means.keyboard ? keys(visitor.page) : pointer;
  }

  static async come(browser: Browser, origin: string, means: Means): Promise<Person> {
    return new Person(await visit(browser, origin, means), means);
  }

  /** Ends the visit; rejects when something went wrong in the browser. */
  close(): Promise<void> {
    return this.#visitor.close();
  }

  /** Opens an address of the town; resolves to the status. */
  async go(path: string): Promise<number> {
    // Without scripts that change it, the page is whole when its HTML is.
    const answer = await this.page.goto(path, { waitUntil: 'domcontentloaded' });
    return answer?.status() ?? 0;
  }

  /** The status that an address answers with for her, without leaving the page. */
  async status(path: string): Promise<number> {
    const answer = await this.page.context().request.get(path, { maxRedirects: 0 });
    return answer.status();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  heading(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, not what is hidden
    return this.page.locator('h1').first().innerText();
  }

  /** The text of the page's main part, white space folded. */
  async text(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, not what is hidden
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ');
  }

  html(): Promise<string> {
    return this.#visitor.html();
  }

  async signIn(name: string, to?: string): Promise<this> {
    await this.go(`/logga-in${to === undefined ? '' : `?till=${encodeURIComponent(to)}`}`);
    return this.identify(name);
  }

  /** On the page that asks for an e-ID: chooses the test e-ID and says who she is. */
  async identify(name: string): Promise<this> {
    const { page } = this;
    await this.#turn(page.getByRole('button', { name: /^(Logga in med|Sign in with) / }).first());
    await this.#hands.write(page.getByRole('searchbox'), name);
    await this.press(/^(Sök|Search)$/);
    await this.press(new RegExp(`^${name}`));
    return this;
  }

  /** At the e-ID, on the way to sign: says who she is, has the text before her, and signs it. */
  async signAs(name: string): Promise<this> {
    const { page } = this;
    await this.#hands.write(page.getByRole('searchbox'), name);
    await this.press(/^(Sök|Search)$/);
    await this.press(new RegExp(`^${name}`));
    await this.reads(name);
    await this.press(/^(Skriv under|Sign)$/);
    return this;
  }

  async startWork(name: string, unit?: string): Promise<this> {
    await this.go('/arbete/logga-in');
    await this.identify(name);
    if (this.path === '/arbete/uppdrag') await this.press(unit === undefined ? /^Arbeta i / : `Arbeta i ${unit}`);
    return this;
  }

  signOut(): Promise<void> {
    return signOut(this.page);
  }

  /** Presses a button and waits for the page that comes. */
  async press(name: Name): Promise<void> {
    await this.#turn(this.page.getByRole('button', named(name)).first());
  }

  /** Follows a link (or what looks like a button and is one) and waits for the page that comes. */
  async follow(name: Name): Promise<void> {
    await this.#turn(this.page.getByRole('link', named(name)).first());
  }

  /** Presses the button or follows the link that `goal` is, and waits for the page that comes. */
  async open(goal: Locator): Promise<void> {
    await this.#turn(goal);
  }

  /** Points at a place in a picture. */
  async click(goal: Locator, position: { readonly x: number; readonly y: number }): Promise<void> {
    const arrived = this.page.waitForEvent('domcontentloaded');
    arrived.catch(() => {});
    await goal.click({ position });
    await arrived;
  }

  /** Goes on from a question page. */
  async onwards(): Promise<void> {
    await this.press(/^(Fortsätt|Continue)$/);
  }

  async write(label: Name, text: string): Promise<void> {
    await this.#told(this.#hands.write(this.#field(label), text));
  }

  /** Marks the radio or the box that is called so; in the group called `group`, where there are several. */
  async mark(name: Name, group?: Name): Promise<void> {
    const main = this.page.getByRole('main');
    const within = group === undefined ? main : main.getByRole('group', named(group));
    await this.#hands.mark(
      within
        .getByRole('radio', named(name))
        .or(within.getByRole('checkbox', named(name)))
        .first(),
    );
  }

  async pick(label: Name, option: string): Promise<void> {
    await this.#told(this.#hands.pick(this.page.getByRole('main').getByRole('combobox', named(label)), option));
  }

  async attach(label: Name, file: UploadFile | string): Promise<void> {
    await this.#told(this.#hands.attach(this.#field(label), file));
  }

  value(label: Name): Promise<string> {
    return this.#field(label).inputValue();
  }

  /** Opens `path` again and again until it says so: for what a job does right after the commit. */
  async until(path: string, says: RegExp | ((page: Page) => Promise<boolean>)): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      await this.go(path);
      const done = says instanceof RegExp ? says.test(await this.text()) : await says(this.page);
      if (done) return;
      if (performance.now() > end) assert.fail(`${path} did not come to say ${says} but: ${await this.text()}`);
      await this.page.waitForTimeout(BREATH_MS);
    }
  }

  /** Asserts what the page says. */
  async reads(...expected: readonly (string | RegExp)[]): Promise<void> {
    const text = await this.text();
    for (const each of expected) {
      const found = typeof each === 'string' ? text.includes(each) : each.test(text);
      assert.ok(found, `${this.path} does not say ${each}, but: ${text}`);
    }
  }

  async readsNot(...unwanted: readonly string[]): Promise<void> {
    const text = await this.text();
    for (const each of unwanted) assert.ok(!text.includes(each), `${this.path} says ${each}: ${text}`);
  }

  async titled(heading: Name): Promise<void> {
    const shown = await this.heading();
    const fits = typeof heading === 'string' ? shown === heading : heading.test(shown);
    assert.ok(fits, `${this.path} is called ${shown}, not ${heading}: ${await this.text()}`);
  }

  #field(label: Name): Locator {
    const main = this.page.getByRole('main');
    return main.getByLabel(label, { exact: typeof label === 'string' }).first();
  }

  /** Tells, when something cannot be done, what she has before her. */
  async #told(deed: Promise<void>): Promise<void> {
    await deed.catch(async (error) => {
      throw new Error(`On ${this.path}: ${String(error).split('\n  ', 3).join(' ')}\n${await this.text()}`);
    });
  }

  async #turn(goal: Locator): Promise<void> {
    const arrived = this.page.waitForEvent('domcontentloaded');
    arrived.catch(() => {}); // When the press itself fails, that is what is told.
    await this.#told(this.#hands.press(goal));
    await arrived;
  }
}

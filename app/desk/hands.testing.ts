// An officer's hands on the desk: follows the links and presses the buttons that a page has, and nothing else; and counts.
import assert from 'node:assert/strict';
import type { Route } from '#platform/web/index.ts';
import { houseAddresses } from '../house.ts';
import type { Visitor } from '../security/testing.ts';
import { type Control, controlsOf } from './page.testing.ts';

/** What is filled in before a button is pressed; several values for boxes. */
export type Fill = { readonly [name: string]: string | readonly string[] | File };

/** What is pressed leads to one of the acts of the desk; each stands once in here, by its name. */
export interface Known {
  /** What has been on a page that somebody stood before. */
  readonly shown: Set<string>;
  /** What a row has pressed, and with how many presses in all. */
  readonly used: Map<string, number>;
}

/** Only a control of the desk: what staff do. Where it leads by method and address. */
export function namer(routes: readonly Route[]): (method: string, path: string) => string | undefined {
  const patterns = routes
    .filter(({ who }) => who === 'staff')
    .map((route) => ({ route, segments: houseAddresses.pattern(route.name).split('/') }));
  return (method, path) => {
    const given = path.split('/');
    const fits = patterns.filter(
      ({ route, segments }) =>
        route.method === method &&
        segments.length === given.length &&
        segments.every((one, at) => one.startsWith(':') || one === given[at]),
    );
    // `/arbete/arenden/nytt` is no case.
    const found = fits.toSorted((a, b) => colons(a.segments) - colons(b.segments))[0];
    if (found === undefined) return undefined;
    const own = found.segments.flatMap((one, at) =>
      /^:(act|file)$/.test(one) ? [given[at]?.replace(ID, '') ?? ''] : [],
    );
    return [found.route.method, found.route.name, ...own].join(' ').trim();
  };
}

const colons = (segments: readonly string[]) => segments.filter((one) => one.startsWith(':')).length;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
/** Sent with every form, or the state of the page it stands on. */
const PLAIN = new Set(['_csrf', '_shown', 'seen', 'sett', 'lista', 'bekraftat', 'sedd', 'shown', 'vy', 'read']);

/** Several forms of a page lead there: they are told apart by what they ask first. */
const BY_FIELD = new Set(['desk.reports']);

export class Hands {
  readonly #visitor: Visitor;
  readonly #name: ReturnType<typeof namer>;
  readonly #known: Known;
  #here = '';
  #controls: readonly Control[] = [];
  #used: string[] = [];
  presses = 0;
  text = '';
  status = 0;

  constructor(visitor: Visitor, name: ReturnType<typeof namer>, known: Known) {
    this.#visitor = visitor;
    this.#name = name;
    this.#known = known;
  }

  get here(): string {
    return this.#here;
  }

  /** Stands before a page: where the row begins. */
  async stand(path: string): Promise<void> {
    await this.#open(path);
    assert.equal(this.status, 200, `${path} is no page of this officer`);
  }

  /** Follows the first link that fits. */
  async follow(link: RegExp): Promise<void> {
    const found = this.#controls.find(
      (one) => one.kind === 'link' && link.test(this.#to(one.href).pathname + this.#to(one.href).search),
    );
    assert.ok(found?.kind === 'link', `no link ${link} at ${this.#here}`);
    this.#count(found);
    const { pathname, search } = this.#to(found.href);
    await this.#open(pathname + search);
  }

  /** Presses the first button that fits, of a form that leads there; what is not filled in is sent as it stood. */
  async press(action: RegExp, fill: Fill = {}, button?: string): Promise<void> {
    const found = this.#controls.find(
      (one) =>
        one.kind === 'button' &&
        action.test(this.#to(one.form.action ?? this.#here).pathname) &&
        Object.keys(fill).every((name) => one.form.names.includes(name)) &&
        (button === undefined
          ? one.name === undefined
          : said(one).startsWith(button) || one.form.hidden.includes(button)),
    );
    assert.ok(
      found?.kind === 'button',
      `no button ${button ?? ''} of ${action} with ${Object.keys(fill)} at ${this.#here}`,
    );
    this.#count(found);
    const { form, name, value } = found;
    const entries: [string, string | File][] = form.preset
      .filter(([one]) => !(one in fill))
      .map(([one, as]) => [one, as]);
    for (const [one, as] of Object.entries(fill))
      for (const each of Array.isArray(as) ? as : [as]) entries.push([one, each]);
    if (name !== undefined) entries.push([name, value]);
    const { pathname, search } = this.#to(form.action ?? this.#here);
    const plain = new URLSearchParams(entries.map(([one, as]) => [one, typeof as === 'string' ? as : as.name]));
    if (form.method === 'GET') return this.#open(`${pathname}?${plain}`);
    const body = form.multipart ? new FormData() : plain;
    if (body instanceof FormData) for (const [one, as] of entries) body.append(one, as);
    await this.#answer(await this.#visitor.ask('POST', pathname + search, body), pathname + search);
  }

  /** What has been pressed so far is not of the row. */
  begin(): void {
    this.presses = 0;
    this.#used = [];
  }

  /** That a row is done: what it has used took so many presses. */
  finish(): void {
    for (const name of this.#used) {
      const before = this.#known.used.get(name);
      if (before === undefined || before > this.presses) this.#known.used.set(name, this.presses);
    }
  }

  async #open(path: string): Promise<void> {
    await this.#answer(await this.#visitor.get(path), path);
  }

  async #answer(answer: Awaited<ReturnType<Visitor['get']>>, path: string): Promise<void> {
    if (answer.status >= 300 && answer.status < 400) {
      const to = this.#to(answer.to);
      return this.#open(to.pathname + to.search);
    }
    this.#here = path;
    this.status = answer.status;
    this.text = answer.text;
    this.#controls = answer.text.startsWith('<!') ? controlsOf(answer.text) : [];
    for (const one of this.#controls) for (const name of this.#nameOf(one)) this.#known.shown.add(name);
  }

  #to(address: string): URL {
    return new URL(address, new URL(this.#here, this.#visitor.origin));
  }

  #count(control: Control): void {
    this.presses += 1 + control.folds;
    this.#used.push(...this.#nameOf(control));
  }

  /** What pressing it is: where it leads, and by which button of which form. None for what is not of the desk. */
  #nameOf(control: Control): readonly string[] {
    // A place on the page that one is on is no other page.
    if (control.kind === 'link' && control.href.startsWith('#')) return [];
    if (control.kind === 'link') return [this.#name('GET', this.#to(control.href).pathname) ?? []].flat();
    const { form } = control;
    const route = this.#name(form.method, this.#to(form.action ?? this.#here).pathname);
    if (route === undefined) return [];
    const hidden = form.hidden.filter((one) => !PLAIN.has(one));
    // Looking at a letter before it is sent is one thing in every act that writes one.
    const [method, name] = route.split(' ');
    const what = control.name === 'granska' ? `${method} ${name}` : route;
    const by = BY_FIELD.has(name ?? '') ? form.names.slice(0, 1) : [];
    return [[what, ...hidden, ...by, said(control)].filter((part) => part !== '').join(' ')];
  }
}

function said({ name, value }: Extract<Control, { kind: 'button' }>): string {
  // The button that Enter presses in a form with several pages: as its other one.
  return name === undefined || name === '_do' ? '' : `${name}=${value.replace(ID, '*')}`;
}

import { type Form, type Press, readShown, type Shown } from './shown.ts';

const MOST_REDIRECTS = 10;

/** What is filled in: the name of a field and what stands in it afterwards; several values for checkboxes. */
export type Fill = { readonly [name: string]: string | readonly string[] | File };

/** A person with a browser that knows forms, links and cookies, and nothing else. */
export interface Walker {
  shown(): Shown;
  get(path: string): Promise<Shown>;
  /**
   * Fills in the first form that has a button whose text begins with `button` (any form that posts, when left out), and
   * presses it. Fields that are not named keep what the page put into them.
   */
  submit(fill?: Fill, button?: string): Promise<Shown>;
  /** Posts straight to an address, with the token of the page that is shown: what a person cannot do by a form. */
  post(path: string, fields?: { readonly [name: string]: string }): Promise<Shown>;
  /** The cookies as they stand: a browser that gets them is the same visitor. */
  cookies(): ReadonlyMap<string, string>;
}

/** Starts a walk at `origin`, without cookies. Redirects are followed; an address elsewhere ends the walk with an error. */
export function walker(origin: string): Walker {
  const cookies = new Map<string, string>();
  let current: Shown | undefined;

  async function request(url: URL, init: RequestInit, redirects = 0): Promise<Shown> {
    if (url.origin !== origin) throw new Error(`The walk leads to ${url.origin}, away from ${origin}.`);
    if (redirects > MOST_REDIRECTS) throw new Error(`More than ${MOST_REDIRECTS} redirects, at ${url.pathname}.`);
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(line);
    const to = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && to !== null) {
      await answer.arrayBuffer();
      return request(new URL(to, url), {}, redirects + 1);
    }
    current = readShown(url, answer.status, answer.headers.get('content-type') ?? '', await answer.text());
    return current;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const gone = attributes.some((each) => /^max-age=0$|^expires=Thu, 01 Jan 1970/i.test(each));
    if (gone) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  function shown(): Shown {
    if (current === undefined) throw new Error('The walk has not begun.');
    return current;
  }

  return {
    shown,
    get: (path) => request(new URL(path, origin), {}),
    cookies: () => new Map(cookies),
    post(path, fields = {}) {
      const token = shown()
        .forms.flatMap((form) => form.fields)
        .find(([name]) => name === '_csrf');
      const body = new URLSearchParams({ ...(token === undefined ? {} : { _csrf: token[1] }), ...fields });
      return request(new URL(path, origin), { method: 'POST', body, headers: { origin } });
    },
    submit(fill = {}, button) {
      const [form, press] = find(shown(), button);
      return send(form, press, fill, shown().url, request);
    },
  };
}

function find(page: Shown, button: string | undefined): [Form, Press | undefined] {
  for (const form of page.forms) {
    const press = button === undefined ? form.buttons[0] : form.buttons.find(({ text }) => text.startsWith(button));
    if (button === undefined ? form.method === 'post' : press !== undefined) return [form, press];
  }
  throw new Error(`No form with a button "${button ?? ''}" on ${page.url.pathname} (${page.status} ${page.heading}).`);
}

function send(
  form: Form,
  press: Press | undefined,
  fill: Fill,
  at: URL,
  request: (url: URL, init: RequestInit) => Promise<Shown>,
): Promise<Shown> {
  const entries: [string, string | File][] = form.fields
    .filter(([name]) => !(name in fill))
    .map(([name, value]) => [name, value]);
  for (const [name, value] of Object.entries(fill)) {
    for (const each of Array.isArray(value) ? value : [value]) entries.push([name, each]);
  }
  if (press?.name !== undefined) entries.push([press.name, press.value]);
  const url = new URL(form.action, at);
  const text = new URLSearchParams(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  );
  if (form.method === 'get') {
    url.search = text.toString();
    return request(url, {});
  }
  if (!form.multipart) return request(url, { method: 'POST', body: text, headers: { origin: at.origin } });
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  return request(url, { method: 'POST', body, headers: { origin: at.origin } });
}

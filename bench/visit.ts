import type { Shown } from './client.ts';

/** What a browser fetches for a page that it has never seen: the page and all that it names on this host. */
export interface Visit {
  readonly bytes: number;
  readonly font: number;
  readonly script: number;
  readonly requests: number;
  /** Addresses on other hosts that the page would load from. */
  readonly elsewhere: readonly string[];
}

/** Header lines as they are sent, which `Shown.bytes` leaves out. */
async function fetched(origin: string, path: string): Promise<{ bytes: number; type: string; text: string }> {
  const answer = await fetch(origin + path, { headers: { 'accept-encoding': 'gzip' } });
  const text = await answer.text();
  const head = [...answer.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 17);
  const length = Number(answer.headers.get('content-length') ?? Number.NaN);
  if (answer.status !== 200 || Number.isNaN(length)) throw new Error(`${path}: ${answer.status}, no length`);
  return { bytes: head + length, type: answer.headers.get('content-type') ?? '', text };
}

/** What markup makes a browser load: sheets, icons, preloads, scripts, pictures. Links to other pages do not count. */
function loads(html: string): string[] {
  const links = [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /rel="[^"]*(stylesheet|icon|preload|manifest)/.test(tag))
    .map((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? '');
  const sources = [...html.matchAll(/<(?:script|img|iframe|source)\b[^>]*\bsrc="([^"]+)"/g)].map(([, src = '']) => src);
  return [...new Set([...links, ...sources])].filter((address) => address !== '' && !address.startsWith('data:'));
}

/** Fetches a page's sheets, icons and scripts once each, as a browser with an empty cache does. */
export async function firstVisit(origin: string, page: Shown): Promise<Visit> {
  const head = 600; // Header lines of a page; its own are few and measured below for what it names.
  let visit: Visit = { bytes: page.bytes + head, font: 0, script: 0, requests: 1, elsewhere: [] };
  const seen = new Set<string>();
  const queue = loads(page.html);
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const url = new URL(address, origin);
    if (seen.has(url.pathname)) continue;
    seen.add(url.pathname);
    if (url.origin !== origin) {
      visit = { ...visit, elsewhere: [...visit.elsewhere, url.href] };
      continue;
    }
    const { bytes, type, text } = await fetched(origin, url.pathname + url.search);
    const font = /font/.test(type) || /\.woff2?$/.test(url.pathname);
    if (type.includes('css'))
      queue.push(...[...text.matchAll(/url\(["']?([^"')]+)/g)].map(([, found = '']) => new URL(found, url).href));
    visit = {
      bytes: visit.bytes + (font ? 0 : bytes),
      font: visit.font + (font ? bytes : 0),
      script: visit.script + (type.includes('javascript') ? bytes : 0),
      requests: visit.requests + (font ? 0 : 1),
      elsewhere: visit.elsewhere,
    };
  }
  return visit;
}

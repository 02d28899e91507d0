import type { Browser, Cookie } from 'playwright-core';

/** What a first visit to a page costs. Bytes are as transferred, with headers; the font is counted apart. */
export interface FirstVisit {
  readonly requests: number;
  readonly bytes: number;
  readonly fontBytes: number;
  readonly scriptBytes: number;
  readonly otherHosts: readonly string[];
  /** Cumulative layout shift until two frames after everything has loaded. */
  readonly layoutShift: number;
}

/** Opens `url` in a browser that has never been there, but may have been let in by `cookies`, and measures. */
export async function measureFirstVisit(
  browser: Browser,
  url: string,
  width = 390,
  cookies: readonly Cookie[] = [],
): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'sv-SE' });
  try {
    if (cookies.length > 0) await context.addCookies([...cookies]);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    const types = new Map<string, string>();
    const sizes = new Map<string, number>();
    const hosts = new Set<string>();
    cdp.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
      if (request.url.startsWith('data:')) return;
      types.set(requestId, type ?? 'Other');
      const { origin } = new URL(request.url);
      if (origin !== new URL(url).origin) hosts.add(origin);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (types.has(requestId)) sizes.set(requestId, encodedDataLength);
    });
    await page.addInitScript(watchShifts);
    await page.goto(url, { waitUntil: 'networkidle' });
    const layoutShift = await page.evaluate(readShifts);
    const sum = (wanted: (type: string) => boolean) =>
      [...sizes].filter(([id]) => wanted(types.get(id) ?? '')).reduce((total, [, size]) => total + size, 0);
    return {
      requests: [...types.values()].filter((type) => type !== 'Font').length,
      bytes: sum((type) => type !== 'Font'),
      fontBytes: sum((type) => type === 'Font'),
      scriptBytes: sum((type) => type === 'Script'),
      otherHosts: [...hosts],
      layoutShift,
    };
  } finally {
    await context.close();
  }
}

// The two functions below run in the browser.

function watchShifts(): void {
  const found: { shift: number } = { shift: 0 };
  Object.defineProperty(window, 'torgetShifts', { value: found });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ('value' in entry) found.shift += Number(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
}

async function readShifts(): Promise<number> {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found: unknown = Reflect.get(window, 'torgetShifts');
  return typeof found === 'object' && found !== null && 'shift' in found ? Number(found.shift) : Number.NaN;
}

import { constants } from 'node:os';
import { type Browser, type BrowserContext, chromium, type Page, type Response } from 'playwright-core';

// The browser is to speak to the town only; without these it looks up its maker's hosts at every start.
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LANGUAGES = { sv: 'sv-SE', en: 'en-GB' };

/**
 * Starts the browser that the test run found (TORGET_CHROME), or the Chromium of Debian. A file of tests that is over its
 * limit is ended with SIGTERM, at which Playwright would close the browser and let the tests live on for ever.
 */
export function openBrowser(): Promise<Browser> {
  if (!process.listeners('SIGTERM').includes(end)) process.once('SIGTERM', end);
  // Chromium's own sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...QUIET] : QUIET;
  const executablePath = process.env['TORGET_CHROME'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args, handleSIGTERM: false });
}

/** Takes the browser, and the town that was started, along. */
const end = () => process.exit(128 + constants.signals.SIGTERM);

export interface VisitorOptions {
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'sv' | 'en';
  readonly dark?: boolean;
}

/** A person with a browser of her own: nothing is shared with other visitors. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The HTML of the page that is shown, as the server sent it. */
  html(): Promise<string>;
  /** What went wrong in the browser so far: errors of scripts, blocked content, requests to other hosts. */
  faults(): readonly string[];
  /** The faults that have come since this was asked last. */
  newFaults(): readonly string[];
  /** Ends the visit; throws when something went wrong in the browser. */
  close(): Promise<void>;
}

/** Opens a visit to the town at `origin`. Paths given to `page.goto` are relative to it. */
export async function visit(browser: Browser, origin: string, options: VisitorOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    locale: LANGUAGES[options.language ?? 'sv'],
    timezoneId: 'Europe/Stockholm',
    colorScheme: options.dark ? 'dark' : 'light',
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  let told = 0;
  let shown: Response | undefined;
  page.on('pageerror', (error) => faults.push(`script error on ${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A status is the answer that a test asked for, and looks at; its page says what is wrong.
    const wanted = message.text().startsWith('Failed to load resource: the server responded with a status of ');
    if (message.type() === 'error' && !wanted) faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin: host, protocol } = new URL(request.url());
    if (host !== origin && protocol !== 'data:' && protocol !== 'blob:') faults.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    const document = response.request().resourceType() === 'document' && response.frame() === page.mainFrame();
    if (document && (response.status() < 300 || response.status() >= 400)) shown = response;
  });
  return {
    context,
    page,
    async html() {
      if (shown === undefined) throw new Error('No page has been opened yet.');
      return shown.text();
    },
    faults: () => faults,
    newFaults() {
      const come = faults.slice(told);
      told = faults.length;
      return come;
    },
    async close() {
      await context.close();
      if (faults.length > 0) throw new Error(`In the browser:\n  ${faults.join('\n  ')}`);
    },
  };
}

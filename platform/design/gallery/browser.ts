import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where the browser is: `TORGET_CHROME`, or one of Debian's. Undefined: none here. */
export function browserPath(): string | undefined {
  const debians = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return [process.env['TORGET_CHROME'], ...debians].find((path) => path !== undefined && existsSync(path));
}

export function openBrowser(executablePath: string): Promise<Browser> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...root, '--disable-gpu', '--disable-dev-shm-usage'] });
}

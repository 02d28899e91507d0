import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where the browser is: `TORGET_CHROME`, or Debian's chromium. Undefined: none here. */
export function browserPath(): string | undefined {
  return [process.env['TORGET_CHROME'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );
}

export function openBrowser(executablePath: string): Promise<Browser> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...root, '--disable-gpu', '--disable-dev-shm-usage'] });
}

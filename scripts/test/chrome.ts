import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// The same browser without its windows is first: a journey costs a third less with it.
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Of Debian, the first that there is. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];

/**
 * A Chrome or Chromium for the browser tests: the one that TORGET_CHROME names, else one that is installed, else
 * Debian's, installed now where this process may do so. Otherwise why there is none.
 */
export function chrome(): { readonly path: string } | { readonly missing: string } {
  const named = process.env['TORGET_CHROME'];
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: `TORGET_CHROME names ${named}, which does not exist.` };
  }
  const found = PLACES.find((path) => existsSync(path)) ?? installed();
  return found === undefined
    ? { missing: 'No Chrome or Chromium was found: install one, or name it with TORGET_CHROME.' }
    : { path: found };
}

function installed(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  console.log('\nNo Chrome or Chromium was found; installing that of Debian …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
  // An old list may name versions that are gone: a failed update is tried with the list there is.
  apt('-qq', 'update');
  for (const name of PACKAGES) {
    if (apt('-qq', 'install', '-y', '--no-install-recommends', name) === 0) break;
  }
  return PLACES.find((path) => existsSync(path));
}

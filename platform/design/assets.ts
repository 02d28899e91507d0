import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';
import type { PageAssets } from './layout/page.ts';

/** The files that `scripts/generate.mjs` made, by what they are called before their hash. */
export interface Assets {
  /** The folder to serve under `/assets/`; every name carries its content's hash, so they can be kept for ever. */
  readonly folder: string;
  /** The address of a file: `torget.css` → `/assets/torget.4f1c9ae207.css`. */
  url(name: string): string;
  /** What a page in a frame fetches. `theme` is the address of the town's own style sheet, when it has one. */
  of(frame: 'citizen' | 'form' | 'desk', theme?: string): PageAssets;
}

/** Reads the manifest under `.generated/assets` of the checkout `root`. */
export function loadAssets(root: string): Assets {
  const folder = join(root, '.generated/assets');
  const manifest = new Map<string, string>(
    Object.entries(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))),
  );
  const url = (name: string): string => {
    const file = manifest.get(name);
    if (file === undefined) throw unknown(name);
    return `/assets/${file}`;
  };
  return {
    folder,
    url,
    of: (frame, theme) => ({
      stylesheets: [
        url('torget.css'),
        ...(frame === 'desk' ? [url('desk.css')] : []),
        ...(theme === undefined ? [] : [theme]),
      ],
      font: url('atkinson-hyperlegible-next-latin-wght-normal.woff2'),
      icon: url('mark.svg'),
    }),
  };
}

function unknown(name: string): TorgetError {
  return new TorgetError(
    'no-asset',
    500,
    { sv: 'En fil som sidan behöver saknas.', en: 'A file that the page needs is missing.' },
    `${name} is not in .generated/assets/manifest.json`,
  );
}

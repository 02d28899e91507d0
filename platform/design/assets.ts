import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { TorgetError } from '#platform/errors.ts';
import type { PageAssets } from './layout/page.ts';
import { type Theme, themeSheet } from './theme/theme.ts';

/** The files that `scripts/generate.mjs` made, by what they are called before their hash. */
export interface Assets {
  /** The folder to serve under `/assets/`; every name carries its content's hash, so they can be kept for ever. */
  readonly folder: string;
  /** The address of a file: `torget.css` → `/assets/torget.4f1c9ae207.css`. */
  url(name: string): string;
  /** Lays a town's own style sheet in the folder, once. Its address; undefined when the town wears the house's face. */
  theme(theme: Theme): string | undefined;
  /** What a page in a frame fetches. `theme` is the address that `theme()` gave for the town. */
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
    theme: (theme) => {
      const sheet = themeSheet(theme);
      if (sheet === undefined) return undefined;
      if (!existsSync(join(folder, sheet.name))) lay(folder, sheet);
      return `/assets/${sheet.name}`;
    },
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

/** The compressed ones first: who asks for the sheet then finds all three. */
function lay(folder: string, { name, css }: { readonly name: string; readonly css: string }): void {
  const files = { '.gz': gzipSync(css), '.br': brotliCompressSync(css), '': css };
  for (const [ending, content] of Object.entries(files)) {
    const path = join(folder, `${name}${ending}`);
    writeFileSync(`${path}.${process.pid}.tmp`, content);
    renameSync(`${path}.${process.pid}.tmp`, path);
  }
}

function unknown(name: string): TorgetError {
  return new TorgetError(
    'no-asset',
    500,
    { sv: 'En fil som sidan behöver saknas.', en: 'A file that the page needs is missing.' },
    `${name} is not in .generated/assets/manifest.json`,
  );
}

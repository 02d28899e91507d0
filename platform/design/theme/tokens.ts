import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hex } from './colour.ts';

export type Scheme = 'light' | 'dark';

/** Colour tokens by name without `--t-`, in one scheme. */
export type Palette = { readonly [token: string]: Hex };

/** The colours of tokens.css, the one place where they stand. */
export function readPalettes(): { readonly [scheme in Scheme]: Palette } {
  const css = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8');
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const lightColours = coloursOf(light);
  return { light: lightColours, dark: { ...lightColours, ...coloursOf(dark) } };
}

function coloursOf(css: string): Palette {
  return Object.fromEntries([...css.matchAll(/--t-([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

import { createHash } from 'node:crypto';
import { contrast, type Hex, toHex, toOklch } from './colour.ts';
import { type Pair, pairs } from './pairs.ts';
import { type Palette, readPalettes, type Scheme } from './tokens.ts';

/**
 * A town's theme, as it stands in town.yaml: `primary`, `primary-deep`, `accent` and `font`; with `dark-` before a
 * colour it is that of the dark scheme. What is not said follows from what is.
 */
export type Theme = { readonly [token: string]: string };

export interface MeasuredPair extends Pair {
  readonly scheme: Scheme;
  readonly colours: readonly [Hex, Hex];
  readonly ratio: number;
}

export interface ThemeFault {
  readonly code: 'theme-token' | 'theme-colour' | 'theme-contrast';
  readonly token: string;
  readonly message: { readonly sv: string; readonly en: string };
  readonly pair?: MeasuredPair;
}

const own = ['primary', 'primary-deep', 'accent'] as const;

// What is made of the theme's colours. Lightness and strength are those of tokens.css; the hue is the town's.
const families: { readonly [token in 'primary' | 'accent']: readonly string[] } = {
  primary: ['primary-deep', 'pine-mid', 'pine-tint', 'pine-wash', 'band', 'on-band-soft'],
  accent: ['lingon-deep', 'lingon-tint', 'lingon-wash', 'heat-1', 'heat-2', 'heat-3', 'heat-4'],
};

/** Every pair of colours that meet on a page in both schemes, and what is wrong with the theme: empty means it may be used. */
export function checkTheme(theme: Theme): {
  readonly pairs: readonly MeasuredPair[];
  readonly faults: readonly ThemeFault[];
} {
  const unreadable = Object.entries(theme).flatMap(([token, value]) => faultOf(token, value));
  if (unreadable.length > 0) return { pairs: [], faults: unreadable };
  const measured = (['light', 'dark'] as const).flatMap((scheme) => {
    const palette = paletteOf(theme, scheme);
    return pairs.map((pair) => measure(pair, scheme, palette));
  });
  return { pairs: measured, faults: measured.filter((pair) => pair.ratio < pair.needed).map(tooLow) };
}

/** The town's style sheet: only the tokens that differ, after the house's own. `undefined` when none do. */
export function themeSheet(theme: Theme): { readonly name: string; readonly css: string } | undefined {
  const house = readPalettes();
  const block = (scheme: Scheme) =>
    Object.entries(paletteOf(theme, scheme))
      .filter(([token, colour]) => house[scheme][token] !== colour)
      .map(([token, colour]) => `--t-${token}:${colour};`)
      .join('');
  const font = theme['font'] && theme['font'] !== houseFont ? `--t-font:"${theme['font']}",${fallback};` : '';
  const [light, dark] = [block('light') + font, block('dark')];
  const css = `${light && `:root{${light}}`}${dark && `@media (prefers-color-scheme:dark){:root{${dark}}}`}`;
  if (css === '') return undefined;
  return { name: `theme.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`, css };
}

const houseFont = 'Atkinson Hyperlegible Next';
const fallback = '"Torget Fallback",system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

function faultOf(token: string, value: string): ThemeFault[] {
  if (token === 'font') {
    if (/^[\w\d -]{1,60}$/.test(value)) return [];
    return [
      wrong(
        'theme-token',
        token,
        'Skriv typsnittets namn med bara bokstäver, siffror och mellanslag.',
        'Write the name of the font with letters, digits and spaces only.',
      ),
    ];
  }
  if (!(own as readonly string[]).includes(token.replace(/^dark-/, ''))) {
    const known = [...own, 'font'].join(', ');
    return [
      wrong(
        'theme-token',
        token,
        `${token} går inte att ställa in. Det här går: ${known}.`,
        `${token} cannot be set. These can: ${known}.`,
      ),
    ];
  }
  if (/^#[0-9a-f]{6}$/i.test(value)) return [];
  return [
    wrong(
      'theme-colour',
      token,
      `Färgen ${token} är inte läsbar. Skriv den som "#17493b".`,
      `The colour ${token} cannot be read. Write it like "#17493b".`,
    ),
  ];
}

function wrong(code: ThemeFault['code'], token: string, sv: string, en: string): ThemeFault {
  return { code, token, message: { sv, en } };
}

/** The palette of a scheme with the theme in it. */
function paletteOf(theme: Theme, scheme: Scheme): Palette {
  const house = readPalettes();
  const palette: { [token: string]: Hex } = { ...house[scheme] };
  const set = (token: string) => theme[scheme === 'dark' ? `dark-${token}` : token]?.toLowerCase();
  for (const token of ['primary', 'accent'] as const) {
    const light = theme[token]?.toLowerCase();
    const chosen =
      set(token) ??
      (light === undefined ? undefined : rehued(house[scheme][token] ?? light, house.light[token] ?? light, light));
    if (chosen === undefined || chosen === house[scheme][token]) continue;
    for (const follower of families[token]) {
      palette[follower] = rehued(palette[follower] ?? chosen, house[scheme][token] ?? chosen, chosen);
    }
    palette[token] = chosen;
  }
  const deep = set('primary-deep');
  if (deep !== undefined) palette['primary-deep'] = deep;
  return palette;
}

/** A colour turned as far as `from` must be turned to become `to`, and made as much stronger or weaker. */
function rehued(colour: Hex, from: Hex, to: Hex): Hex {
  if (from === to) return colour;
  const [base, origin, goal] = [toOklch(colour), toOklch(from), toOklch(to)];
  const strength = origin.c > 0.01 ? Math.min(goal.c / origin.c, 1.6) : 1;
  return toHex({ l: base.l, c: base.c * strength, h: base.h + goal.h - origin.h });
}

function measure(pair: Pair, scheme: Scheme, palette: Palette): MeasuredPair {
  const colours = [palette[pair.front] ?? '#000000', palette[pair.back] ?? '#000000'] as const;
  return { ...pair, scheme, colours, ratio: Math.round(contrast(...colours) * 100) / 100 };
}

function tooLow(pair: MeasuredPair): ThemeFault {
  const [front, back] = pair.colours;
  const figure = pair.ratio.toFixed(2);
  const [sv, en] = pair.scheme === 'light' ? ['ljusa', 'light'] : ['mörka', 'dark'];
  return {
    code: 'theme-contrast',
    token: pair.front,
    pair,
    message: {
      sv: `${pair.front} (${front}) mot ${pair.back} (${back}) har kontrasten ${figure}:1 i det ${sv} schemat; WCAG 2.2 AA kräver ${pair.needed}:1.`,
      en: `${pair.front} (${front}) on ${pair.back} (${back}) has a contrast of ${figure}:1 in the ${en} scheme; WCAG 2.2 AA needs ${pair.needed}:1.`,
    },
  };
}

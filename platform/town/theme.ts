import type { At, Faults } from './faults.ts';

/** The grounds of design/screens/tokens.css that a town's colours stand on, with their scheme's names. */
const GROUNDS = { ground: '#f7f4ed', surface: '#fffdf9', sunken: '#ece7db' } as const;
const ON_PRIMARY = '#fffdf9';
const COLOURS = ['primary', 'primary-deep', 'accent'] as const;

/** WCAG 2.2, 1.4.3: text needs at least 4.5:1. */
const NEED = 4.5;

/** Refuses a theme whose text would not reach WCAG 2.2 AA, with the figures (design/look.md). */
export function checkTheme(theme: { readonly [token: string]: string }, at: At, faults: Faults): void {
  for (const token of COLOURS) {
    const colour = theme[token];
    if (colour === undefined) continue;
    if (!/^#[0-9a-f]{6}$/i.test(colour)) {
      faults.error(
        at,
        'theme-colour',
        { sv: `Färgen ${token} är inte läsbar.`, en: `The colour ${token} cannot be read.` },
        { sv: 'Skriv den som "#17493b".', en: 'Write it like "#17493b".' },
      );
      continue;
    }
    for (const [name, ground] of Object.entries(GROUNDS)) refuse(token, colour, name, ground, at, faults);
    if (token !== 'accent') refuse('on-primary', ON_PRIMARY, token, colour, at, faults);
  }
}

function refuse(token: string, colour: string, on: string, ground: string, at: At, faults: Faults): void {
  const ratio = contrast(colour, ground);
  if (ratio >= NEED) return;
  const figure = ratio.toFixed(2);
  faults.error(
    at,
    'theme-contrast',
    {
      sv: `${token} (${colour}) mot ${on} (${ground}) har kontrasten ${figure}:1; WCAG 2.2 AA kräver ${NEED}:1.`,
      en: `${token} (${colour}) on ${on} (${ground}) has a contrast of ${figure}:1; WCAG 2.2 AA needs ${NEED}:1.`,
    },
    { sv: 'Välj en mörkare färg.', en: 'Choose a darker colour.' },
  );
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

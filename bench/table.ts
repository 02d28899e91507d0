import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** A measured figure: what, how much, and what it must be where something is promised. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly must?: { readonly text: string; readonly met: boolean };
}

export function figure(name: string, value: number | string, unit = ''): Figure {
  return { name, value: `${value}${unit === '' ? '' : ` ${unit}`}` };
}

/** A figure with a bound: at most `bound`, or at least when `least` is said. */
export function bounded(name: string, value: number, unit: string, bound: number, least?: 'least'): Figure {
  const met = least === undefined ? value <= bound : value >= bound;
  return { ...figure(name, round(value), unit), must: { text: `${least ? '≥' : '≤'} ${bound} ${unit}`, met } };
}

/** Three digits at most, two of a small fraction. */
export function round(value: number): number {
  if (value >= 100) return Math.round(value);
  return value >= 0.1 || value === 0 ? Math.round(value * 10) / 10 : Number(value.toPrecision(2));
}

/** The value below which a share of the values lies (0 to 1). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * Prints the figures, and keeps them in docs/measurements with the command, the day and the kind of machine. `try`: a run
 * of another size than is asked for, which is printed only.
 */
export function report(
  bench: string,
  command: string,
  about: string,
  figures: readonly Figure[],
  only?: 'try',
): boolean {
  const rows = figures.map(({ name, value, must }) => [
    name,
    value,
    must ? `${must.text}${must.met ? '' : ' — NOT MET'}` : '',
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  const met = figures.every(({ must }) => must?.met !== false);
  if (only === 'try') return met;
  const file = join(import.meta.dirname, '../docs/measurements', `${bench}.md`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page(bench, command, about, rows));
  return met;
}

function page(bench: string, command: string, about: string, rows: readonly (readonly string[])[]): string {
  const day = Temporal.Now.plainDateISO().toString();
  return `# ${bench}

${about}

\`${command}\`, ${day}, ${availableParallelism()} cores, ${process.platform}, Node ${process.versions.node}.

| What | Measured | Must |
|---|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`;
}

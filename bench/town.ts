import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EKHAMN = fileURLToPath(new URL('../towns/ekhamn', import.meta.url));
/** In these years Skatteverket has published two test numbers for every day: birth numbers 238 and 239. */
const YEARS = [
  1977, 1978, 1979, 1981, 1982, 1983, 1984, 1985, 1986, 1987, 1988, 1991, 1992, 1993, 1994, 1995, 1996, 1997,
];

/**
 * Copies the example town into `folder` and lets `count` people more live there: each alone, without income, with
 * economic assistance and a rent of 6,200 kronor, so that their renewals are approved at once. Gives their numbers.
 */
export function growTown(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  cpSync(EKHAMN, join(folder, 'ekhamn'), { recursive: true });
  const population = join(folder, 'ekhamn/registers/population.yaml');
  const taken = readFileSync(population, 'utf8');
  const numbers = [...testNumbers()].filter((number) => !taken.includes(number)).slice(0, count);
  const homes = numbers.map(
    (_, at) => `  bankgatan-${at}: { street: "Bänkgatan ${at}, lgh 1001", postcode: "000 16", place: Ekhamn }\n`,
  );
  const people = numbers.map(
    (number, at) =>
      `  - { number: "${number}", given: Prov${at}, family: Bänk, household: bankgatan-${at}, email: prov${at}@exempel.invalid }\n`,
  );
  const [before = '', after = ''] = taken.split(/^people:\n/m);
  writeFileSync(population, `${before}${homes.join('')}people:\n${after}${people.join('')}`);
  const cases = numbers.map(
    (number) => `  - { number: "${number}", periods: [ { from: 2025-11, to: 2026-01 } ], rent: "6200" }\n`,
  );
  appendFileSync(join(folder, 'ekhamn/registers/assistance.yaml'), cases.join(''));
  return numbers;
}

function* testNumbers(): Generator<string> {
  for (const year of YEARS) {
    const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    for (let day = first; day.year === year; day = day.add({ days: 1 })) {
      for (const birthNumber of ['238', '239']) {
        const digits = `${day.toString().replaceAll('-', '')}${birthNumber}`;
        yield `${digits}${checkDigit(digits.slice(2))}`;
      }
    }
  }
}

/** Luhn over the nine digits without century. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (const [at, digit] of [...digits].entries()) {
    const weighted = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

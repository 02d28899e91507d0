import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '@torget/feel';
import { Faults, hasErrors, START } from './faults.ts';
import { type Guide, readGuides } from './guides.ts';
import { readListings } from './listings.ts';
import { loadLookUps } from './look-ups/load.ts';
import { HOUSE_PROVISIONS, readProvisions } from './provisions.ts';
import { ratesOf, readRateTable } from './rates.ts';
import { readAssistance } from './registers/assistance.ts';
import { readChildcare } from './registers/childcare.ts';
import { readIncome } from './registers/income.ts';
import { readPopulation } from './registers/population.ts';
import { registersOf } from './registers/registers.ts';
import { readStaff } from './registers/staff.ts';
import { readTownFile, type TownFile } from './town-file.ts';
import type { Listing, Rates, RateTable, Registers, Town } from './types.ts';

/**
 * Reads a municipality’s folder: town.yaml, listings.yaml, guides.yaml, provisions.yaml, rates/ and, in an example,
 * registers/. All but town.yaml may be left out.
 * Services are compiled one by one with `compileService`, so that one broken service never stops the town. Files in the
 * faults are paths inside the folder. `town` is absent when something in these files must be put right first.
 */
export async function loadTown(folder: string): Promise<{ readonly town?: Town; readonly faults: readonly Fault[] }> {
  const text = await textOf(folder, 'town.yaml');
  if (text === undefined) return { faults: [absent('town.yaml')] };
  const file = readTownFile(text);
  const rates = await loadRates(folder);
  const faults: Fault[] = [...file.faults.list, ...rates.faults];
  if (file.value === undefined) return { faults };
  const registers = await loadRegisters(folder, file.value);
  const lookUps = await loadLookUps((name) => textOf(folder, `registers/${name}.yaml`));
  const listed = await textOf(folder, 'listings.yaml');
  const listings = listed === undefined ? undefined : readListings(listed, file.value.lifeEvents);
  const own = await textOf(folder, 'provisions.yaml');
  const provisions = own === undefined ? undefined : readProvisions(own);
  const guides = await loadGuides(folder, file.value, listings?.value ?? []);
  faults.push(...guides.faults, ...(listings?.faults.list ?? []), ...(provisions?.faults.list ?? []));
  faults.push(...registers.faults, ...lookUps.faults);
  faults.push(...(await checkMark(folder, file.value)));
  if (hasErrors(faults)) return { faults };
  const { value } = registers;
  const standIns = value === undefined ? {} : { registers: value, lookUps: lookUps.value };
  const lists = {
    listings: listings?.value ?? [],
    guides: guides.value,
    provisions: provisions?.value ?? HOUSE_PROVISIONS,
  };
  const town = { ...file.value, folder, rates: rates.value, ...lists, ...standIns };
  return { town, faults };
}

async function textOf(folder: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}

function absent(file: string): Fault {
  const faults = new Faults(file);
  faults.error(
    START,
    'missing-file',
    { sv: `Filen ${file} saknas.`, en: `The file ${file} is missing.` },
    { sv: 'Lägg till den, eller peka på rätt mapp.', en: 'Add it, or point at the right folder.' },
  );
  return faults.list[0] as Fault;
}

async function loadGuides(
  folder: string,
  { lifeEvents }: TownFile,
  listings: readonly Listing[],
): Promise<{ readonly value: readonly Guide[]; readonly faults: readonly Fault[] }> {
  const text = await textOf(folder, 'guides.yaml');
  if (text === undefined) return { value: [], faults: [] };
  const folders = await readdir(join(folder, 'services')).catch(() => []);
  const { value, faults } = readGuides(text, lifeEvents, new Set([...folders, ...listings.map(({ id }) => id)]));
  return { value, faults: faults.list };
}

async function loadRates(folder: string): Promise<{ readonly value: Rates; readonly faults: readonly Fault[] }> {
  const tables: RateTable[] = [];
  const faults: Fault[] = [];
  for (const name of await yamlIn(join(folder, 'rates'))) {
    const file = `rates/${name}`;
    const read = readRateTable(file, (await textOf(folder, file)) ?? '');
    faults.push(...read.faults.list);
    if (read.table === undefined) continue;
    const { id } = read.table;
    if (tables.some((table) => table.id === id)) {
      read.faults.error(
        START,
        'rate-id',
        { sv: `Tabellen "${id}" finns redan.`, en: `The table "${id}" exists already.` },
        { sv: 'Lägg raderna i en fil.', en: 'Put the rows in one file.' },
      );
      faults.push(...read.faults.list.slice(-1));
    }
    tables.push(read.table);
  }
  return { value: ratesOf(tables), faults };
}

async function yamlIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  } catch {
    return [];
  }
}

/** All registers of an example town. A real town has no such folder: production ports stand behind the same shape. */
async function loadRegisters(
  folder: string,
  town: TownFile,
): Promise<{ readonly value?: Registers; readonly faults: readonly Fault[] }> {
  if ((await yamlIn(join(folder, 'registers'))).length === 0) return { faults: [] };
  const text = async (name: string) => textOf(folder, `registers/${name}.yaml`);
  const missing: Fault[] = [];
  const need = async (name: string) => {
    const found = await text(name);
    if (found === undefined) missing.push(absent(`registers/${name}.yaml`));
    return found ?? '';
  };
  const population = readPopulation(await need('population'));
  const staff = readStaff(await need('staff'), town.boards, town.units, town.roles);
  const income = readIncome(await need('income'));
  const assistance = readAssistance(await need('assistance'));
  const childcare = readChildcare(await need('childcare'));
  if (missing.length > 0) return { faults: missing };
  const faults = [population, staff, income, assistance, childcare].flatMap((read) => read.faults.list);
  const sources = {
    population: population.value,
    income: income.value,
    assistance: assistance.value,
    childcare: childcare.value,
  };
  const { value: people } = staff;
  if (!sources.population || !sources.income || !sources.assistance || !sources.childcare || !people) return { faults };
  return {
    value: registersOf(
      town.id,
      {
        population: sources.population,
        income: sources.income,
        assistance: sources.assistance,
        childcare: sources.childcare,
      },
      people,
    ),
    faults,
  };
}

async function checkMark(folder: string, town: TownFile): Promise<readonly Fault[]> {
  if (town.mark === undefined || (await textOf(folder, town.mark)) !== undefined) return [];
  return [absent(town.mark)];
}

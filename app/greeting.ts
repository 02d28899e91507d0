import type { Town } from '#platform/town/index.ts';

export interface Greeting {
  readonly towns: readonly Town[];
  readonly address: string;
  readonly folder: string | undefined;
  readonly how: 'made' | 'started' | 'adopted' | undefined;
  readonly exposed: boolean;
}

/** How many people are named; the rest stand on the test e-ID's page. */
const SHOWN = 8;

const DATABASE = {
  made: 'Databasen är ny och ligger i',
  started: 'Databasen ligger i',
  adopted: 'Databasen var igång sedan förra gången och ligger i',
} as const;

/** What the person at the terminal is told: one address, and in an example town whom to sign in as. */
export function greet({ towns, address, folder, how, exposed }: Greeting): void {
  const lines = towns.flatMap((town) => ['', `Torget: ${town.title.sv}`, `  ${address}`, '', ...people(town, address)]);
  if (exposed)
    lines.push('HOST är satt: andra datorer kan nå Torget. Skriv inga riktiga uppgifter i en exempelkommun.', '');
  if (folder !== undefined && how !== undefined) lines.push(`${DATABASE[how]} ${folder}`);
  lines.push('Stoppa med Ctrl-C.');
  console.log(lines.join('\n'));
}

function people({ registers }: Town, address: string): string[] {
  if (registers === undefined) return [];
  const row = (name: string, about: string | undefined) => `  ${name.padEnd(24)} ${about ?? ''}`;
  const citizens = registers.people.filter((person) => person.about !== undefined).slice(0, SHOWN);
  return [
    'Logga in med test-e-legitimationen som till exempel:',
    ...citizens.map((person) => row(`${person.givenName} ${person.familyName}`, person.about?.sv)),
    '',
    `Personal loggar in på ${address}/arbete som till exempel:`,
    ...registers.staff.slice(0, SHOWN).map((staff) => row(staff.name, staff.about?.sv)),
    '',
  ];
}

import type { Mode } from '#platform/database/index.ts';
import type { Town } from '#platform/town/index.ts';

export interface Greeting {
  readonly town: Town;
  readonly mode: Mode;
  readonly address: string;
  readonly folder: string | undefined;
  readonly how: 'made' | 'started' | 'adopted' | undefined;
  readonly exposed: boolean;
}

const DATABASE = {
  made: 'Databasen är ny och ligger i',
  started: 'Databasen ligger i',
  adopted: 'Databasen var igång sedan förra gången och ligger i',
} as const;

/** What the person at the terminal is told: one address, and in an example town whom to sign in as. */
export function greet({ town, mode, address, folder, how, exposed }: Greeting): void {
  const lines = ['', `Torget: ${town.title.sv}`, `  ${address}`, ''];
  if (mode === 'example') {
    lines.push('Logga in med test-e-legitimationen som till exempel:');
    for (const person of (town.registers?.people ?? []).filter((entry) => entry.about !== undefined).slice(0, 8)) {
      lines.push(`  ${`${person.givenName} ${person.familyName}`.padEnd(24)} ${person.about?.sv ?? ''}`);
    }
    lines.push('', `Personal loggar in på ${address}/arbete som till exempel:`);
    for (const staff of (town.registers?.staff ?? []).slice(0, 6))
      lines.push(`  ${staff.name.padEnd(24)} ${staff.about?.sv ?? ''}`);
    lines.push('');
    if (exposed) lines.push('HOST är satt: andra datorer kan nå exempelkommunen. Skriv inga riktiga uppgifter.', '');
  }
  if (folder !== undefined && how !== undefined) lines.push(`${DATABASE[how]} ${folder}`);
  lines.push('Stoppa med Ctrl-C.');
  console.log(lines.join('\n'));
}
